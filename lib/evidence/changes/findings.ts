import { isOpen } from '../../governance/register/register';
import type { Register, Row } from '../../governance/register/schema';
import { named } from './names';
import type { Change } from './schema';

/** Findings that are open, waived or gone and were not, by their keys. What a reported pack finds is never more than minor. */
export const findingChanges = (before: Register, now: Register): readonly Change[] => {
  const was = standings(before);
  const is = standings(now);
  return [
    ...[...is].flatMap(([key, row]) => {
      const former = was.get(key);
      return former !== undefined && standingOf(former) === standingOf(row) ? [] : [arisen(row, former)];
    }),
    ...[...was.values()].filter(({ key }) => !is.has(key)).map((row) => change(row, 'gone', 'minor', 'is gone')),
  ];
};

/** What is not compliant, by key. */
const standings = ({ rows }: Register): ReadonlyMap<string, Row> =>
  new Map(rows.filter(({ outcome }) => outcome !== 'compliant').map((row) => [row.key, row]));

const standingOf = ({ outcome, mode, waiver = '' }: Row): string =>
  isOpen(outcome) ? `open, ${mode}` : `waived by ${waiver}`;

const arisen = (row: Row, former: Row | undefined): Change => {
  const before = former === undefined ? '' : `; before, it was ${standingOf(former)}`;
  if (!isOpen(row.outcome))
    return change(row, 'waived', weightOf(row, 'notable'), `is waived by ${row.waiver}${before}`);
  const state = row.outcome === 'error' ? 'cannot be judged' : 'is open';
  return change(row, 'opened', weightOf(row, 'serious'), `${state}, ${row.mode}${before}`);
};

const weightOf = ({ mode }: Row, weight: Change['weight']): Change['weight'] =>
  mode === 'enforced' ? weight : 'minor';

const change = (row: Row, what: Change['what'], weight: Change['weight'], words: string): Change => ({
  topic: 'findings',
  what,
  of: row.key,
  weight,
  words: `${named(row)} ${words}`,
});
