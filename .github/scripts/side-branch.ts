import type { Ports } from './ports';

type Git = Ports['git'];

/** A branch beside the code, written by steps alone and never checked out. */
export interface SideBranch {
  readonly name: string;
  /** Whether each commit follows the one before. Without, the branch is one commit, so that what is removed is gone. */
  readonly keepsHistory: boolean;
}

/** A branch as it is found. */
export interface Tip {
  /** Undefined where there is no such branch yet. */
  readonly commit: string | undefined;
  readonly paths: readonly string[];
}

export interface Edit {
  readonly message: string;
  readonly remove?: readonly string[];
  /** Files of this machine, by the path that each gets in the branch. */
  readonly put: ReadonlyMap<string, string>;
}

const BOT = [
  ...['-c', 'user.name=github-actions[bot]'],
  ...['-c', 'user.email=41898282+github-actions[bot]@users.noreply.github.com'],
];
const ATTEMPTS = 5;

/**
 * Commits an edit to a side branch, and makes it anew where another run was quicker: nobody's commit is lost. False where there is
 * nothing to change. It works by the index of what is checked out, and touches no file of it.
 */
export const commitTo = (git: Git, branch: SideBranch, edit: (tip: Tip) => Edit): boolean => {
  for (let attempt = 1; ; attempt += 1) {
    const tip = tipOf(git, branch.name);
    const commit = commitOf(git, branch, tip, edit(tip));
    if (commit === undefined) return false;
    try {
      push(git, branch, tip, commit);
      return true;
    } catch (error) {
      if (attempt === ATTEMPTS || remoteCommit(git, branch.name) === tip.commit) throw error;
    }
  }
};

/** A side branch as the remote has it now. */
export const tipOf = (git: Git, name: string): Tip => {
  if (remoteCommit(git, name) === undefined) return { commit: undefined, paths: [] };
  git('fetch', '--quiet', '--no-tags', 'origin', `refs/heads/${name}`);
  const commit = git('rev-parse', 'FETCH_HEAD').trim();
  const paths = git('ls-tree', '-r', '-z', '--name-only', '--full-tree', commit).split('\0').slice(0, -1);
  return { commit, paths };
};

const remoteCommit = (git: Git, name: string): string | undefined => {
  const [commit] = git('ls-remote', 'origin', `refs/heads/${name}`).split('\t');
  return commit === '' ? undefined : commit;
};

const commitOf = (
  git: Git,
  { keepsHistory }: SideBranch,
  { commit: before }: Tip,
  { message, remove = [], put }: Edit,
): string | undefined => {
  git('read-tree', before ?? '--empty');
  if (remove.length > 0) git('update-index', '--force-remove', '--', ...remove);
  const entries = [...put].flatMap(([path, file]) => {
    const blob = git('hash-object', '-w', '--no-filters', '--', file).trim();
    return ['--cacheinfo', `100644,${blob},${path}`];
  });
  git('update-index', '--add', ...entries);
  const tree = git('write-tree').trim();
  if (before !== undefined && git('rev-parse', `${before}^{tree}`).trim() === tree) return undefined;
  const parent = keepsHistory && before !== undefined ? ['-p', before] : [];
  return git(...BOT, 'commit-tree', tree, ...parent, '-m', message).trim();
};

/** The remote takes it only where the branch is still what was read. */
const push = (git: Git, { name, keepsHistory }: SideBranch, { commit: before = '' }: Tip, commit: string): void => {
  const lease = keepsHistory ? [] : [`--force-with-lease=refs/heads/${name}:${before}`];
  git('push', '--quiet', ...lease, 'origin', `${commit}:refs/heads/${name}`);
};
