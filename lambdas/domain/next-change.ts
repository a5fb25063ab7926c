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
    default: {
      let first: number | undefined;
      for (const part of condition.of) first = sooner(first, nextChange(part, facts, now));
      return first;
    }
  }
};

const sooner = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** The occurrence whose leaving takes the count below what is asked for; or the next one that lies ahead. */
const nextDid = (condition: Did, facts: Facts, now: number): number | undefined => {
  const counted: number[] = [];
  let ahead: number | undefined;
  for (const digest of facts.digests(condition.event)) {
    if (!whereMeets(condition.where, digest)) continue;
    for (const time of digest.times) {
      if (time > now) ahead = sooner(ahead, time);
      else if (time >= now - condition.withinSeconds) counted.push(time);
    }
  }
  const leaving = counted.sort((a, b) => a - b)[counted.length - condition.atLeast];
  return sooner(ahead, leaving === undefined ? undefined : leaving + condition.withinSeconds + 1);
};

const nextOfTrait = (condition: OfTrait, facts: Facts, now: number): number | undefined => {
  const { test, computed } = condition;
  const leaves = computed && nextTallyChange(computed, facts.tallies(computed.key), test, now);
  if (test.olderThanSeconds === undefined) return leaves;
  const value = traitValue(condition, facts, now);
  const old = Math.ceil((value === undefined ? Number.NaN : secondsOf(value)) + test.olderThanSeconds);
  return sooner(leaves, old > now ? old : undefined);
};
