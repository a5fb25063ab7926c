import { type Approval, launchSubject } from '../../contracts/approval';
import type { Finding } from '../../contracts/finding';
import type { PlanChange, PlanFingerprint } from '../../contracts/plan';
import type { Loaded } from '../workspace';
import { authorsOfFiles } from './authors';
import { decidingFiles } from './deciding-files';
import { approvalFindings } from './findings';
import { neededFor } from './matrix';
import { type Proposal, verdictOf } from './proposal';
import { readAsks } from './record-file';
import { judgeOfStage, type Place } from './stage-judge';

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
  const nothing = { plan: planned.fingerprint.hash, needed: [], given: [], missing: [], voided: [] };
  const proposal = launchProposal(context, launch, planned);
  if (proposal === 'not-needed') return { ...nothing, state: 'not-needed', findings: [] };
  if ('finding' in proposal) return { ...nothing, state: 'missing', findings: [proposal.finding] };
  const verdict = verdictOf(context.root, proposal, context.now());
  const { plan, needed } = proposal;
  return { plan, needed, ...verdict, findings: approvalFindings(proposal, verdict) };
};

/** A launch's plan as something to approve, or that the stage demands no approvals. */
export const launchProposal = (
  context: ApprovalContext,
  launch: string,
  { fingerprint, changes }: Planned,
): Proposal | 'not-needed' | { readonly finding: Finding } => {
  const file = `launches/${launch}.yaml`;
  const judge = judgeOfStage(context, file);
  if (judge === 'not-needed' || 'finding' in judge) return judge;
  const subject = launchSubject(launch);
  const { workspace } = context.workspace();
  const { manifest } = workspace?.launches.find((one) => one.file === file) ?? {};
  const approvers = {
    people: judge.people,
    team: judge.teams.find(({ team }) => team === manifest?.team),
    authors: authorsOfFiles(context.root, readAsks(context.root, subject), 'HEAD', ...decidingFiles(workspace, launch)),
  };
  return {
    ...{ subject, stage: context.stage, plan: fingerprint.hash, parts: fingerprint.parts, changes, judge, approvers },
    needed: neededFor(judge.approvals, changes, approvers),
    file,
    argument: launch,
    // What a launch does may be approved once and go live, pause and go live again.
    isUsed: () => false,
  };
};
