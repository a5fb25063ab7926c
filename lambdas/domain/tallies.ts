import type { ComputedTrait, Tally } from '../../contracts/computed-trait';
import type { Scalar } from '../../contracts/condition';
import type { BusEvent, Json } from '../../contracts/event';
import type { Stamp } from '../../contracts/profile';
import { sha256Base64Url } from './canonical';
import { anyOf } from './comparisons';
import { valuesAt } from './property-path';
import { own, sortedRecord } from './record';
import { compareStamps, compareText } from './stamp';

/** What one event adds to one computed trait. */
export interface Told {
  readonly trait: ComputedTrait;
  readonly values: readonly Scalar[];
}

/** Sums are kept in thousandths: integers give the same total in any order, floating point does not. */
export const SUM_SCALE = 1000;
/** Up to 9,000 such amounts a day add up exactly. */
const LARGEST_AMOUNT = 1e9;
const LONGEST_VALUE = 200;
/** Values told apart: beyond it the newest stay, of one day the smaller hashes. */
const MOST_DISTINCT = 200;
/** Values counted of one day: beyond it the smallest in the order of code units stay. */
const MOST_COUNTED = 20;
const DAY_MS = 86_400_000;

/** The day (since 1970, UTC) of an instant in ISO 8601. */
export const dayOf = (at: string): number => Math.floor(Date.parse(at) / DAY_MS);

/** What an event adds to the computed traits of its name; nothing to those whose `where` or `of` it does not meet. */
export const toldBy = ({ detail }: BusEvent, traits: readonly ComputedTrait[]): readonly Told[] =>
  traits.flatMap((trait) => {
    if (!meetsWhere(trait, detail.properties)) return [];
    const values = valuesFor(trait, detail.properties, detail.occurredAt);
    return values.length === 0 && trait.compute !== 'count' ? [] : [{ trait, values }];
  });

const meetsWhere = ({ where }: ComputedTrait, properties: Readonly<Record<string, Json>>): boolean => {
  for (const path in where) {
    const wanted = where[path];
    if (wanted !== undefined && !valuesAt(properties, path).some((value) => anyOf(wanted, value))) return false;
  }
  return true;
};

const valuesFor = (
  { compute, of }: ComputedTrait,
  properties: Readonly<Record<string, Json>>,
  occurredAt: string,
): readonly Scalar[] => {
  if (of === undefined) return compute === 'last' || compute === 'first' ? [occurredAt] : [];
  const values = valuesAt(properties, of);
  if (compute === 'sum') return values.filter(isAmount);
  const scalars = values.filter(isShortScalar);
  return compute === 'last' || compute === 'first' ? scalars.slice(0, 1) : scalars;
};

const isAmount = (value: Json): value is number => typeof value === 'number' && Math.abs(value) <= LARGEST_AMOUNT;
const isShortScalar = (value: Json): value is Scalar =>
  value !== null && typeof value !== 'object' && String(value).length <= LONGEST_VALUE;

/** The tally after one more event: the same object if it came too late for the window of what is known. Any order ends in the same. */
export const withTold = (tally: Tally | undefined, { trait, values }: Told, stamp: Stamp): Tally => {
  const day = dayOf(stamp.at);
  const newest = Math.max(tally?.newest ?? day, day);
  const oldest = newest - trait.days;
  if (tally !== undefined && day < oldest) return tally;
  switch (trait.compute) {
    case 'count':
      return { newest, days: addTo(tally?.days, oldest, day, 1) };
    case 'sum':
      return { newest, days: addTo(tally?.days, oldest, day, scaledSum(values)) };
    case 'last':
      return withLast(tally, newest, stamped(values, stamp));
    case 'first':
      return withFirst(tally, newest, oldest, day, stamped(values, stamp));
    case 'distinct':
      return { newest, seen: withSeen(tally?.seen, oldest, day, values) };
    case 'mostFrequent':
      return { newest, counts: withCounts(tally?.counts, oldest, day, values) };
  }
};

const since = <T>(days: Readonly<Record<string, T>> | undefined, oldest: number): [string, T][] =>
  Object.entries(days ?? {}).filter(([day]) => Number(day) >= oldest);

const addTo = (
  days: Readonly<Record<string, number>> | undefined,
  oldest: number,
  day: number,
  amount: number,
): Readonly<Record<string, number>> =>
  sortedRecord([
    ...since(days, oldest).filter(([other]) => Number(other) !== day),
    [String(day), (days?.[day] ?? 0) + amount],
  ]);

const scaledSum = (values: readonly Scalar[]): number =>
  values.reduce<number>((sum, value) => sum + Math.round(Number(value) * SUM_SCALE), 0);

type Stamped = NonNullable<Tally['values']>[string];

const stamped = ([value = '']: readonly Scalar[], { at, key }: Stamp): Stamped => ({ at, key, value });

const withLast = (tally: Tally | undefined, newest: number, told: Stamped): Tally => {
  const known = tally?.values?.[tally.newest];
  if (tally !== undefined && known !== undefined && compareStamps(known, told) >= 0) return tally;
  return { newest, values: { [newest]: told } };
};

const withFirst = (tally: Tally | undefined, newest: number, oldest: number, day: number, told: Stamped): Tally => {
  const known = tally?.values?.[day];
  if (tally !== undefined && known !== undefined && compareStamps(known, told) <= 0) return tally;
  const others = since(tally?.values, oldest).filter(([other]) => Number(other) !== day);
  return { newest, values: sortedRecord([...others, [String(day), told]]) };
};

/** Eight characters: a person sees a few hundred values, so that two of one hash are not to be met. */
const hashOf = (value: Scalar): string => sha256Base64Url(JSON.stringify(value)).slice(0, 8);

/** A value's day only ever grows, so one that was dropped for newer ones comes back only where it belongs. */
const withSeen = (
  seen: Tally['seen'],
  oldest: number,
  day: number,
  values: readonly Scalar[],
): Readonly<Record<string, number>> => {
  const newest = new Map(Object.entries(seen ?? {}).filter(([, last]) => last >= oldest));
  for (const value of values) {
    const hash = hashOf(value);
    newest.set(hash, Math.max(newest.get(hash) ?? day, day));
  }
  const kept = [...newest].sort(([a, one], [b, other]) => other - one || compareText(a, b)).slice(0, MOST_DISTINCT);
  return sortedRecord(kept);
};

/** Within a day a value is dropped only for smaller ones, which stay: it never comes back with a part of its count. */
const withCounts = (
  counts: Tally['counts'],
  oldest: number,
  day: number,
  values: readonly Scalar[],
): NonNullable<Tally['counts']> => {
  const today = new Map(Object.entries(counts?.[day] ?? {}));
  for (const value of values) {
    const text = JSON.stringify(value);
    today.set(text, (today.get(text) ?? 0) + 1);
  }
  const kept = [...today].sort(([a], [b]) => compareText(a, b)).slice(0, MOST_COUNTED);
  const others = since(counts, oldest).filter(([other]) => Number(other) !== day);
  return sortedRecord([...others, [String(day), sortedRecord(kept)]]);
};

/** All tallies of a strand after one more event. */
export const withAllTold = (
  tallies: Readonly<Record<string, Tally>> | undefined,
  told: readonly Told[],
  stamp: Stamp,
): Readonly<Record<string, Tally>> | undefined => {
  const changed = told.flatMap((one): [string, Tally][] => {
    const known = own(tallies ?? {}, one.trait.key);
    const after = withTold(known, one, stamp);
    return after === known ? [] : [[one.trait.key, after]];
  });
  if (changed.length === 0) return tallies;
  return sortedRecord([...new Map([...Object.entries(tallies ?? {}), ...changed])]);
};
