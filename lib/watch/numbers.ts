import type { LaunchDefinition, Money } from '../../contracts/decision';
import { moneyOf, moneyText } from '../../contracts/money';
import { COUNTER } from '../../contracts/results';
import { discountsSpent, sendingSpent } from '../../contracts/spending';

/** Counters of a launch, by name. */
export type Counters = Readonly<Record<string, number>>;

/** What was used of a sum. */
export interface Spent {
  readonly spent: Money;
  readonly of: Money;
}

/** What a launch has done so far. */
export interface Numbers {
  /** People spoken to, and how many may be. */
  readonly reached: number;
  readonly atMost?: number;
  readonly heldOut: number;
  /** By channel. */
  readonly requested: Counters;
  readonly delivered: Counters;
  readonly presented: Counters;
  readonly accepted: Counters;
  /** By reason. */
  readonly refused: Counters;
  readonly failed: number;
  /** By offer. */
  readonly redeemed: Counters;
  readonly sending?: Spent;
  readonly discounts?: Spent;
  readonly whenSpent?: 'pause' | 'warn';
}

/** The counters that begin with a word, by what comes after it. */
const startingWith = (counters: Counters, start: string): Counters =>
  Object.fromEntries(
    Object.entries(counters)
      .filter(([name]) => name.startsWith(start))
      .map(([name, value]) => [name.slice(start.length), value]),
  );

/** Reads a launch's counters by its definition. */
export const numbersOf = (definition: LaunchDefinition, counters: Counters): Numbers => {
  const { audience, budget } = definition;
  const spent = (of: Money | undefined, minor: number): Spent | undefined =>
    of && { spent: moneyOf(minor, of.currency), of };
  const sending = spent(budget?.sending, sendingSpent(definition, counters));
  const discounts = spent(budget?.discounts, discountsSpent(definition, counters));
  return {
    reached: counters[COUNTER.people('treated')] ?? 0,
    ...(audience.atMost === undefined ? {} : { atMost: audience.atMost }),
    heldOut: counters[COUNTER.people('held-out')] ?? 0,
    requested: startingWith(counters, 'requested.'),
    delivered: startingWith(counters, COUNTER.delivered('')),
    presented: startingWith(counters, COUNTER.presented('')),
    accepted: startingWith(counters, COUNTER.accepted('')),
    refused: startingWith(counters, 'refused.'),
    failed: counters.failed ?? 0,
    redeemed: startingWith(counters, COUNTER.redeemed('')),
    ...(sending === undefined ? {} : { sending }),
    ...(discounts === undefined ? {} : { discounts }),
    ...(budget === undefined ? {} : { whenSpent: budget.whenSpent }),
  };
};

/** The sum of counters. */
export const total = (counters: Counters): number => Object.values(counters).reduce((sum, value) => sum + value, 0);

/** `app 10, pos 5`; the empty text where nothing was counted. */
export const countersText = (counters: Counters): string =>
  Object.entries(counters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** `12.30 USD of 500.00 USD`. */
export const spentText = ({ spent, of }: Spent): string => `${moneyText(spent)} of ${moneyText(of)}`;

/** How much of a sum is used: `12%`; rounded down, so that 100% is all of it. */
export const shareText = ({ spent, of }: Spent): string => `${Math.floor((spent.amount / of.amount) * 100)}%`;
