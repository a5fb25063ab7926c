import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../governance/register/canonical-json';
import { parseYaml } from '../workspace/yaml-file';
import { differingFiles, fileAt, filesAt } from './git';

const GOVERNED = /^platform\/((teams|policy|waivers|access|platform|prices)\.yaml|vendors\/.+)$/;

/** A file that governs all launches and does not say what it said before; a digest is absent where there is no file. */
export interface GovernedChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What differs between a commit and a later one, or the work tree, in the files that govern; comments and layout of YAML say
 * nothing.
 */
export const governedChanges = (root: string, commit: string, until?: string): readonly GovernedChange[] =>
  (until === undefined ? filesHereAndAt(root, commit) : differingFiles(root, commit, until, 'platform'))
    .filter(isGoverned)
    .map((file) => ({
      file,
      before: digest(file, fileAt(root, commit, file)),
      after: digest(file, until === undefined ? textHere(root, file) : fileAt(root, until, file)),
    }))
    .filter(({ before, after }) => before !== after);

const filesHereAndAt = (root: string, commit: string): readonly string[] =>
  [...new Set([...filesAt(root, commit, 'platform'), ...filesHere(root)])].sort();

const isGoverned = (file: string): boolean => GOVERNED.test(file);

const filesHere = (root: string): readonly string[] =>
  existsSync(join(root, 'platform'))
    ? readdirSync(join(root, 'platform'), { recursive: true, encoding: 'utf8' })
        .map((name) => `platform/${name.replaceAll('\\', '/')}`)
        .filter((file) => isGoverned(file) && !lstatSync(join(root, file)).isDirectory())
    : [];

/** A link is read as git stores it: where it leads to, not what lies there. */
const textHere = (root: string, file: string): string | undefined => {
  const path = join(root, file);
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return undefined;
  return entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path, 'utf8');
};

const digest = (file: string, text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const meaning = /\.ya?ml$/.test(file) ? meaningOf(file, text) : undefined;
  return createHash('sha256')
    .update(meaning ?? `text\0${text}`)
    .digest('hex');
};

/** The data of a YAML file as canonical JSON; undefined where it has none that is certain, so that its bytes count. */
const meaningOf = (file: string, text: string): string | undefined => {
  const { value, findings } = parseYaml(file, text);
  if (value === undefined || findings.length > 0) return undefined;
  try {
    return canonicalJson(value);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
