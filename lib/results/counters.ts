import { type Arm, COUNTER } from '../../contracts/results';
import type { Share } from './statistics';

/** Counter name -> value. */
export type Counters = Readonly<Record<string, number>>;

/** A counter; what was never counted is none. */
export const count = (counters: Counters, name: string): number => counters[name] ?? 0;

/** Counters below a prefix, without it. */
export const below = (counters: Counters, prefix: string): Counters =>
  Object.fromEntries(
    Object.entries(counters).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    ),
  );

/** The sum of all counters. */
export const total = (counters: Counters): number => Object.values(counters).reduce((sum, value) => sum + value, 0);

/** People of an arm, and those who met the goal. */
export const shareOf = (counters: Counters, arm: Arm): Share => {
  const people = count(counters, COUNTER.people(arm));
  // Shards are read one after another: a goal may be seen before the contact that came first.
  return { people, met: Math.min(people, count(counters, COUNTER.goal(arm))) };
};
