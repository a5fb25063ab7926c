import type { Approval, NeededRole } from '../../../../contracts/approval';
import { launchSubject } from '../../../../contracts/approval';
import { durationSeconds } from '../../../../contracts/duration';
import { authorsOf } from '../../../approval/git';
import { judgeRecords } from '../../../approval/judge-records';
import { type Approvers, neededFor } from '../../../approval/matrix';
import { readAsks, readRecords } from '../../../approval/record-file';
import { parseYaml } from '../../../workspace/yaml-file';
import type { PeriodInput } from '../input';
import type { History } from './history';

/** What the records of the project say of a plan at a moment, by the people and the policy of then. */
export interface PlanApproval extends Pick<Approval, 'given' | 'voided'> {
  readonly state: Approval['state'] | 'unknown';
  /** Roles that nobody filled, or why nothing can be said. */
  readonly lacks: readonly string[];
  /** Addresses of all who wrote the launch. */
  readonly authors: readonly string[];
}

export type JudgePlan = (launch: string, plan: string, at: string) => PlanApproval;

/**
 * Judges the approvals of plans as they stood when they were used. Which roles a plan needed is told by what was asked, which
 * nobody signs; so two people are needed whatever it says.
 */
export const planJudge = ({ root, commit, stage }: PeriodInput, history: History): JudgePlan => {
  const judged = new Map<string, PlanApproval>();
  const judge: JudgePlan = (launch, plan, at) => {
    const nothing = { given: [], voided: [], authors: [] };
    const then = history.judgeAt(at);
    if (then === undefined) return { ...nothing, state: 'unknown', lacks: ['nobody can say who could approve then'] };
    if (stage.settings.approvals === 'none' && then.platform.stages[stage.name]?.approvals === 'none') {
      return { ...nothing, state: 'not-needed', lacks: [] };
    }
    if (then.approvals === undefined)
      return { ...nothing, state: 'missing', lacks: ['a policy that names who approves'] };
    const [subject, file] = [launchSubject(launch), `launches/${launch}.yaml`];
    const asks = readAsks(root, subject);
    const until = history.commitAt(at) ?? commit;
    const written = [...authorsOf(root, until, file), ...asks.flatMap((ask) => ask.authors)];
    const authors = [...new Set(written)].sort();
    const approvers = { people: then.people, team: teamOf(history, file, at, then.teams), authors };
    const asked = asks.find((ask) => ask.plan === plan && ask.stage === stage.name);
    const needed =
      asked !== undefined && asked.needed.length > 1 ? asked.needed : neededFor(then.approvals, [], approvers);
    const { state, given, voided, missing } = judgeRecords({
      ...{ subject, stage: stage.name, plan, parts: {}, approvers, now: new Date(at), isUsed: () => false },
      ...{ needed: needed.map(asRole), records: readRecords(root, subject) },
      validForSeconds: durationSeconds(then.approvals.validFor),
    });
    return { state, given, voided, authors, lacks: missing.map(({ role }) => role) };
  };
  return (launch, plan, at) => {
    const key = `${launch} ${plan} ${at}`;
    const known = judged.get(key) ?? judge(launch, plan, at);
    judged.set(key, known);
    return known;
  };
};

const asRole = ({ role, because, people }: NeededRole): NeededRole => ({ role, because, people });

const teamOf = (history: History, file: string, at: string, teams: readonly NonNullable<Approvers['team']>[]) => {
  const { value } = parseYaml(file, history.fileAt(file, at) ?? '');
  const name = (value as Partial<Record<string, unknown>> | null | undefined)?.team;
  return teams.find(({ team }) => team === name);
};
