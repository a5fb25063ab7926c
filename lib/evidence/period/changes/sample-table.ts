import { createHash } from 'node:crypto';
import { launchSubject } from '../../../../contracts/approval';
import { readRecords } from '../../../approval/record-file';
import { canonicalJson } from '../../../governance/register/canonical-json';
import { hashOf } from '../../artifacts';
import type { PeriodInput } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { type Change, SAMPLED } from './change';
import { changeRow } from './changes-table';
import { firstMessagesIn, LETS_SPEAK } from './first-messages';
import { type History, historyGaps } from './history';

type Row = PeriodRow & { readonly exception: string };

/** How many are drawn of a population up to a size. No standard fixes them: they are Tandem's, and `--sample` takes others. */
const SIZES: readonly (readonly [upTo: number, drawn: number])[] = [
  [1, 1],
  [4, 2],
  [12, 5],
  [52, 15],
  [249, 20],
  [Number.POSITIVE_INFINITY, 25],
];

/** How many rows are drawn of a population, where nobody says how many. */
export const sampleSize = (population: number): number =>
  Math.min(population, SIZES.find(([upTo]) => population <= upTo)?.[1] ?? 0);

/** The order in which rows are drawn: by a hash of the seed and the row, so that anybody can draw it again. */
export const drawn = <T extends { readonly id: string }>(
  rows: readonly T[],
  seed: string,
  size: number,
): readonly T[] =>
  rows
    .map((row) => ({ row, draw: drawOf(seed, row.id) }))
    .sort((a, b) => (a.draw < b.draw ? -1 : 1))
    .slice(0, size)
    .map(({ row }) => row);

const drawOf = (seed: string, id: string): string => createHash('sha256').update(`${seed}\n${id}`).digest('hex');

/** A sample of the changes that bring something into production, each with its way from the ticket to the first message. */
export const sampleTable = (input: PeriodInput, changes: readonly Change[], history: History): PeriodTable => {
  const population = changes.filter(({ kind }) => SAMPLED.has(kind));
  const root = hashOf(canonicalJson(population.map(changeRow)));
  const seed = input.sample?.seed ?? root;
  const size = input.sample?.size ?? sampleSize(population.length);
  const firstMessage = firstMessagesIn(input.trail?.records ?? []);
  const rows = drawn(population, seed, size).map(
    (change): Row => ({
      ...sampleRow(input, changes, history, seed, change),
      firstMessage: firstMessage(change),
    }),
  );
  const silent = rows.filter((row) => LETS_SPEAK.has(row.kind) && row.firstMessage === null).length;
  const broken = rows.filter(({ missing }) => Array.isArray(missing) && missing.length > 0).length;
  return makeTable(input, {
    id: 'sample',
    title: 'A sample of the changes',
    means: `The first ${rows.length} of ${population.length} rows of changes of the kinds ${[...SAMPLED].join(', ')}, in the order of SHA-256 over the seed, a line feed and the row's id. ${input.sample?.seed === undefined ? 'Nobody chose the seed: it is the SHA-256 of the canonical JSON of these rows' : 'The seed was given with --seed'}: ${seed}`,
    sources: [
      { name: 'changes', query: 'period/changes.json, rows of these kinds', records: population.length, sha256: root },
    ],
    columns: {
      draw: 'SHA-256 that it was drawn by.',
      id: 'Of the row in changes.',
      at: 'When it happened.',
      kind: 'As in changes.',
      about: 'Launch, stack or resource.',
      ticket: 'Pull request of the reviews, or the ticket that the commit names.',
      commit: 'The commit that it came from, by time.',
      diff: 'Command that shows what that commit changed; of the platform, all since its stack was deployed before.',
      plan: 'SHA-256 of the plan.',
      approvals: 'Who approved it, in which role, when.',
      deployed: "CloudTrail's events of the deployment.",
      live: 'The record of the audit trail with which it went live.',
      firstMessage:
        'When a vendor first took a message of the definition that went live, by which channel, and the record that says so.',
      missing: 'Links of this way that the records do not have.',
    },
    rows,
    gaps: [
      ...historyGaps(history),
      ...(broken === 0
        ? []
        : [`${broken} of ${rows.length} rows have links that no record shows; their column missing names them.`]),
      ...(silent === 0
        ? []
        : [
            `Of ${silent} rows of launches no first message is recorded: it has sent none by a vendor yet, or what went live is not known.`,
          ]),
    ],
  });
};

const sampleRow = (
  input: PeriodInput,
  changes: readonly Change[],
  history: History,
  seed: string,
  one: Change,
): Row => {
  const links = linksOf(input, changes, history, one);
  const needed = one.kind === 'deployment' || one.kind === 'go-live' ? LINKS : [];
  return {
    ...{ draw: drawOf(seed, one.id), id: one.id, at: one.at, kind: one.kind, about: one.about, plan: one.plan ?? null },
    ...links,
    missing: needed.filter((link) => links[link] === null || links[link].length === 0),
    exception: one.problems.join('; '),
  };
};

const LINKS = ['ticket', 'commit', 'approvals', 'deployed', 'live'] as const;

const linksOf = ({ root }: PeriodInput, changes: readonly Change[], history: History, one: Change) => {
  const { launch, commit = null, approval } = one;
  const together = [one, ...changes.filter(({ id }) => one.related.includes(id))];
  const file = launch === undefined ? '' : `launches/${launch}.yaml`;
  return {
    ticket: ticketOf(root, history, one),
    commit,
    diff: commit === null ? null : diffOf(one.since, commit, file),
    approvals: (approval?.given ?? []).map((given) => `${given.person} (${given.role}) at ${given.at} by ${given.by}`),
    deployed: together.filter(({ kind }) => kind === 'deployment').map(({ id }) => id),
    live: together.find(({ kind }) => kind === 'go-live')?.id ?? null,
  };
};

const diffOf = (since: string | undefined, commit: string, file: string): string =>
  since === undefined ? `git show ${commit}${file === '' ? '' : ` -- ${file}`}` : `git diff ${since} ${commit}`;

const TICKET = /\b[A-Z][A-Z0-9]+-\d+\b|#\d+/;

const ticketOf = (root: string, history: History, { launch, plan, at }: Change): string | null => {
  if (launch === undefined) return null;
  const pulls = readRecords(root, launchSubject(launch))
    .flatMap(({ record }) =>
      record !== undefined && record.statement.plan === plan ? [record.statement.review?.pull] : [],
    )
    .filter((pull) => pull !== undefined);
  if (pulls.length > 0)
    return [...new Set(pulls)]
      .sort((a, b) => a - b)
      .map((pull) => `#${pull}`)
      .join(', ');
  return TICKET.exec(history.changeOf(`launches/${launch}.yaml`, at)?.words ?? '')?.[0] ?? null;
};
