import { isOpen } from '../../governance/register/register';
import type { Register, Row } from '../../governance/register/schema';
import { listed } from './names';
import type { Change } from './schema';

/**
 * Findings that are open, waived or gone and were not, by their keys; those of one rule of which the same is to be told are
 * one change. What a reported pack finds is never more than minor.
 */
export const findingChanges = (before: Register, now: Register): readonly Change[] => {
  const was = standings(before);
  const is = standings(now);
  const groups = new Map<string, Group>();
  const add = (row: Row, standing: string, formerly: string | undefined): void => {
    const name = JSON.stringify([row.rule, standing, formerly]);
    const group = groups.get(name) ?? { first: row, standing, formerly, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  };
  for (const [key, row] of is) {
    const former = was.get(key);
    const [standing, formerly] = [standingOf(row), former && standingOf(former)];
    if (standing !== formerly) add(row, standing, formerly);
  }
  for (const [key, row] of was) if (!is.has(key)) add(row, GONE, standingOf(row));
  return [...groups.values()].map(changeOf);
};

const GONE = 'gone';

/** Findings of one rule of which the same is to be told. */
interface Group {
  readonly first: Row;
  readonly standing: string;
  readonly formerly: string | undefined;
  readonly rows: Row[];
}

/** What is not compliant, by key. */
const standings = ({ rows }: Register): ReadonlyMap<string, Row> =>
  new Map(rows.filter(({ outcome }) => outcome !== 'compliant').map((row) => [row.key, row]));

const standingOf = ({ outcome, mode, waiver = '' }: Row): string => {
  if (!isOpen(outcome)) return `waived by ${waiver}`;
  return outcome === 'error' ? `not to be judged, ${mode}` : `open, ${mode}`;
};

const changeOf = ({ first, standing, formerly, rows }: Group): Change => {
  const isGone = standing === GONE;
  const hasOpened = !isGone && isOpen(first.outcome);
  const weight = hasOpened ? 'serious' : isGone ? 'minor' : 'notable';
  const before = formerly === undefined ? '' : `; before, it was ${formerly}`;
  const times = rows.length === 1 ? '' : `, ${rows.length} times`;
  return {
    topic: 'findings',
    what: hasOpened ? 'opened' : isGone ? 'gone' : 'waived',
    of: first.rule,
    weight: first.mode === 'enforced' ? weight : 'minor',
    words: `is ${standing}${before}${times}: ${listed(rows.map(placeOf))}`,
    findings: rows.map(({ key, path, finding }) => ({ key, path, ...(finding === undefined ? {} : { finding }) })),
  };
};

const placeOf = ({ path, finding }: Row): string => (finding === undefined ? path : `${path} [${finding}]`);
