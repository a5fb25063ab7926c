import type { LaunchDefinition } from '../../contracts/decision';
import { type Arm, COUNTER, PART, resultsUntil } from '../../contracts/results';
import { type Comparison, compare } from './comparison';
import { type Costs, costsOf } from './costs';
import { below, type Counters, count, shareOf, total } from './counters';
import { type Cell, cells } from './reach';
import { type TimesToGoal, timesToGoal } from './times';

/** What was counted of a launch, with its parts by name. */
export interface Counted {
  readonly counters: Counters;
  readonly parts: Readonly<Record<string, Counters>>;
}

/** One launch's results: counts of people, messages and orders, and what can be said from them. Instants are ISO 8601. */
export interface LaunchResults {
  readonly launch: string;
  readonly supports?: string;
  readonly goal?: NonNullable<LaunchDefinition['goal']>;
  readonly window: LaunchDefinition['window'];
  /** Until then goals and redemptions count. */
  readonly finalAt: string;
  readonly isFinal: boolean;
  /** People an offer was chosen for, each once. */
  readonly reached: number;
  readonly heldOut: number;
  /** Messages that a vendor took, and offers that a channel showed; a person may have had several. */
  readonly delivered: number;
  readonly presented: number;
  readonly accepted: number;
  /** By channel and offer of the first contact. */
  readonly byChannel: readonly Cell[];
  readonly byOffer: readonly Cell[];
  readonly byBoth: readonly Cell[];
  readonly redeemed: {
    readonly orders: number;
    readonly byOffer: Counters;
    /** Orders of people who were held out and had a code all the same. */
    readonly heldOut: number;
  };
  /** Absent where the launch has no goal: there is nothing to compare. */
  readonly comparison?: Comparison;
  readonly orders: Readonly<Record<Arm, Orders>>;
  readonly costs: Costs;
  readonly times: Readonly<Record<Arm, TimesToGoal>>;
}

/** Orders that meet the goal; amounts in minor units by currency. */
export interface Orders {
  readonly orders: number;
  readonly revenue: Counters;
}

/** What can be said of a launch from what was counted, as of `now`. Pure. */
export const launchResults = (definition: LaunchDefinition, counted: Counted, now: Date): LaunchResults => {
  const { launch, supports, goal, window } = definition;
  const { counters, parts } = counted;
  const until = resultsUntil(definition);
  const [treated, heldOut] = [shareOf(counters, 'treated'), shareOf(counters, 'held-out')];
  const comparison = goal && compare({ treated, heldOut }, goal.target);
  const ordersOf = (arm: Arm): Orders => ({
    orders: count(counters, COUNTER.orders(arm)),
    revenue: below(counters, COUNTER.revenue(arm, '')),
  });
  const timesOf = (arm: Arm): TimesToGoal => timesToGoal(below(parts[PART.times] ?? {}, `${arm}.`));
  const byOffer = below(counters, COUNTER.redeemed(''));
  return {
    launch,
    ...(supports === undefined ? {} : { supports }),
    ...(goal === undefined ? {} : { goal }),
    window,
    finalAt: new Date(until).toISOString(),
    isFinal: now.getTime() > until,
    reached: treated.people,
    heldOut: heldOut.people,
    delivered: total(below(counters, COUNTER.delivered(''))),
    presented: total(below(counters, COUNTER.presented(''))),
    accepted: total(below(counters, COUNTER.accepted(''))),
    ...cells(definition, parts),
    redeemed: { orders: total(byOffer), byOffer, heldOut: count(counters, COUNTER.redeemedHeldOut) },
    ...(comparison === undefined ? {} : { comparison }),
    orders: { treated: ordersOf('treated'), 'held-out': ordersOf('held-out') },
    costs: costsOf(definition, counters, {
      redeemed: total(byOffer) + count(counters, COUNTER.redeemedHeldOut),
      treated: treated.people,
      comparison,
    }),
    times: { treated: timesOf('treated'), 'held-out': timesOf('held-out') },
  };
};
