import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listedKey, pemOf } from '../approvals';
import { removeShippedCopies, shippedCopy } from '../shipped-copy';
import { ROOT } from '../shipped-platform';

/** The shipped workspace under git, with people whose keys the test has. */
export interface Project {
  readonly root: string;
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  /** Replaces a text that the file must have. */
  readonly edit: (file: string, from: string, to: string) => void;
  /** Runs git as a person of the project. */
  readonly git: (who: string, ...args: readonly string[]) => string;
  /** Commits everything as a person of the project; the commit. */
  readonly commit: (who: string) => string;
  /** File with a person's private key. */
  readonly key: (person: string) => string;
  readonly remove: () => void;
}

/** Far enough away that the story is the same on any day. */
const EXPIRES = '2126-10-01';
const ANY_PERSON = /(- person: (\w+)\b[\s\S]*?keys: \[")[^"]+/g;

const shipped = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const vendorsForLong = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(ROOT, 'platform/vendors'))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `platform/vendors/${name}`)
      .map((file) => [file, shipped(file).replace(/expires: [\d-]+/, `expires: ${EXPIRES}`)]),
  );

/** Makes the project with a remote, whose main branch is the protected one. As shipped only `prod` demands approvals; `local` can, too. */
export const approvingProject = (demanding: 'local' | 'prod'): Project => {
  const people = shipped('platform/teams.yaml');
  const platform = shipped('platform/platform.yaml');
  const root = shippedCopy({
    'platform/platform.yaml':
      demanding === 'prod' ? platform : platform.replace('approvals: none', 'approvals: required'),
    'platform/teams.yaml': people.replace(ANY_PERSON, (_, before: string, id: string) => before + listedKey(id)),
    ...vendorsForLong(),
    '.gitignore': 'preview/\nresults/\ndist/\n',
  });
  const git = (who: string, ...args: readonly string[]): string => {
    const email = `${who}@harvest-lane.example`;
    const as = ['-c', `user.name=${who}`, '-c', `user.email=${email}`, '-c', 'commit.gpgsign=false'];
    return execFileSync('git', ['-C', root, ...as, ...args], { encoding: 'utf8' }).trim();
  };
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const commit = (who: string): string => {
    git(who, 'add', '--all');
    git(who, 'commit', '--quiet', '--no-verify', '--message', 'feat: a change');
    return git(who, 'rev-parse', 'HEAD');
  };
  git('tess', 'init', '--quiet', '--initial-branch=main');
  // Whoever types the commands; `--to me` is found by it.
  git('tess', 'config', 'user.email', 'robin@harvest-lane.example');
  for (const [, , id = ''] of people.matchAll(ANY_PERSON)) {
    // Below .git nothing is a file of the project.
    mkdirSync(join(root, '.git/keys'), { recursive: true });
    writeFileSync(join(root, `.git/keys/${id}.pem`), pemOf(id), { mode: 0o600 });
  }
  commit('tess');
  const origin = mkdtempSync(join(tmpdir(), 'tandem-origin-'));
  git('tess', 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  git('tess', 'remote', 'add', 'origin', origin);
  git('tess', 'push', '--quiet', '--set-upstream', 'origin', 'main');
  // As a clone of it has it.
  git('tess', 'remote', 'set-head', 'origin', '--auto');
  return {
    ...{ root, read, write, git, commit },
    edit: (file, from, to) => {
      const text = read(file);
      if (!text.includes(from)) throw new Error(`${file} has no "${from}".`);
      write(file, text.replace(from, to));
    },
    key: (person) => join(root, `.git/keys/${person}.pem`),
    remove: () => {
      rmSync(origin, { recursive: true, force: true });
      removeShippedCopies();
    },
  };
};
