import type { Condition } from '../../../contracts/condition';
import { conditionWords, durationWords } from '../../../contracts/condition-words';
import type { ChannelUse, LaunchDefinition, Trigger } from '../../../contracts/decision';
import type { PlanChange, PlanChangeKind } from '../../../contracts/plan';
import { clockText } from '../../calendar/words';
import { asNamed } from '../parts/conditions';
import { isSame } from './same';

/** A part of a definition that is one thing, what it is called and how it is said. */
interface Aspect {
  readonly kind: PlanChangeKind;
  readonly name: string;
  readonly of: (definition: LaunchDefinition) => unknown;
  /** What it was, or is. @default - only that it has changed is said */
  readonly told?: (definition: LaunchDefinition) => string;
}

const ASPECTS: readonly Aspect[] = [
  { kind: 'audience', name: 'team', of: ({ team }) => team, told: ({ team }) => team },
  { kind: 'audience', name: 'purpose', of: ({ purpose }) => purpose, told: ({ purpose }) => purpose },
  {
    kind: 'audience',
    name: 'held out',
    of: ({ audience }) => audience.holdout,
    told: ({ audience }) => `${Number((audience.holdout * 100).toFixed(4))} %`,
  },
  {
    kind: 'audience',
    name: 'most people',
    of: ({ audience }) => audience.atMost,
    told: ({ audience }) => String(audience.atMost ?? 'no limit'),
  },
  { kind: 'when', name: 'starts', of: ({ window }) => window.startsAt, told: ({ window }) => window.startsAt },
  { kind: 'when', name: 'ends', of: ({ window }) => window.endsAt, told: ({ window }) => window.endsAt },
  {
    kind: 'when',
    name: 'can be redeemed until',
    of: ({ window }) => window.redeemUntil,
    told: ({ window }) => window.redeemUntil,
  },
  { kind: 'when', name: 'time zone', of: ({ window }) => window.timezone, told: ({ window }) => window.timezone },
  {
    kind: 'trigger',
    name: 'set off',
    of: ({ trigger }) => trigger,
    told: ({ trigger, window }) => triggerWords(trigger, window.timezone),
  },
  {
    kind: 'channel',
    name: 'channels',
    of: ({ channels: { reach, use } }) => ({ reach, use: use.map(withoutPrice) }),
    told: ({ channels: { reach, use } }) => `${reach} of ${use.map(useWords).join(', ')}`,
  },
  {
    kind: 'limits',
    name: 'to one person',
    of: ({ limits }) => limits,
    told: ({ limits: { messages, perSeconds } }) => `at most ${messages} in ${durationWords(perSeconds)}`,
  },
  { kind: 'goal', name: 'the goal', of: ({ goal }) => goal },
  { kind: 'goal', name: 'shared goal', of: ({ supports }) => supports, told: ({ supports = 'none' }) => supports },
  { kind: 'goal', name: 'rank among launches', of: ({ rank }) => rank, told: ({ rank }) => String(rank) },
];

/** What differs between two definitions, offers and what data leaves apart. */
export const definitionChanges = (now: LaunchDefinition, before: LaunchDefinition): readonly PlanChange[] => [
  ...ASPECTS.filter(({ of }) => !isSame(of(now), of(before))).map(({ kind, name, told }): PlanChange => {
    const words = told === undefined ? `${name} has changed` : `${name}: ${told(before)} -> ${told(now)}`;
    return { kind, words };
  }),
  ...(['include', 'exclude'] as const).flatMap((side) =>
    conditionChanges(now.audience[side], before.audience[side]).map(
      (words): PlanChange => ({ kind: 'audience', words: `${SIDES[side]} ${words}` }),
    ),
  ),
];

const SIDES = { include: 'audience:', exclude: 'kept out:' } as const;

const conditionChanges = (now: readonly Condition[], before: readonly Condition[]): readonly string[] => {
  if (isSame(now, before)) return [];
  const [added, gone] = [without(now, before), without(before, now)];
  const words = [
    ...added.map((one) => `now ${conditionWords(one)}`),
    ...gone.map((one) => `no longer ${conditionWords(one)}`),
  ];
  if (words.length > 0) return words;
  return isSame(now.map(asNamed), before.map(asNamed))
    ? ['a segment or a computed trait means something else']
    : ['the same conditions in another order or number'];
};

/** Conditions of a list that the other does not name. */
const without = (some: readonly Condition[], others: readonly Condition[]): readonly Condition[] =>
  some.filter((one) => others.every((other) => !isSame(asNamed(one), asNamed(other))));

/** What sets a launch off, in words. */
export const triggerWords = (trigger: Trigger, zone: string): string => {
  if (trigger.kind === 'ask') return 'when a channel asks';
  if (trigger.kind === 'event')
    return trigger.segment === undefined ? trigger.event : `${trigger.event} ${trigger.segment}`;
  const by = trigger.clock === 'customer' ? "each customer's clock" : "the launch's clock";
  return `at ${clockText(Date.parse(trigger.at), zone)} by ${by}`;
};

const withoutPrice = ({ price: _, ...use }: ChannelUse): ChannelUse => use;

const useWords = ({ channel, vendor, layout }: ChannelUse): string => {
  const details = [...(vendor === undefined ? [] : [vendor]), ...(layout === undefined ? [] : [`layout ${layout}`])];
  return details.length === 0 ? channel : `${channel} (${details.join(', ')})`;
};
