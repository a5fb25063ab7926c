import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** Thrown where git is not there, or does not have what it is asked for. */
export class GitError extends Error {
  public override readonly name = 'GitError';
}

/** Variables that would have git read another repository than the project's, or other objects, or file names as patterns. */
const REDIRECTING = [
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_NAMESPACE', 'GIT_SHALLOW_FILE'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_REPLACE_REF_BASE'],
  ...['GIT_LITERAL_PATHSPECS', 'GIT_GLOB_PATHSPECS', 'GIT_NOGLOB_PATHSPECS', 'GIT_ICASE_PATHSPECS'],
];

/** Commits as they are: none is replaced or has other parents, and no folder of the project passes for a repository. */
const AS_IT_IS = ['--no-replace-objects', '-c', 'safe.bareRepository=explicit'];

/** What git answers of the repository that the project lies in, as it is. Throws `GitError`. */
export const git = (root: string, ...args: readonly string[]): string => {
  try {
    const kept = Object.entries(process.env).filter(([name]) => !REDIRECTING.includes(name));
    const env = { ...Object.fromEntries(kept), GIT_GRAFT_FILE: devNull };
    const options = { encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28, env } as const;
    return execFileSync('git', [...AS_IT_IS, '-C', root, ...args], options);
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new GitError(`git ${args[0]} failed${said === '' ? '' : `: ${said.split('\n')[0]}`}`, { cause });
  }
};

/** What git answers; undefined where it fails, as it does for what is not set. */
const gitOrNothing = (root: string, ...args: readonly string[]): string | undefined => {
  try {
    return git(root, ...args).trim() || undefined;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
};

/** A setting of the clone or of whoever uses it, which no file of a project can be; undefined where it is not set. */
export const settingOf = (root: string, name: string): string | undefined =>
  gitOrNothing(root, 'config', '--get', name);

/** Where a symbolic reference leads to; undefined where there is none. */
export const targetOf = (root: string, ref: string): string | undefined =>
  gitOrNothing(root, 'symbolic-ref', '--quiet', ref);

/** Whether there is any reference below a name. */
export const hasRefs = (root: string, below: string): boolean =>
  gitOrNothing(root, 'for-each-ref', '--count=1', below) !== undefined;

/** Whether older commits, and with them their authors, are left out of this clone. */
export const isShallow = (root: string): boolean =>
  git(root, 'rev-parse', '--is-shallow-repository').trim() !== 'false';

/** The commit that a name stands for; undefined where it stands for none. */
export const commitOf = (root: string, ref: string): string | undefined =>
  gitOrNothing(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);

/** The text of a file as a commit has it; undefined where it has none. */
export const fileAt = (root: string, commit: string, file: string): string | undefined =>
  filesAt(root, commit, file).length === 0 ? undefined : git(root, 'cat-file', 'blob', `${commit}:./${file}`);

/** Files of a commit at or below some paths, relative to the project. */
export const filesAt = (root: string, commit: string, ...paths: readonly string[]): readonly string[] =>
  git(root, 'ls-tree', '-r', '-z', '--name-only', commit, '--', ...paths)
    .split('\0')
    .filter((name) => name !== '');

/** Files of the project at or below some paths that are not the same in two commits; a renamed one is two. */
export const differingFiles = (
  root: string,
  from: string,
  to: string,
  ...paths: readonly string[]
): readonly string[] =>
  git(root, 'diff', '-z', '--relative', '--name-only', '--no-renames', '--no-ext-diff', from, to, '--', ...paths)
    .split('\0')
    .filter((name) => name !== '');

/**
 * Addresses, in small letters, of all who wrote a commit that changed these files, co-authors included; also where a merge
 * took the other side's text.
 */
export const authorsOf = (root: string, range: string, ...paths: readonly string[]): readonly string[] => {
  const format = '%ae%n%(trailers:key=Co-authored-by,valueonly)';
  const how = ['--full-history', '--no-show-signature', `--format=${format}`, '--end-of-options'];
  const lines = git(root, 'log', ...how, range, '--', ...paths).split('\n');
  const addresses = lines.map((line) => (/<([^>]+)>\s*$/.exec(line)?.[1] ?? line).trim().toLowerCase());
  return [...new Set(addresses.filter((address) => address !== ''))].sort();
};

/** Whether any of these files is not as HEAD has it; one that git is told to ignore is not. */
export const isChanged = (root: string, ...paths: readonly string[]): boolean =>
  git(root, 'status', '--porcelain', '--untracked-files=all', '--ignored', '--', ...paths).trim() !== '';

/** What a launch is made of; a file that is new there decides as much as one that is changed. */
const DECIDES = ['platform', 'launches', 'audiences', 'brand'];

/** Whether the work tree is as a commit has it, but for one folder; false for a commit that is not here. */
export const isSameBut = (root: string, commit: string, folder: string): boolean => {
  if (commitOf(root, commit) === undefined) return false;
  const changed = git(root, 'diff', '--name-only', '--no-renames', commit, '--', '.', `:(exclude)${folder}`);
  const added = git(root, 'ls-files', '--others', '--exclude-standard', '--', ...DECIDES);
  return changed.trim() === '' && added.trim() === '';
};
