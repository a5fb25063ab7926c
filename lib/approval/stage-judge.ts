import type { Approvals } from '../../contracts/approval-matrix';
import type { Finding } from '../../contracts/finding';
import type { Platform } from '../../contracts/platform';
import { say } from '../messages';
import { approvalFinding } from './codes';
import { isShallow } from './git';
import { type Judge, judgeOfBranch } from './protected-branch';

/** Where something is to go live: the project, its stages as the work tree has them, and one of them. */
export interface Place {
  readonly root: string;
  readonly platform: Platform;
  readonly stage: string;
}

/** A judge whose policy says who approves what. */
export type AbleJudge = Judge & { readonly approvals: Approvals };

const PLATFORM_FILE = 'platform/platform.yaml';
/** AWS gives this number to nobody: behind it is the embedded AWS of a laptop. */
const NO_ACCOUNT = '000000000000';

/**
 * Who judges approvals in a stage, or that it demands none. The work tree can demand them where the protected branch
 * does not, never the other way round, and neither names its judge nor says that a stage is another one than it is. Where
 * the judge cannot be read, only a stage without an AWS account does without.
 */
export const judgeOfStage = (
  { root, platform, stage }: Place,
  file: string,
): AbleJudge | 'not-needed' | { readonly finding: Finding } => {
  const here = platform.stages[stage];
  const judge = judgeOfBranch(root);
  if ('problem' in judge) {
    if (here?.approvals === 'none' && here.account === NO_ACCOUNT) return 'not-needed';
    return { finding: approvalFinding(file, judge.problem) };
  }
  if (here?.approvals === 'none' && judge.platform.stages[stage]?.approvals === 'none') return 'not-needed';
  const foreign = whyForeign(platform, judge, stage);
  if (foreign !== undefined) return { finding: approvalFinding(PLATFORM_FILE, foreign) };
  if (isShallow(root)) return { finding: approvalFinding(file, say('approval.judge.shallow')) };
  return able(judge) ? judge : { finding: approvalFinding(file, say('approval.matrix', { stage })) };
};

const able = (judge: Judge): judge is AbleJudge => judge.approvals !== undefined;

/** What of a stage decides to whom a launch speaks; a stage that the protected branch does not have has no other self. */
const SELF = ['account', 'region', 'realCustomers'] as const;

const whyForeign = (here: Platform, { platform }: Judge, stage: string) => {
  const branch = platform.protectedBranch;
  if (here.protectedBranch !== branch) return say('approval.judge.chosen', { branch, other: here.protectedBranch });
  const [own, theirs] = [here.stages[stage], platform.stages[stage]];
  const members = SELF.filter((member) => theirs !== undefined && own?.[member] !== theirs[member]);
  return members.length === 0 ? undefined : say('approval.judge.stage', { branch, stage, members });
};
