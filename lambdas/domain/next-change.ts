import type { Condition } from '../../contracts/condition';
import { secondsOf, whereMeets } from './comparisons';
import { type Did, type OfTrait, traitValue } from './conditions';
import type { Facts } from './facts';
import { nextTallyChange } from './tally-value';

/**
 * The next whole second after `now` at which time alone may change whether a condition holds; undefined where it cannot. Never
 * later than the change itself.
 */
export const nextChange = (condition: Condition, facts: Facts, now: number): number | undefined => {
  switch (condition.kind) {
    case 'did':
      return nextDid(condition, facts, now);
    case 'trait':
      return nextOfTrait(condition, facts, now);
    case 'list':
      return undefined;
    default:
      return earliest(condition.of.map((part) => nextChange(part, facts, now)));
  }
};

const earliest = (times: readonly (number | undefined)[]): number | undefined => {
  const [first] = times.filter((time) => time !== undefined).sort((a, b) => a - b);
  return first;
};

/** The occurrence whose leaving takes the count below what is asked for; or the next one that lies ahead. */
const nextDid = (condition: Did, facts: Facts, now: number): number | undefined => {
  const times = facts
    .digests(condition.event)
    .flatMap((digest) => (whereMeets(condition.where, digest) ? digest.times : []))
    .filter((time) => time >= now - condition.withinSeconds)
    .sort((a, b) => a - b);
  const counted = times.filter((time) => time <= now);
  const leaving = counted[counted.length - condition.atLeast];
  return earliest([leaving === undefined ? undefined : leaving + condition.withinSeconds + 1, times[counted.length]]);
};

const nextOfTrait = (condition: OfTrait, facts: Facts, now: number): number | undefined => {
  const { test, computed } = condition;
  const value = traitValue(condition, facts, now);
  const since = test.olderThanSeconds === undefined || value === undefined ? Number.NaN : secondsOf(value);
  const old = Math.ceil(since + (test.olderThanSeconds ?? 0));
  const leaves = computed && nextTallyChange(computed, facts.tallies(computed.key), test, now);
  return earliest([old > now ? old : undefined, leaves]);
};
