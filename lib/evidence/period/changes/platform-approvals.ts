import { PLATFORM_SUBJECT } from '../../../../contracts/approval';
import { platformProposal, type Verdict, verdictOf } from '../../../approval';
import type { PlatformProposal } from '../../../approval/platform-proposal';
import { APPROVALS, recordsAt } from '../../../approval/record-file';
import type { PeriodInput } from '../input';
import type { Deployment } from './deployments';
import type { History, PlacedCommit } from './history';
import { asksForNone, type PlanApproval } from './plan-approvals';

/** What a deployment of the platform brought, and whether it was approved. */
export interface PlatformApproval {
  /** The commit that its stack was at before, by time; undefined where it cannot be placed. */
  readonly since: string | undefined;
  readonly approval: PlanApproval;
  readonly problems: readonly string[];
}

export type JudgePlatform = (one: Deployment) => PlatformApproval;

const NOTHING = { given: [], voided: [], authors: [], plans: [], lacks: [] };

/**
 * Judges deployments of the platform's stacks by the files that govern: what was changed in them since the stack was deployed
 * before, or since the period began, has to have its records. Records count as the branch had them, so none that was added
 * later does. Throws `GitError`.
 */
export const platformJudge = (
  input: PeriodInput,
  history: History,
  deployments: readonly Deployment[],
): JudgePlatform => {
  const steps = new Map<string, Step>();
  const stepOf: StepOf = (since, end) => {
    const key = `${since} ${end.commit}`;
    const known = steps.get(key) ?? judgeStep(input.root, since, end);
    steps.set(key, known);
    return known;
  };
  return (one) => {
    const since = startOf(input, history, deployments, one);
    const until = history.commitAt(one.at);
    if (asksForNone(input, history.judgeAt(one.at))) {
      return { since, approval: { ...NOTHING, state: 'not-needed' }, problems: [] };
    }
    if (history.isCutOff || since === undefined || until === undefined) {
      const approval = { ...NOTHING, state: 'unplaced' } as const;
      return { since: undefined, approval, problems: [`the branch has no commit that it can be from: ${NO_HISTORY}`] };
    }
    return { since, ...resultOf(walk(history, stepOf, since, until)) };
  };
};

const NO_HISTORY = 'it was before the first one, or the clone has only the end of the history';

/** Whether a deployment may have brought another template. */
export const bringsTemplate = ({ action, removes }: Deployment): boolean =>
  !removes && action !== 'UpdateTerminationProtection' && action !== 'SetStackPolicy';

/** A branch that begins later than the period is judged from its first commit on, by which all others are judged. */
const startOf = (
  { from }: PeriodInput,
  history: History,
  deployments: readonly Deployment[],
  one: Deployment,
): string | undefined => {
  const former = deployments
    .filter((each) => each.stack === one.stack && bringsTemplate(each))
    .filter((each) => Date.parse(each.at) < Date.parse(one.at))
    .at(-1);
  return history.commitAt(former?.at ?? from.toISOString()) ?? history.first;
};

/** What changed in the files that govern from one commit to another, and what its records come to. */
type Step =
  | { readonly state: 'unchanged' }
  | {
      readonly state: 'judged';
      readonly end: PlacedCommit;
      readonly proposal: PlatformProposal;
      readonly verdict: Verdict;
    }
  | { readonly state: 'unjudged'; readonly end: PlacedCommit; readonly why: string };
type StepOf = (since: string, end: PlacedCommit) => Step;

const judgeStep = (root: string, since: string, end: PlacedCommit): Step => {
  const proposal = platformProposal(root, since, end.commit);
  if (proposal === 'unchanged') return { state: 'unchanged' };
  if ('finding' in proposal) return { state: 'unjudged', end, why: proposal.finding.message };
  const records = recordsAt(root, end.commit, PLATFORM_SUBJECT, proposal.plan);
  return { state: 'judged', end, proposal, verdict: verdictOf(root, proposal, end.at, records) };
};

const isCovered = (step: Step): boolean =>
  step.state === 'unchanged' || (step.state === 'judged' && step.verdict.state === 'granted');

/**
 * Goes along the branch, each time to the next commit up to which records cover everything: a change and its records come by
 * one merge, or by several commits of a proposal. Ends with the first change that nothing covers.
 */
const walk = (history: History, stepOf: StepOf, since: string, until: string): readonly Step[] => {
  const steps: Step[] = [];
  let base = since;
  let rest = history.commitsBetween(since, until, 'platform', `${APPROVALS}/${PLATFORM_SUBJECT}`);
  while (rest[0] !== undefined) {
    const from = base;
    const end = rest.find((one) => isCovered(stepOf(from, one)));
    const step = stepOf(from, end ?? rest[0]);
    steps.push(step);
    if (end === undefined) break;
    base = end.commit;
    rest = rest.slice(rest.indexOf(end) + 1);
  }
  return steps;
};

/** Of what has no record, what it lacks; else everybody whose records count. */
const resultOf = (steps: readonly Step[]): Omit<PlatformApproval, 'since'> => {
  const judged = steps.flatMap((step) => (step.state === 'judged' ? [step] : []));
  const plans = judged.map(({ proposal }) => proposal.plan);
  const failed = steps.find((step) => !isCovered(step));
  if (failed === undefined || failed.state === 'unchanged') {
    const state = judged.length === 0 ? 'nothing-governed' : 'granted';
    const given = judged.flatMap(({ verdict }) => verdict.given);
    return { approval: { ...NOTHING, state, plans, given, voided: judged.flatMap(voidedOf) }, problems: [] };
  }
  const { commit } = failed.end;
  if (failed.state === 'unjudged') {
    const problem = `who could approve files that govern at ${commit} is not known: ${failed.why}`;
    return { approval: { ...NOTHING, state: 'no-record', plans }, problems: [problem] };
  }
  const { proposal, verdict } = failed;
  const lacks = verdict.missing.map(({ role }) => role);
  const why = verdict.voided.length === 0 ? '' : ` (${verdict.voided.map((one) => one.why).join('; ')})`;
  return {
    approval: {
      ...{ state: 'no-record', plans, lacks, given: verdict.given, authors: proposal.approvers.authors },
      voided: voidedOf(failed),
    },
    problems: [`${proposal.files.join(', ')} changed by ${commit} without a record: lacks ${lacks.join(', ')}${why}`],
  };
};

const voidedOf = ({ proposal: { plan }, verdict }: Step & { readonly state: 'judged' }): PlanApproval['voided'] =>
  verdict.voided.map((one) => ({ ...one, plan }));
