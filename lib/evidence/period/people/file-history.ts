import { fileAt, git } from '../../../approval/git';

/** A file as a commit of the branch left it. */
export interface FileVersion {
  readonly commit: string;
  /** When the branch had it: ISO 8601, in UTC. */
  readonly at: string;
  /** Undefined where the commit took the file away. */
  readonly text: string | undefined;
}

/** What the branch that leads to a commit had in a file, oldest first, up to a moment. Throws `GitError`. */
export const fileHistory = (root: string, commit: string, file: string, to: Date): readonly FileVersion[] =>
  git(root, 'log', '--first-parent', '--reverse', '--format=%H %ct', '--end-of-options', commit, '--', file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', seconds = ''] = line.split(' ');
      return { commit: id, at: new Date(Number(seconds) * 1000).toISOString() };
    })
    .filter(({ at }) => Date.parse(at) < to.getTime())
    .map((version) => ({ ...version, text: fileAt(root, version.commit, file) }));

/** Files below a folder that any commit of the branch had. */
export const filesEver = (root: string, commit: string, folder: string): readonly string[] =>
  [
    ...new Set(
      git(
        root,
        'log',
        '--first-parent',
        '-m',
        '--relative',
        '--format=',
        '--name-only',
        '--no-renames',
        '--end-of-options',
        commit,
        '--',
        folder,
      )
        .split('\n')
        .filter((name) => name !== ''),
    ),
  ].sort();

/** Whether git has only the end of the history: what came before it cannot be told. */
export const isCutOff = (root: string): boolean => git(root, 'rev-parse', '--is-shallow-repository').trim() === 'true';
