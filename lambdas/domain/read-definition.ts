import type { ComputedRead } from '../../contracts/computed-trait';
import type { Condition, Scalar, TraitTest } from '../../contracts/condition';
import type { ChannelUse, LaunchDefinition, Offer, Trigger } from '../../contracts/decision';

type Fields = Readonly<Record<string, unknown>>;
type Guard<T> = (value: unknown) => value is T;

const isFields: Guard<Fields> = (value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Guard<string> = (value): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 200;
const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);
const isScalar: Guard<Scalar> = (value): value is Scalar =>
  typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
const isInstant = (value: unknown): boolean => isText(value) && !Number.isNaN(Date.parse(value));
const isListOf = <T>(value: unknown, guard: (item: unknown) => boolean): value is readonly T[] =>
  Array.isArray(value) && value.every(guard);
const optional = (value: unknown, guard: (value: unknown) => boolean): boolean => value === undefined || guard(value);
const isScalars = (value: unknown): boolean => isListOf<Scalar>(value, isScalar);

/** Deeper than segments of segments ever are. */
const DEEPEST = 20;

/** Whether something sent to us is a compiled condition, all of its parts included. */
const isCondition = (value: unknown, depth = DEEPEST): value is Condition => {
  if (!isFields(value) || depth === 0) return false;
  switch (value.kind) {
    case 'did':
      return (
        isText(value.event) &&
        isFields(value.where) &&
        Object.values(value.where).every(isScalars) &&
        isNumber(value.atLeast) &&
        isNumber(value.withinSeconds)
      );
    case 'trait':
      return isText(value.name) && isTest(value.test) && optional(value.computed, isComputed);
    case 'list':
      return isText(value.list);
    case 'any':
    case 'all':
    case 'none':
      return optional(value.segment, isText) && isListOf(value.of, (part) => isCondition(part, depth - 1));
    default:
      return false;
  }
};

const isTest: Guard<TraitTest> = (value): value is TraitTest =>
  isFields(value) &&
  optional(value.in, isScalars) &&
  [value.atLeast, value.atMost, value.olderThanSeconds].every((bound) => optional(bound, isNumber));

const COMPUTATIONS: readonly unknown[] = ['count', 'sum', 'last', 'first', 'distinct', 'mostFrequent'];
const isComputed: Guard<ComputedRead> = (value): value is ComputedRead =>
  isFields(value) && isText(value.key) && COMPUTATIONS.includes(value.compute) && isNumber(value.days);

const isTrigger: Guard<Trigger> = (value): value is Trigger =>
  isFields(value) &&
  (value.kind === 'ask' ||
    (value.kind === 'event' && isText(value.event) && optional(value.segment, isText)) ||
    (value.kind === 'at' && isInstant(value.at)));

const isUse: Guard<ChannelUse> = (value): value is ChannelUse =>
  isFields(value) &&
  isText(value.channel) &&
  (value.kind === 'push' || value.kind === 'pull') &&
  optional(value.vendor, isText);

const isOffer: Guard<Offer> = (value): value is Offer =>
  isFields(value) && isText(value.id) && optional(value.for, (one) => isCondition(one)) && isFields(value.copy);

/**
 * A definition that a caller sent, or undefined where it is none: an explanation reads it as it reads those of the platform's
 * own, and must not fail on it. Checks what is read; words and goal are not.
 */
export const readDefinition = (value: unknown): LaunchDefinition | undefined => {
  if (!isFields(value)) return undefined;
  const { launch, hash, team, purpose, rank, window, audience, trigger, channels, offers, limits } = value;
  const isSound =
    [launch, hash, team, purpose].every(isText) &&
    isNumber(rank) &&
    isFields(window) &&
    [window.startsAt, window.endsAt, window.redeemUntil].every(isInstant) &&
    isFields(audience) &&
    isListOf(audience.include, (one) => isCondition(one)) &&
    isListOf(audience.exclude, (one) => isCondition(one)) &&
    isNumber(audience.holdout) &&
    isTrigger(trigger) &&
    isFields(channels) &&
    (channels.reach === 'first' || channels.reach === 'all') &&
    isListOf(channels.use, isUse) &&
    isListOf(offers, isOffer) &&
    isFields(limits) &&
    isNumber(limits.messages) &&
    isNumber(limits.perSeconds);
  return isSound ? (value as unknown as LaunchDefinition) : undefined;
};
