import { DateTime } from 'luxon';
import type { Condition, ConditionYaml, Scalar } from '../../contracts/condition';
import type { Budget, Gives, LaunchDefinition, Money, Trigger } from '../../contracts/decision';
import type { LaunchManifest } from '../../contracts/launch';
import type { Channel } from '../../contracts/platform';
import { vendorFor } from '../workspace/defaults';

/**
 * What somebody would have written for a definition, with every default spelt out: it compiles to the same definition.
 * A summary is not in a definition, and not here.
 */
export const manifestOf = (definition: LaunchDefinition, channels: readonly Channel[]): LaunchManifest => {
  const { launch, team, purpose, supports, window, audience, limits, budget, goal } = definition;
  const trigger = triggerOf(definition.trigger, window.timezone);
  return {
    launch,
    team,
    purpose,
    ...(supports === undefined ? {} : { supports }),
    when: {
      timezone: window.timezone,
      starts: minuteIn(window.startsAt, window.timezone),
      ends: minuteIn(window.endsAt, window.timezone),
      redeemUntil: minuteIn(window.redeemUntil, window.timezone),
    },
    audience: {
      include: audience.include.map(conditionOf),
      exclude: audience.exclude.map(conditionOf),
      holdout: percentOf(audience.holdout),
      ...(audience.atMost === undefined ? {} : { atMost: `${audience.atMost} people` }),
    },
    ...(trigger === undefined ? {} : { trigger }),
    channels: {
      reach: definition.channels.reach,
      use: definition.channels.use.map(({ channel, vendor, layout }) => {
        const usual = vendorFor(
          team,
          channels.find((one) => one.channel === channel),
        );
        const chosen = vendor === usual ? undefined : vendor;
        return {
          channel,
          ...(chosen === undefined ? {} : { vendor: chosen }),
          ...(layout === undefined ? {} : { layout }),
        };
      }),
    },
    offers: definition.offers.map((offer) => ({
      id: offer.id,
      ...(offer.for === undefined ? {} : { for: conditionOf(offer.for) }),
      ...(offer.gives === undefined ? {} : { gives: givesOf(offer.gives) }),
      ...(offer.code === undefined ? {} : { code: offer.code }),
      copy: Object.fromEntries(Object.entries(offer.copy).map(([language, { plain: _, ...copy }]) => [language, copy])),
    })),
    limits: { perPerson: { messages: limits.messages, per: durationOf(limits.perSeconds) } },
    ...(budget === undefined ? {} : { budget: budgetOf(budget) }),
    ...(goal === undefined ? {} : { goal: goalOf(goal) }),
  };
};

const minuteIn = (instant: string, zone: string): string =>
  DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

const percentOf = (share: number): string => `${Number((share * 100).toFixed(4))}%`;

const moneyOf = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** In the largest unit that comes out even. */
const durationOf = (seconds: number): string => {
  const [unit, size] = UNITS.find(([, one]) => seconds % one === 0) ?? ['second', 1];
  return `${seconds / size} ${unit}s`;
};

const UNITS = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const triggerOf = (trigger: Trigger, zone: string): LaunchManifest['trigger'] => {
  if (trigger.kind === 'ask') return undefined;
  if (trigger.kind === 'at') return { at: minuteIn(trigger.at, zone), clock: trigger.clock };
  if (trigger.segment === undefined) return { event: trigger.event };
  return trigger.event === 'Segment Left' ? { leaves: trigger.segment } : { enters: trigger.segment };
};

const givesOf = ({ percentOff, amountOff, of, atMost }: Gives): LaunchManifest['offers'][number]['gives'] => ({
  ...(percentOff === undefined ? {} : { percentOff }),
  ...(amountOff === undefined ? {} : { amountOff: moneyOf(amountOff) }),
  ...(of === undefined ? {} : { of: { ...of } }),
  ...(atMost === undefined ? {} : { atMost: moneyOf(atMost) }),
});

const budgetOf = ({ sending, discounts, whenSpent }: Budget): LaunchManifest['budget'] => ({
  ...(sending === undefined ? {} : { sending: moneyOf(sending) }),
  ...(discounts === undefined ? {} : { discounts: moneyOf(discounts) }),
  whenSpent,
});

const goalOf = (goal: NonNullable<LaunchDefinition['goal']>): LaunchManifest['goal'] => ({
  event: goal.event,
  where: whereOf(goal.where),
  within: durationOf(goal.withinSeconds),
  ...(goal.target === undefined ? {} : { target: percentOf(goal.target) }),
});

const whereOf = (where: Readonly<Record<string, readonly Scalar[]>>): Record<string, Scalar[]> =>
  Object.fromEntries(Object.entries(where).map(([property, values]) => [property, [...values]]));

type Leaf = Exclude<ConditionYaml, { any: unknown }>;

const conditionOf = (condition: Condition): ConditionYaml => {
  if (condition.kind === 'any') return { any: condition.of.map((one) => conditionOf(one) as Leaf) };
  if (condition.kind === 'list') return { list: condition.list };
  if (condition.kind === 'did') {
    const { event, where, atLeast, withinSeconds } = condition;
    return { did: { event, where: whereOf(where), atLeast, within: durationOf(withinSeconds) } };
  }
  if (condition.kind === 'trait') {
    const { in: among, atLeast, atMost, olderThanSeconds } = condition.test;
    return {
      trait: {
        name: condition.name,
        ...(among === undefined ? {} : { in: [...among] }),
        ...(atLeast === undefined ? {} : { atLeast }),
        ...(atMost === undefined ? {} : { atMost }),
        ...(olderThanSeconds === undefined ? {} : { olderThan: durationOf(olderThanSeconds) }),
      },
    };
  }
  if (condition.segment !== undefined) return { segment: condition.segment };
  throw new Error(`A condition of the kind "${condition.kind}" stands for a segment, and names none.`);
};
