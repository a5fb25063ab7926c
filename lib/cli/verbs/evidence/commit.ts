import { execFileSync } from 'node:child_process';
import { EnvironmentError } from '../../context';

/** Everything that decides what is deployed. */
const INPUTS = [
  'platform',
  'launches',
  'audiences',
  'brand',
  'bin',
  'contracts',
  'lib',
  'lambdas',
  'cdk.json',
  'package.json',
  'package-lock.json',
];

/** What a project's evidence is about. */
export interface Commit {
  readonly id: string;
  readonly at: Date;
  /** Files that decide what is deployed and are not as the commit has them. */
  readonly changed: readonly string[];
}

/** The commit that is checked out. */
export const commitOf = (root: string): Commit => {
  const [id = '', seconds = ''] = git(root, 'log', '-1', '--format=%H %ct').trim().split(' ');
  const status = git(root, 'status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--', ...INPUTS);
  const changed = status.split('\0').filter((line) => line !== '');
  return { id, at: new Date(Number(seconds) * 1000), changed: changed.map((line) => line.slice(3)).sort() };
};

/** The id of the commit that a branch, tag or id names. */
export const commitNamed = (root: string, ref: string): string =>
  git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).trim();

/** When a commit was made. */
export const timeOf = (root: string, commit: string): Date =>
  new Date(Number(git(root, 'log', '-1', '--format=%ct', commit).trim()) * 1000);

/** A file as a commit has it; undefined where it has none. */
export const fileAt = (root: string, commit: string, file: string): string | undefined =>
  git(root, 'ls-tree', '--name-only', commit, '--', file).trim() === ''
    ? undefined
    : git(root, 'show', `${commit}:./${file}`);

const git = (root: string, ...args: readonly string[]): string => {
  try {
    return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new EnvironmentError(
      `Evidence is about a commit, and "git ${args[0]} ${args.at(-1)}" failed${said === '' ? '' : `: ${said}`}. Run this inside a git repository, and name a commit that it has.`,
    );
  }
};
