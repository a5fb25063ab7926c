import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVIDENCE, LEAD, PIPELINE } from '../../../../contracts/approval-matrix';
import type { Person } from '../../../../contracts/person';
import type { Team } from '../../../../contracts/team';
import { holds, isAuthor } from '../../../approval/people';
import { isLogin } from '../../../approval/signers';
import { isWithin, type PeriodInput, sourceOf } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import type { Change } from './change';
import { conflictsOf } from './conflicts';
import { type Written, writersOf } from './duties';
import { type History, historyGaps } from './history';
import { personOf } from './principals';

type Row = PeriodRow & { readonly exception: string };

const CODEOWNERS = '.github/CODEOWNERS';

/** Who may, and did, write, approve, deploy, change policy and change keys; and who had too much of it in one hand. */
export const segregationTable = (
  input: PeriodInput,
  changes: readonly Change[],
  approvals: PeriodTable,
  history: History,
): PeriodTable => {
  const judge = history.judgeAt(new Date(input.to.getTime() - 1).toISOString());
  const people = judge?.people ?? [];
  const deployed = changes.filter(({ kind }) => kind !== 'key' && kind !== 'stop');
  const writers = writersOf(input);
  const count = (person: Person, kind: Written): number =>
    writers[kind].filter((authors) => isAuthor(person, authors)).length;
  const rows = people.map((person): Row => {
    const { roles } = person;
    const own = (all: readonly Change[]) => all.filter(({ by }) => personOf(by, people)?.person === person.person);
    return {
      ...{ person: person.person, name: person.name, mayWrite: ownedBy(input, person) },
      mayApprove: [
        ...roles.filter((role) => role !== PIPELINE && role !== EVIDENCE),
        ...ledBy(person, judge?.teams ?? []),
      ],
      mayChangePolicy: (judge?.approvals?.platform ?? []).some((role) => roles.includes(role)),
      maySign: roles.filter((role) => role === PIPELINE || role === EVIDENCE),
      wroteLaunches: count(person, 'launches'),
      wroteCode: count(person, 'code'),
      approved: approvals.rows.filter((one) => one.person === person.person && one.exception === '').length,
      deployed: own(deployed).length,
      changedPolicy: count(person, 'policy'),
      changedKeys: count(person, 'keys') + own(changes.filter(({ kind }) => kind === 'key')).length,
      exception: conflictsOf(person, people, judge?.approvals, changes).join('; '),
    };
  });
  const others = strangers(input, changes, people);
  return makeTable(input, {
    id: 'segregation',
    title: 'Segregation of duties',
    means:
      'A row is a person of teams.yaml as it was at the end of the period, or a principal that changed something and is none of them. It is an exception where one person had two duties that belong to two, or nobody knows who it was.',
    sources: [
      { name: 'git', query: `git log ${input.commit}`, records: Object.values(writers).flat().length, sha256: null },
      ...sourceOf(
        input.cloudTrail,
        input.cloudTrail?.events.filter((one) => isWithin(input, one.eventTime)).length ?? 0,
      ),
    ],
    columns: {
      person: 'Short name; empty of a principal that is no person.',
      name: 'Name, or the principal.',
      mayWrite: `Paths that ${CODEOWNERS} gives to their own login.`,
      mayApprove: 'Roles that they approve in; lead of a team.',
      mayChangePolicy:
        'Whether they hold a role of the two-person record that policy, vendors, waivers, people and keys need.',
      maySign: 'pipeline: for reviews; evidence: bundles.',
      wroteLaunches: 'Commits of the period to launches, audiences and brand.',
      wroteCode: 'Commits of the period to code and the pipeline.',
      approved: 'Approvals of the table approvals that are theirs and no exceptions.',
      deployed: 'Changes that they stand behind: deployments, switches, changes past CloudFormation.',
      changedPolicy: 'Commits of the period to policy, vendors, waivers, access, stages and prices.',
      changedKeys: 'Commits of the period to teams.yaml, and new values of secrets.',
    },
    rows: [...rows, ...others],
    gaps: [
      ...historyGaps(history),
      'Who may push, review and deploy is set at the forge and in IAM: it is here only as far as it was used.',
      'The members of the teams that CODEOWNERS names are known to the forge only.',
      ...(judge === undefined
        ? ['teams.yaml and policy.yaml of the period cannot be read as they are written now.']
        : []),
    ],
  });
};

/** Who changed something and is nobody of teams.yaml. The pipeline is known by its roles, which only its jobs take on. */
const strangers = ({ stage }: PeriodInput, changes: readonly Change[], people: readonly Person[]): readonly Row[] => {
  const own = new RegExp(`:assumed-role/${stage.prefix}-${stage.name}-`);
  const counts = new Map<string, number>();
  for (const { by, kind, related } of changes) {
    // Whoever made a launch live is who deployed it, of whom CloudTrail tells more; and everybody may stop one.
    if (kind === 'stop' || (kind === 'go-live' && related.length > 0)) continue;
    if (personOf(by, people) === undefined) counts.set(by, (counts.get(by) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, deployed]) => ({
      ...{ person: null, name, mayWrite: [], mayApprove: [], mayChangePolicy: null, maySign: [] },
      ...{ wroteLaunches: null, wroteCode: null, approved: null, deployed, changedPolicy: null, changedKeys: null },
      exception: own.test(name) ? '' : 'it changed production, and teams.yaml has nobody of this name',
    }));
};

const ledBy = (person: Person, teams: readonly Team[]): readonly string[] =>
  teams.filter((team) => holds(person, LEAD, team)).map(({ team }) => `${LEAD} of ${team}`);

const ownedBy = ({ root }: PeriodInput, person: Person): string[] => {
  const file = join(root, CODEOWNERS);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [path = '', ...owners] = line.replace(/#.*/, '').trim().split(/\s+/);
      return owners.some((owner) => isLogin(person, owner.replace(/^@/, ''))) ? [path] : [];
    });
};
