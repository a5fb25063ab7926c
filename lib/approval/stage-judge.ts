import type { Approvals } from '../../contracts/approval-matrix';
import type { Finding } from '../../contracts/finding';
import type { Platform } from '../../contracts/platform';
import { say } from '../messages';
import { approvalFinding } from './codes';
import { type Judge, judgeOfBranch } from './protected-branch';

/** Where something is to go live: the project, its stages as the work tree has them, and one of them. */
export interface Place {
  readonly root: string;
  readonly platform: Platform;
  readonly stage: string;
}

/** A judge whose policy says who approves what. */
export type AbleJudge = Judge & { readonly approvals: Approvals };

/** AWS gives this number to nobody: behind it is the embedded AWS of a laptop. */
const NO_ACCOUNT = '000000000000';

/**
 * Who judges approvals in a stage, or that it demands none. The work tree can demand them where the protected branch
 * does not, never the other way round; where that branch cannot be read, only a stage without an AWS account does
 * without.
 */
export const judgeOfStage = (
  { root, platform, stage }: Place,
  file: string,
): AbleJudge | 'not-needed' | { readonly finding: Finding } => {
  const here = platform.stages[stage];
  const judge = judgeOfBranch(root, platform.protectedBranch);
  if ('problem' in judge) {
    if (here?.approvals === 'none' && here.account === NO_ACCOUNT) return 'not-needed';
    return { finding: approvalFinding(file, say('approval.judge', judge)) };
  }
  if (here?.approvals === 'none' && judge.platform.stages[stage]?.approvals === 'none') return 'not-needed';
  return able(judge) ? judge : { finding: approvalFinding(file, say('approval.matrix', { stage })) };
};

const able = (judge: Judge): judge is AbleJudge => judge.approvals !== undefined;
