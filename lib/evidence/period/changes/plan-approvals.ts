import type { Approval } from '../../../../contracts/approval';
import { launchSubject } from '../../../../contracts/approval';
import { durationSeconds } from '../../../../contracts/duration';
import { decidingFiles } from '../../../approval/deciding-files';
import { authorsOf } from '../../../approval/git';
import { judgeRecords } from '../../../approval/judge-records';
import type { Approvers } from '../../../approval/matrix';
import type { Judge } from '../../../approval/protected-branch';
import { readAsks, readRecords } from '../../../approval/record-file';
import { parseYaml } from '../../../workspace/yaml-file';
import type { PeriodInput } from '../input';
import type { History } from './history';
import { neededThen } from './needed-then';

/** What the records of the project say of a change at a moment, by the people and the policy of then. */
export interface PlanApproval extends Pick<Approval, 'given'> {
  /** Of the platform, `nothing-governed` says that no file that governs was changed, and `no-record` that some were. */
  readonly state: Approval['state'] | 'unknown' | 'nothing-governed' | 'no-record' | 'unplaced';
  /** Hashes of what was to be approved: the plan of a launch, or each change of files that govern. */
  readonly plans: readonly string[];
  /** Records that do not count, each with the plan that it is of. */
  readonly voided: readonly (Approval['voided'][number] & { readonly plan: string })[];
  /** Roles that nobody filled, or why nothing can be said. */
  readonly lacks: readonly string[];
  /** Addresses of all who wrote it; of the platform, what has no record. */
  readonly authors: readonly string[];
}

export type JudgePlan = (launch: string, plan: string, at: string) => PlanApproval;

/** Whether the stage asks for no approvals, and did not then: what it asked for then cannot be taken back now. */
export const asksForNone = ({ stage }: PeriodInput, then: Judge | undefined): boolean =>
  stage.settings.approvals === 'none' && then?.platform.stages[stage.name]?.approvals === 'none';

/**
 * Judges the approvals of plans as they stood when they were used. Authors are all who wrote what the launch uses, as far as
 * the commit of the evidence has it. Where not all of the history is there, nobody knows who they are.
 */
export const planJudge = (input: PeriodInput, history: History): JudgePlan => {
  const { root, commit, stage, workspace } = input;
  const judged = new Map<string, PlanApproval>();
  const judge: JudgePlan = (launch, plan, at) => {
    const nothing = { given: [], voided: [], authors: [], plans: [plan] };
    const then = history.judgeAt(at);
    if (then === undefined)
      return { ...nothing, state: 'unknown', lacks: ['a commit that says who could approve then'] };
    if (asksForNone(input, then)) return { ...nothing, state: 'not-needed', lacks: [] };
    if (history.isCutOff)
      return { ...nothing, state: 'unknown', lacks: ['the whole history, which tells who wrote it'] };
    if (then.approvals === undefined)
      return { ...nothing, state: 'missing', lacks: ['a policy that names who approves'] };
    const [subject, file] = [launchSubject(launch), `launches/${launch}.yaml`];
    const asks = readAsks(root, subject);
    const until = history.commitAt(at) ?? commit;
    const written = [
      ...authorsOf(root, until, ...decidingFiles(workspace, launch)),
      ...asks.flatMap((ask) => ask.authors),
    ];
    const authors = [...new Set(written)].sort();
    const approvers = { people: then.people, team: teamOf(history, file, at, then.teams), authors };
    const asked = asks.find((ask) => ask.plan === plan && ask.stage === stage.name);
    const { state, given, voided, missing } = judgeRecords({
      ...{ subject, stage: stage.name, plan, parts: {}, approvers, now: new Date(at), isUsed: () => false },
      ...{ needed: neededThen(then.approvals, asked, approvers), records: readRecords(root, subject) },
      validForSeconds: durationSeconds(then.approvals.validFor),
    });
    return {
      ...{ state, given, authors, plans: [plan], lacks: missing.map(({ role }) => role) },
      voided: voided.map((one) => ({ ...one, plan })),
    };
  };
  return (launch, plan, at) => {
    const key = `${launch} ${plan} ${at}`;
    const known = judged.get(key) ?? judge(launch, plan, at);
    judged.set(key, known);
    return known;
  };
};

const teamOf = (history: History, file: string, at: string, teams: readonly NonNullable<Approvers['team']>[]) => {
  const { value } = parseYaml(file, history.fileAt(file, at) ?? '');
  const name = (value as Partial<Record<string, unknown>> | null | undefined)?.team;
  return teams.find(({ team }) => team === name);
};
