import type { Condition } from '../../contracts/condition';
import type { Json } from '../../contracts/event';
import type { PersonView } from '../../contracts/profile';
import { traitMeets, whereMeets } from './comparisons';
import { type Facts, factsOfView } from './facts';
import { tallyValue } from './tally-value';

/** Whether a condition holds for a person at an instant (ISO 8601, UTC). An unknown trait, list or event never meets one. */
export const holds = (condition: Condition, view: PersonView, now: string): boolean =>
  holdsAt(condition, factsOfView(view), Date.parse(now) / 1000);

/** The same for an instant in epoch seconds. */
export const holdsAt = (condition: Condition, facts: Facts, now: number): boolean => {
  switch (condition.kind) {
    case 'did':
      return did(condition, facts, now);
    case 'trait':
      return traitMeets(condition.test, traitValue(condition, facts, now), now);
    case 'list':
      return facts.inList(condition.list);
    case 'any':
      return condition.of.some((part) => holdsAt(part, facts, now));
    case 'all':
      return condition.of.every((part) => holdsAt(part, facts, now));
    case 'none':
      return !condition.of.some((part) => holdsAt(part, facts, now));
  }
};

export type Did = Extract<Condition, { kind: 'did' }>;
export type OfTrait = Extract<Condition, { kind: 'trait' }>;

/** What a condition on a trait looks at. */
export const traitValue = ({ name, computed }: OfTrait, facts: Facts, now: number): Json | undefined =>
  computed === undefined ? facts.trait(name) : tallyValue(computed, facts.tallies(computed.key), now);

/** Exactly `within` ago still counts; what lies in the future of `now` does not. */
const did = (condition: Did, facts: Facts, now: number): boolean => {
  let left = condition.atLeast;
  for (const digest of facts.digests(condition.event)) {
    if (!whereMeets(condition.where, digest)) continue;
    for (const time of digest.times) {
      if (time < now - condition.withinSeconds || time > now) continue;
      left -= 1;
      if (left <= 0) return true;
    }
  }
  return false;
};
