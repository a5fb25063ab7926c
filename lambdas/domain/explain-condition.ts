import type { Condition } from '../../contracts/condition';
import type { ConditionTruth, Seen } from '../../contracts/explanation';
import { whereMeets } from './comparisons';
import { conditionWords } from './condition-words';
import { type Did, holdsAt, type OfTrait, traitValue } from './conditions';
import type { Facts } from './facts';
import { tokensIn } from './token-values';

/** A condition with what it saw, its parts included, at an instant in epoch seconds. Personal values are not told. */
export const explainCondition = (condition: Condition, facts: Facts, now: number): ConditionTruth => {
  const truth = { words: conditionWords(condition), holds: holdsAt(condition, facts, now) };
  switch (condition.kind) {
    case 'did':
      return { ...truth, seen: occurrences(condition, facts, now) };
    case 'trait':
      return { ...truth, seen: seenValue(condition, facts, now) };
    case 'list':
      return { ...truth, seen: { kind: 'list' } };
    default:
      return { ...truth, join: condition.kind, of: condition.of.map((part) => explainCondition(part, facts, now)) };
  }
};

const occurrences = ({ event, where, withinSeconds }: Did, facts: Facts, now: number): Seen => {
  const times = facts
    .digests(event)
    .filter((digest) => whereMeets(where, digest))
    .flatMap((digest) => digest.times)
    .filter((time) => time >= now - withinSeconds && time <= now);
  if (times.length === 0) return { kind: 'times', times: 0 };
  const last = times.reduce((latest, time) => Math.max(latest, time));
  return { kind: 'times', times: times.length, last: new Date(last * 1000).toISOString() };
};

const seenValue = (condition: OfTrait, facts: Facts, now: number): Seen => {
  const value = traitValue(condition, facts, now);
  if (value === undefined) return { kind: 'value' };
  return tokensIn({ value }).length > 0 ? { kind: 'personal' } : { kind: 'value', value };
};
