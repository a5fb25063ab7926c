import { execFileSync } from 'node:child_process';

/** Thrown where git is not there, or does not have what it is asked for. */
export class GitError extends Error {
  public override readonly name = 'GitError';
}

/** What git answers. Throws `GitError`. */
export const git = (root: string, ...args: readonly string[]): string => {
  try {
    return execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new GitError(`git ${args[0]} failed${said === '' ? '' : `: ${said.split('\n')[0]}`}`, { cause });
  }
};

/** The commit that a name stands for; undefined where it stands for none. */
export const commitOf = (root: string, ref: string): string | undefined => {
  try {
    return git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
};

/** The text of a file as a commit has it; undefined where it has none. */
export const fileAt = (root: string, commit: string, file: string): string | undefined =>
  filesAt(root, commit, file).length === 0 ? undefined : git(root, 'show', `${commit}:./${file}`);

/** Files of a commit at or below some paths, relative to the project. */
export const filesAt = (root: string, commit: string, ...paths: readonly string[]): readonly string[] =>
  git(root, 'ls-tree', '-r', '-z', '--name-only', commit, '--', ...paths)
    .split('\0')
    .filter((name) => name !== '');

/** Addresses, in small letters, of all who wrote a commit that changed these files, co-authors included. */
export const authorsOf = (root: string, range: string, ...paths: readonly string[]): readonly string[] => {
  const format = '%ae%n%(trailers:key=Co-authored-by,valueonly)';
  const lines = git(root, 'log', `--format=${format}`, '--end-of-options', range, '--', ...paths).split('\n');
  const addresses = lines.map((line) => (/<([^>]+)>\s*$/.exec(line)?.[1] ?? line).trim().toLowerCase());
  return [...new Set(addresses.filter((address) => address !== ''))].sort();
};

/** Whether any of these files is not as HEAD has it. */
export const isChanged = (root: string, ...paths: readonly string[]): boolean =>
  git(root, 'status', '--porcelain', '--untracked-files=all', '--', ...paths).trim() !== '';

/** What a launch is made of; a file that is new there decides as much as one that is changed. */
const DECIDES = ['platform', 'launches', 'audiences', 'brand'];

/** Whether the work tree is as a commit has it, but for one folder; false for a commit that is not here. */
export const isSameBut = (root: string, commit: string, folder: string): boolean => {
  if (commitOf(root, commit) === undefined) return false;
  const changed = git(root, 'diff', '--name-only', '--no-renames', commit, '--', '.', `:(exclude)${folder}`);
  const added = git(root, 'ls-files', '--others', '--exclude-standard', '--', ...DECIDES);
  return changed.trim() === '' && added.trim() === '';
};
