import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchSubject, PLATFORM_SUBJECT } from '../../../../contracts/approval';
import { APPROVALS, type FoundRecord, readRecords } from '../../../approval/record-file';
import { whyNotSigned } from '../../../approval/signers';
import { isWithin, type PeriodInput } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import type { Change } from './change';
import { type History, historyGaps } from './history';

type Row = PeriodRow & { readonly exception: string };

/** Every approval that was given in the period, or by which something changed in it. */
export const approvalsTable = (input: PeriodInput, changes: readonly Change[], history: History): PeriodTable => {
  const rows = subjectsIn(input.root).flatMap((subject) =>
    readRecords(input.root, subject).flatMap((found) => approvalRow(input, changes, history, found)),
  );
  return makeTable(input, {
    id: 'approvals',
    title: 'Approvals, and what they were used for',
    means:
      'A row is a record of approvals/: somebody approved a plan, by the hash of it. It is an exception where the record is none, is not signed by whom it names, or did not count when something was deployed by its plan. That nothing was deployed by it is none.',
    sources: [
      { name: 'git', query: `git ls-tree -r ${input.commit} ${APPROVALS}/`, records: rows.length, sha256: null },
    ],
    columns: {
      file: 'The record.',
      subject: 'What it is about.',
      plan: 'SHA-256 of the approved plan.',
      person: 'Who approved, by the name of people in teams.yaml.',
      role: 'For which role.',
      at: 'When.',
      by: 'key: with a key of their own; review: in a pull request, signed by the workflow.',
      review: 'The pull request.',
      use: 'used: something was deployed or switched on by its plan in the period, or of the platform by the time of its commit; unused: nothing was.',
      changes: 'Ids of these changes.',
    },
    rows,
    gaps: [...historyGaps(history)],
  });
};

/** By their folders, which no file but a record's is in. */
const subjectsIn = (root: string): readonly string[] =>
  existsSync(join(root, APPROVALS))
    ? readdirSync(join(root, APPROVALS), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== REQUESTS)
        .map(({ name }) => (name === PLATFORM_SUBJECT ? name : launchSubject(name)))
        .sort()
    : [];

/** What marketing asked IT for, which approves nothing. */
const REQUESTS = 'requests';

const approvalRow = (
  input: PeriodInput,
  changes: readonly Change[],
  history: History,
  { file, person, record }: FoundRecord,
): readonly Row[] => {
  if (record === undefined) {
    const unknown = { subject: null, plan: null, role: null, at: null, by: null, review: null };
    return [{ file, ...unknown, person, use: 'unused', changes: [], exception: 'it is not as records are written' }];
  }
  const { subject, stage, plan, role, at, by, review } = record.statement;
  const isPlatform = subject === PLATFORM_SUBJECT;
  if (!isPlatform && stage !== input.stage.name) return [];
  const used = changes.filter(
    ({ launch, approval }) =>
      approval?.plans.includes(plan) === true &&
      subject === (launch === undefined ? PLATFORM_SUBJECT : launchSubject(launch)),
  );
  if (used.length === 0 && !isWithin(input, at)) return [];
  const unsigned = whyNotSigned(record, history.judgeAt(at)?.people ?? []);
  const voided = used
    .flatMap((one) => one.approval?.voided ?? [])
    .filter((one) => one.person === person && one.plan === plan);
  return [
    {
      ...{ file, subject, plan, person, role, at, by, review: review === undefined ? null : `#${review.pull}` },
      use: used.length > 0 ? 'used' : 'unused',
      changes: used.map(({ id }) => id),
      exception: [...new Set([...(unsigned === undefined ? [] : [unsigned]), ...voided.map(({ why }) => why)])].join(
        '; ',
      ),
    },
  ];
};
