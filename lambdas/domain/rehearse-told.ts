import { type Count, type Estimate, FEWEST, type Figure } from '../../contracts/rehearsal';
import type { Sums } from './rehearse-tally';

/** Of how many people a sample is, and of how many. */
export interface Sampled {
  readonly population: number;
  readonly sampled: number;
}

/** 97.5 % of a normal distribution lie below. */
const Z = 1.959964;

/**
 * Wilson's 95 % interval of a share, as people of the population. Of a finite population a sample says more than of an endless
 * one: it counts as a larger one. Where everybody was looked at, nothing is left to chance.
 */
export const interval = (count: number, { population, sampled }: Sampled): readonly [low: number, high: number] => {
  if (sampled >= population) return [count, count];
  if (sampled === 0) return [0, population];
  const size = (sampled * (population - 1)) / (population - sampled);
  const share = count / sampled;
  const spread = Z * Math.sqrt((share * (1 - share)) / size + (Z * Z) / (4 * size * size));
  const [middle, width] = [share + (Z * Z) / (2 * size), 1 + (Z * Z) / size];
  const low = Math.floor((population * (middle - spread)) / width);
  const high = Math.ceil((population * (middle + spread)) / width);
  // Whom we saw is there, and whom we saw to be otherwise is otherwise.
  return [Math.max(count, low), Math.min(population - (sampled - count), high)];
};

/** Whether so many people could be singled out. */
const isFew = (count: number): boolean => count > 0 && count < FEWEST;

/** A count that is not told: between which multiples of `FEWEST` it lies, and that there is somebody. */
const vague = (count: number): { readonly from: number; readonly to: number } => {
  const from = count - (count % FEWEST);
  return { from: Math.max(1, from), to: from + FEWEST - 1 };
};

/**
 * Parts of a whole of which the exact number is not told: those that are few and, while the rest and the ranges that are told
 * would give them away, the next smallest with them.
 */
export const withheld = (parts: Readonly<Record<string, number>>): ReadonlySet<string> => {
  const some = Object.entries(parts).filter(([, count]) => count > 0);
  const hidden = some.filter(([, count]) => isFew(count));
  const others = some.filter(([, count]) => !isFew(count)).sort(([, a], [, b]) => a - b);
  for (const next of others) {
    if (hidden.length === 0 || !isGivenAway(hidden.map(([, count]) => count))) break;
    hidden.push(next);
  }
  return new Set(hidden.map(([name]) => name));
};

/** Whether only these numbers fit both their sum and their ranges. */
const isGivenAway = (counts: readonly number[]): boolean => {
  const sum = (of: (count: number) => number): number => counts.reduce((all, count) => all + of(count), 0);
  const whole = sum((count) => count);
  return (
    counts.length === 1 || whole === sum((count) => vague(count).from) || whole === sum((count) => vague(count).to)
  );
};

const scaled = (count: number, { population, sampled }: Sampled): number =>
  sampled === 0 ? 0 : Math.round((count * population) / sampled);

/** What is told of a number of people. */
export const estimate = (count: number, sampled: Sampled, isHidden = isFew(count)): Estimate => {
  const range = isHidden && count > 0 ? vague(count) : { from: count, to: Math.min(count, sampled.sampled) };
  const [low] = interval(range.from, sampled);
  const [, high] = interval(Math.min(range.to, sampled.sampled), sampled);
  const told = (of: (bound: number) => number): Count =>
    range.from === range.to ? of(count) : { from: of(range.from), to: of(range.to) };
  return { sampled: told((bound) => bound), people: told((bound) => scaled(bound, sampled)), low, high };
};

/** Parts of a whole, told together. Where the whole is not told exactly, no part of it is. */
export const estimates = <Name extends string>(
  parts: Readonly<Record<Name, number>>,
  sampled: Sampled,
  isWholeHidden = false,
): Readonly<Record<Name, Estimate>> => {
  const hidden = withheld(parts);
  const told = Object.entries<number>(parts).map(([name, count]) => [
    name,
    estimate(count, sampled, hidden.has(name) || (isWholeHidden && count > 0)),
  ]);
  return Object.fromEntries(told);
};

/** Whether an estimate is told exactly. */
export const isTold = ({ sampled }: Estimate): boolean => typeof sampled === 'number';

/** How many there are, where that is no estimate. */
export const countOf = (count: number): Count => (isFew(count) ? vague(count) : count);

/** What is told of something that people do more than once: not how often, where it is few who do it. */
export const figure = ([people, total, squares]: Sums, sampled: Sampled, isHidden = isFew(people)): Figure => {
  const told = estimate(people, sampled, isHidden);
  if (isHidden && people > 0) return { people: told };
  const { population, sampled: size } = sampled;
  if (size === 0) return { people: told, total: 0, low: 0, high: 0 };
  const variance = size < 2 ? 0 : Math.max(0, squares - (total * total) / size) / (size - 1);
  const error = population * Math.sqrt((Math.max(0, 1 - size / population) * variance) / size);
  const all = (total * population) / size;
  return {
    people: told,
    total: Math.round(all),
    low: Math.max(total, Math.floor(all - Z * error)),
    high: Math.max(total, Math.ceil(all + Z * error)),
  };
};

/** Parts of a whole that people do more than once, told together. */
export const figures = <Name extends string>(
  parts: Readonly<Record<Name, Sums>>,
  sampled: Sampled,
): Readonly<Record<Name, Figure>> => {
  const people = Object.fromEntries(Object.entries<Sums>(parts).map(([name, [count]]) => [name, count]));
  const hidden = withheld(people);
  return Object.fromEntries(
    Object.entries<Sums>(parts).map(([name, sums]) => [name, figure(sums, sampled, hidden.has(name))]),
  ) as Record<Name, Figure>;
};
