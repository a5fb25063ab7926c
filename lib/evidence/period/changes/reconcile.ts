import { isWithin, type PeriodInput } from '../input';
import type { Change } from './change';
import { type Deployment, deploymentsOf } from './deployments';
import { type DirectChange, directChangesOf } from './direct-changes';
import type { History } from './history';
import { type JudgePlan, type PlanApproval, planJudge } from './plan-approvals';
import { bringsTemplate, type JudgePlatform, platformJudge } from './platform-approvals';
import { type Switch, switchesOf } from './switches';

interface Known {
  readonly input: PeriodInput;
  readonly history: History;
  readonly judge: JudgePlan;
  readonly judgePlatform: JudgePlatform;
  /** Of the whole exports: what a change of the period belongs to may lie before it. */
  readonly deployments: readonly Deployment[];
  readonly switches: readonly Switch[];
}

/** Every change of the period, wherever it is told, by time, with what does not agree. */
export const changesOf = (input: PeriodInput, history: History): readonly Change[] => {
  const deployments = deploymentsOf(input);
  const known: Known = {
    ...{ input, history, deployments },
    judge: planJudge(input, history),
    judgePlatform: platformJudge(input, history, deployments),
    switches: switchesOf(input.trail?.records ?? []),
  };
  const within = <T extends { readonly at: string }>(all: readonly T[]) => all.filter(({ at }) => isWithin(input, at));
  return [
    ...within(known.deployments).map((one) => deploymentChange(known, one)),
    ...within(known.switches).map((one) => switchChange(known, one)),
    ...within(directChangesOf(input)).map(directChange),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1));
};

const deploymentChange = (known: Known, one: Deployment): Change => {
  const { stack, removes, ...common } = one;
  const { launch, plan, at, action } = common;
  const none = { ...common, about: launch ?? stack, approval: undefined, related: [], problems: [], since: undefined };
  if (launch === undefined) {
    const change = { ...none, kind: 'platform', commit: known.history.commitAt(at) } as const;
    if (removes) return { ...change, problems: ['a stack of the platform was deleted'] };
    return bringsTemplate(one) ? { ...change, ...known.judgePlatform(one) } : change;
  }
  const change = { ...none, commit: commitOf(known, launch, at) };
  if (removes) {
    const last = known.switches.filter((each) => each.launch === launch && isUpTo(each, at)).at(-1);
    const problems = last?.state === 'live' ? ['its stack was removed while it was live'] : [];
    return { ...change, kind: 'removal', related: last === undefined ? [] : [last.id], problems };
  }
  if (action === 'UpdateTerminationProtection') return { ...change, kind: 'protection' };
  if (plan === undefined) {
    return {
      ...change,
      kind: 'deployment',
      problems: ['its change set names no plan that anybody could have approved'],
    };
  }
  const approval = known.judge(launch, plan, at);
  const live = known.switches.filter((each) => each.kind === 'go-live' && each.launch === launch && each.plan === plan);
  const related = live.map(({ id }) => id);
  return { ...change, kind: 'deployment', approval, related, problems: approvalProblems(approval) };
};

const switchChange = (known: Known, one: Switch): Change => {
  const { id, at, kind, action, launch, by, plan } = one;
  const commit = commitOf(known, launch, at);
  const none = { approval: undefined, related: [], since: undefined };
  const change = { id, at, kind, action, by, plan, launch, about: launch, commit, ...none };
  if (kind === 'stop') {
    return { ...change, problems: action === 'launch.removed' ? ['its row was removed, which no command does'] : [] };
  }
  if (kind === 'row') return { ...change, problems: rowProblems(one) };
  if (plan === undefined) return { ...change, problems: ['it names no plan that anybody could have approved'] };
  const approval = known.judge(launch, plan, at);
  const problems = [...approvalProblems(approval), ...namesProblems(one, approval)];
  if (kind === 'resume') return { ...change, approval, problems };
  const { related, missing } = deploymentsFor(known, one, plan);
  return { ...change, approval, related, problems: [...problems, ...missing] };
};

const PAST_ALL = 'a resource was changed past CloudFormation, and past every approval';

const directChange = ({ kind, isNamed, ...change }: DirectChange): Change => ({
  ...{ ...change, kind, launch: undefined, plan: undefined, commit: undefined, since: undefined },
  ...{ approval: undefined, related: [] },
  problems:
    kind === 'key'
      ? []
      : [isNamed ? PAST_ALL : `${PAST_ALL}; its request has an id alone: it may be another application's`],
});

const commitOf = ({ history }: Known, launch: string, at: string): string | undefined =>
  history.changeOf(`launches/${launch}.yaml`, at)?.commit;

/** Clocks of a table's stream and of CloudTrail, which tells whole seconds. */
const SKEW_MS = 5 * 60_000;
const isUpTo = ({ at }: { readonly at: string }, moment: string): boolean =>
  Date.parse(at) <= Date.parse(moment) + SKEW_MS;

/** What a launch that went live was deployed by: under its plan, or for an earlier plan with the same definition. */
const deploymentsFor = (
  { input, deployments, switches }: Known,
  { launch, at, hash, sequence }: Switch,
  plan: string,
): { readonly related: readonly string[]; readonly missing: readonly string[] } => {
  if (input.cloudTrail === undefined) return { related: [], missing: [] };
  const own = deployments.filter((one) => one.launch === launch && one.plan === plan && isUpTo(one, at));
  const same = switches.filter(
    (one) => one.launch === launch && one.kind === 'go-live' && one.sequence < sequence && one.hash === hash,
  );
  const related = [...own, ...(own.length === 0 ? same.slice(-1) : [])].map(({ id }) => id);
  return {
    related,
    missing: related.length === 0 ? ['CloudTrail tells of no deployment for its plan'] : [],
  };
};

const approvalProblems = ({ state, lacks, voided }: PlanApproval): readonly string[] => {
  if (state === 'granted' || state === 'not-needed') return [];
  const why = voided.map((one) => one.why);
  return [`its plan was not approved: lacks ${lacks.join(', ')}${why.length === 0 ? '' : ` (${why.join('; ')})`}`];
};

/** Whoever made it live named them; only their records say so too. */
const namesProblems = ({ approvedBy }: Switch, { state, given }: PlanApproval): readonly string[] => {
  if (state === 'not-needed') return [];
  const doubtful = approvedBy.filter((person) => given.every((one) => one.person !== person));
  if (approvedBy.length === 0) return ['it names nobody who approved it'];
  return doubtful.length === 0 ? [] : [`it names ${doubtful.join(', ')}, of whom no record counts`];
};

const DECIDES: ReadonlySet<string> = new Set(['hash', 'plan', 'approvedBy', 'liveSince', 'state']);

const rowProblems = ({ changed, state = 'not known' }: Switch): readonly string[] => {
  const decisive = changed.filter((name) => DECIDES.has(name));
  return decisive.length === 0
    ? []
    : [`${decisive.join(', ')} of its row changed while its state was ${state}, which no command does`];
};
