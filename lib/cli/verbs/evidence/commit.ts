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

/** Texts of the files that a commit has at some paths, or below them, by file; links are none. */
export const filesAt = (root: string, commit: string, paths: readonly string[]): ReadonlyMap<string, string> => {
  const listed = git(root, 'ls-tree', '-r', '-z', commit, '--', ...paths).split('\0');
  const files = listed.flatMap((line) => {
    const [, blob, file] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return blob === undefined || file === undefined ? [] : [[file, git(root, 'cat-file', 'blob', blob)] as const];
  });
  return new Map(files);
};

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
