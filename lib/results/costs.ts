import type { LaunchDefinition } from '../../contracts/decision';
import { COUNTER } from '../../contracts/results';
import type { Comparison } from './comparison';
import { below, type Counters } from './counters';

/** An amount in minor units of its currency. */
export interface MinorMoney {
  readonly units: number;
  readonly currency: string;
}

/** Messages over a push channel, and what they came to at the price of the definition in force. */
export interface Sent {
  readonly channel: string;
  readonly messages: number;
  /** Absent where no price is known. */
  readonly cost?: MinorMoney;
}

/** Why nobody can say what a goal more has cost. */
export type NoCost = 'no-goal' | 'no-lift' | 'nothing-spent' | 'not-all-known' | 'currencies';

export interface Costs {
  /** Taken off orders, by currency; `known` of `redeemed` orders said how much. */
  readonly discounts: readonly MinorMoney[];
  readonly known: number;
  readonly redeemed: number;
  readonly sending: readonly Sent[];
  /** Discounts and sending, for one person more who met the goal. */
  readonly perExtra: { readonly why: NoCost } | ExtraCost;
}

/** In minor units. The interval is that of the lift alone: what was spent is known. */
export interface ExtraCost {
  readonly currency: string;
  readonly spent: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** People who met the goal and would not have. */
  readonly people: number;
}

interface Facts {
  /** Orders paid with a code of the launch. */
  readonly redeemed: number;
  readonly treated: number;
  readonly comparison: Comparison | undefined;
}

/** What a launch has cost, as far as that is known, without the platform's own cost. */
export const costsOf = (definition: LaunchDefinition, counters: Counters, facts: Facts): Costs => {
  const discounts = Object.entries(below(counters, COUNTER.discounts('')))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, units]) => ({ currency, units }));
  const sending = definition.channels.use
    .filter(({ kind }) => kind === 'push')
    .map(({ channel, price }): Sent => {
      const messages = counters[COUNTER.delivered(channel)] ?? 0;
      const cost = price && { units: (price.perThousand * messages) / 1000, currency: price.currency };
      return { channel, messages, ...(cost === undefined ? {} : { cost }) };
    });
  const known = counters[COUNTER.discounted] ?? 0;
  const costs = { discounts, known, redeemed: facts.redeemed, sending };
  return { ...costs, perExtra: perExtra(costs, facts) };
};

const perExtra = (
  { discounts, sending, known, redeemed }: Omit<Costs, 'perExtra'>,
  { comparison, treated }: Facts,
): Costs['perExtra'] => {
  if (comparison === undefined) return { why: 'no-goal' };
  const { lift, verdict } = comparison;
  if (verdict !== 'more' || lift === undefined) return { why: 'no-lift' };
  if (known < redeemed || sending.some(({ messages, cost }) => messages > 0 && cost === undefined))
    return { why: 'not-all-known' };
  const spent = [...discounts, ...sending.flatMap(({ cost }) => cost ?? [])].filter(({ units }) => units > 0);
  const [currency, ...others] = new Set(spent.map((one) => one.currency));
  if (currency === undefined) return { why: 'nothing-spent' };
  if (others.length > 0) return { why: 'currencies' };
  const sum = spent.reduce((total, { units }) => total + units, 0);
  const of = (share: number): number => sum / (share * treated);
  return {
    currency,
    spent: sum,
    value: of(lift.value),
    lower: of(lift.upper),
    upper: of(lift.lower),
    people: lift.value * treated,
  };
};
