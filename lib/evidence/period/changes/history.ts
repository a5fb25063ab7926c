import { fileAt, git, isShallow } from '../../../approval/git';
import { type Judge, judgeAt } from '../../../approval/protected-branch';

/** The project's branch that leads to a commit, as it was at moments of the past. Nothing but git is asked. */
export interface History {
  /** The commit that the branch was at; undefined before its first one. */
  readonly commitAt: (at: string) => string | undefined;
  /** The last commit up to then that changed a file, and the words that it was made with. */
  readonly changeOf: (file: string, at: string) => { readonly commit: string; readonly words: string } | undefined;
  /** Who may approve what, as the branch had it then; where that cannot be read any more, as the commit has it. */
  readonly judgeAt: (at: string) => Judge | undefined;
  readonly fileAt: (file: string, at: string) => string | undefined;
  /** The branch's first commit, before which it had nothing. */
  readonly first: string | undefined;
  /** Commits of the branch after one, up to another, that changed something at or below these paths; oldest first. */
  readonly commitsBetween: (since: string, until: string, ...paths: readonly string[]) => readonly PlacedCommit[];
  /** The clone has only the end of the history: neither can older moments be placed, nor is it known who wrote what. */
  readonly isCutOff: boolean;
}

/** A commit with the time that it carries. */
export interface PlacedCommit {
  readonly commit: string;
  readonly at: Date;
}

interface Commit {
  readonly id: string;
  readonly seconds: number;
  readonly words: string;
}

/** Reads a branch up to a commit, by the times at which its commits were made. Throws `GitError`. */
export const historyOf = (root: string, head: string): History => {
  const all = commitsOf(root, head);
  const byFile = remembered((file: string) => commitsOf(root, head, file));
  const judges = remembered((commit: string) => judgeAt(root, commit));
  const commitAt = (at: string) => before(all, at)?.id;
  return {
    commitAt,
    changeOf: (file, at) => {
      const change = before(byFile(file), at);
      return change && { commit: change.id, words: change.words };
    },
    judgeAt: (at) => {
      for (const commit of [commitAt(at), head]) {
        const judge = commit === undefined ? undefined : judges(commit);
        if (judge !== undefined && !('problem' in judge)) return judge;
      }
      return undefined;
    },
    fileAt: (file, at) => fileAt(root, commitAt(at) ?? head, file),
    first: all.at(-1)?.id,
    commitsBetween: (since, until, ...paths) =>
      commitsOf(root, `${since}..${until}`, ...paths)
        .map(({ id, seconds }) => ({ commit: id, at: new Date(seconds * 1000) }))
        .reverse(),
    isCutOff: isShallow(root),
  };
};

/** What no table can tell of a branch whose history is cut off. */
export const historyGaps = ({ isCutOff }: History): readonly string[] =>
  isCutOff
    ? [
        'The clone has only the end of the history: who wrote what, and what the branch had before, is not known. Take a whole clone.',
      ]
    : [];

/** Newest first. */
const commitsOf = (root: string, head: string, ...files: readonly string[]): readonly Commit[] =>
  git(root, 'log', '-z', '--first-parent', '--format=%H %ct %B', '--end-of-options', head, '--', ...files)
    .split('\0')
    .flatMap((text) => {
      const [, id = '', seconds = '', words = ''] = /^(\S+) (\d+) ([\s\S]*)$/.exec(text) ?? [];
      return id === '' ? [] : [{ id, seconds: Number(seconds), words }];
    });

const before = (commits: readonly Commit[], at: string): Commit | undefined =>
  commits.find(({ seconds }) => seconds * 1000 <= Date.parse(at));

const remembered = <T>(make: (key: string) => T): ((key: string) => T) => {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
};
