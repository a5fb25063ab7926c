import { type Approval, launchSubject } from '../../contracts/approval';
import { durationSeconds } from '../../contracts/duration';
import type { PlanChange, PlanFingerprint } from '../../contracts/plan';
import type { Loaded } from '../workspace';
import { authorsOfFiles } from './authors';
import { approvalFindings } from './findings';
import { judgeRecords } from './judge-records';
import { type Approvers, neededFor } from './matrix';
import { readRecords } from './record-file';
import { type AbleJudge, judgeOfStage, type Place } from './stage-judge';

/** What is asked of the world to judge approvals; a verb's context has it. */
export interface ApprovalContext extends Place {
  readonly now: () => Date;
  readonly workspace: () => Loaded;
}

/** The plan that is to be approved, and how it differs from what went live last. */
export interface Planned {
  readonly fingerprint: PlanFingerprint;
  readonly changes: readonly PlanChange[];
}

/**
 * Whether a launch's plan may go ahead in the stage: judged by the people, the matrix and the stages of the protected
 * branch, whatever the work tree says. What cannot be judged is not granted. Throws `GitError` where git fails.
 */
export const approvalOf = async (context: ApprovalContext, launch: string, planned: Planned): Promise<Approval> => {
  const { fingerprint, changes } = planned;
  const { hash: plan, parts } = fingerprint;
  const file = launchFile(launch);
  const nothing = { plan, needed: [], given: [], missing: [], voided: [] };
  const judge = judgeOfStage(context, file);
  if (judge === 'not-needed') return { ...nothing, state: 'not-needed', findings: [] };
  if ('finding' in judge) return { ...nothing, state: 'missing', findings: [judge.finding] };
  const approvers = approversOf(context, launch, judge);
  const subject = launchSubject(launch);
  const needed = neededFor(judge.approvals, changes, approvers);
  const verdict = judgeRecords({
    ...{ subject, stage: context.stage, plan, parts, needed, approvers },
    validForSeconds: durationSeconds(judge.approvals.validFor),
    now: context.now(),
    records: readRecords(context.root, subject),
  });
  return { plan, needed, ...verdict, findings: approvalFindings(file, launch, verdict) };
};

/** Who may approve a launch: of the judge's people, for the launch's team, but for those who wrote it. */
export const approversOf = (context: ApprovalContext, launch: string, judge: AbleJudge): Approvers => {
  const file = launchFile(launch);
  const { manifest } = context.workspace().workspace?.launches.find((one) => one.file === file) ?? {};
  return {
    people: judge.people,
    team: judge.teams.find(({ team }) => team === manifest?.team),
    authors: authorsOfFiles(context.root, launchSubject(launch), 'HEAD', file),
  };
};

const launchFile = (launch: string): string => `launches/${launch}.yaml`;
