import type { ComputedRead, Tally } from '../../contracts/computed-trait';
import type { Scalar, TraitTest } from '../../contracts/condition';
import { traitMeets } from './comparisons';
import { compareStamps, compareText } from './stamp';
import { SUM_SCALE } from './tallies';

const DAY_S = 86_400;

/** The day (since 1970, UTC) of an instant in epoch seconds. */
const dayAt = (now: number): number => Math.floor(now / DAY_S);

/**
 * The value of a computed trait for the member strands' tallies, at an instant in epoch seconds: over the current day (UTC) and
 * `days` before it. Where nothing happened, counts, sums and distinct are 0 and the others undefined.
 */
export const tallyValue = (read: ComputedRead, tallies: readonly Tally[], now: number): Scalar | undefined =>
  seriesOf(read, tallies, dayAt(now))[0]?.value;

/** A value from a day on. */
interface Stretch {
  readonly day: number;
  readonly value: Scalar | undefined;
}

const known = new WeakMap<readonly Tally[], { readonly today: number; readonly series: readonly Stretch[] }>();

/** The value today and from each day on which the window moves over something. Many segments ask the same of one person: worked out once. */
const seriesOf = (read: ComputedRead, tallies: readonly Tally[], today: number): readonly Stretch[] => {
  if (tallies.length === 0) return [{ day: today, value: valueOn(read, tallies, today) }];
  const before = known.get(tallies);
  if (before?.today === today) return before.series;
  const days = [today, ...turns(read, tallies, today)];
  const series = days.map((day) => ({ day, value: valueOn(read, tallies, day) }));
  known.set(tallies, { today, series });
  return series;
};

const valueOn = ({ compute, days }: ComputedRead, tallies: readonly Tally[], today: number): Scalar | undefined => {
  const counts = (day: string | number): boolean => Number(day) >= today - days && Number(day) <= today;
  switch (compute) {
    case 'count':
      return total(tallies, counts);
    case 'sum':
      return total(tallies, counts) / SUM_SCALE;
    case 'last':
      return extreme(tallies, counts, -1);
    case 'first':
      return extreme(tallies, counts, 1);
    case 'distinct':
      return new Set(
        tallies.flatMap(({ seen = {} }) => Object.keys(seen).filter((hash) => counts(seen[hash] ?? Number.NaN))),
      ).size;
    case 'mostFrequent':
      return mostFrequent(tallies, counts);
  }
};

type Counts = (day: string) => boolean;

const total = (tallies: readonly Tally[], counts: Counts): number => {
  let sum = 0;
  for (const { days = {} } of tallies) for (const day in days) if (counts(day)) sum += days[day] ?? 0;
  return sum;
};

const extreme = (tallies: readonly Tally[], counts: Counts, sign: 1 | -1): Scalar | undefined =>
  tallies
    .flatMap(({ values = {} }) => Object.entries(values).flatMap(([day, value]) => (counts(day) ? [value] : [])))
    .sort((a, b) => sign * compareStamps(a, b))[0]?.value;

const mostFrequent = (tallies: readonly Tally[], counts: Counts): Scalar | undefined => {
  const totals = new Map<string, number>();
  for (const tally of tallies) {
    for (const [day, values] of Object.entries(tally.counts ?? {})) {
      if (!counts(day)) continue;
      for (const [text, count] of Object.entries(values)) totals.set(text, (totals.get(text) ?? 0) + count);
    }
  }
  const [first] = [...totals].sort(([a, one], [b, other]) => other - one || compareText(a, b));
  return first === undefined ? undefined : (JSON.parse(first[0]) as Scalar);
};

/**
 * The next instant after `now` at which the answer to a test changes because a day leaves the window; undefined where it never
 * does. What a date's own age changes is not looked for here.
 */
export const nextTallyChange = (
  read: ComputedRead,
  tallies: readonly Tally[],
  test: TraitTest,
  now: number,
): number | undefined => {
  const [current, ...later] = seriesOf(read, tallies, dayAt(now));
  const before = traitMeets(test, current?.value, now);
  for (const { day, value } of later) {
    // Another date has another age: what follows from it is looked for on that day.
    if (test.olderThanSeconds !== undefined || traitMeets(test, value, day * DAY_S) !== before) return day * DAY_S;
  }
  return undefined;
};

/** Days from which on something counts no longer, or counts at last, in order. */
const turns = ({ days }: ComputedRead, tallies: readonly Tally[], today: number): readonly number[] => {
  const turning = new Set<number>();
  for (const { days: amounts, values, counts, seen } of tallies) {
    const told = seen === undefined ? Object.keys(amounts ?? values ?? counts ?? {}) : Object.values(seen);
    for (const day of told) {
      turning.add(Number(day));
      turning.add(Number(day) + days + 1);
    }
  }
  return [...turning].filter((day) => day > today).sort((a, b) => a - b);
};
