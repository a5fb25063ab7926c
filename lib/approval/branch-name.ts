import { type MessageKey, type Said, say } from '../messages';
import { hasRefs, settingOf, targetOf } from './git';

type JudgeKey = Extract<MessageKey, 'approval.judge' | `approval.judge.${string}`>;

/** Why there is no judge, and what is to be done. */
export interface NoJudge {
  readonly problem: Said<JudgeKey>;
}

/** The protected branch as this clone knows it. */
export interface ProtectedBranch {
  readonly branch: string;
  /** Where its tip is read: what the remote had when it was last fetched, where there is a remote. */
  readonly ref: string;
}

const SETTING = 'tandem.protectedBranch';
const REMOTE = 'refs/remotes/origin';

/**
 * The protected branch by what the clone itself says, because whoever proposes something can push files and branches, and
 * neither the settings of another clone nor the remote's default: git's setting `tandem.protectedBranch`, else the remote's
 * default branch, else, where there is no remote, `main`.
 */
export const protectedBranch = (root: string): ProtectedBranch | NoJudge => {
  const set = settingOf(root, SETTING);
  if (!hasRemote(root)) return { branch: set ?? 'main', ref: `refs/heads/${set ?? 'main'}` };
  const branch = set ?? remoteDefault(root);
  return branch === undefined ? { problem: say('approval.judge.unknown') } : { branch, ref: `${REMOTE}/${branch}` };
};

const hasRemote = (root: string): boolean =>
  settingOf(root, 'remote.origin.url') !== undefined || hasRefs(root, REMOTE);

const remoteDefault = (root: string): string | undefined => {
  const target = targetOf(root, `${REMOTE}/HEAD`);
  return target?.startsWith(`${REMOTE}/`) === true ? target.slice(REMOTE.length + 1) : undefined;
};
