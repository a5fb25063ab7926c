import type { Gives, LaunchDefinition, Money, Offer } from '../../../contracts/decision';
import { minorUnits, moneyOf } from '../../../contracts/money';
import type { Orders, Reach, Rehearsal } from '../../../contracts/rehearsal';
import type { MoneyFacts } from '../money';
import type { Planned } from '../parts/used';
import type { Known } from '../plan';
import { type MoneyRange, rangeOf, stretch } from './range';

/** What one offer can take off. */
export interface OfferStake {
  readonly offer: string;
  /** The most that one customer gets off at once; undefined where the offer sets no bound. */
  readonly each?: Money | undefined;
  /** The most people who get it; undefined where nobody could count them. */
  readonly people?: number | undefined;
  /** All of them at their most. */
  readonly most?: Money | undefined;
}

/** What discounts can come to. */
export interface DiscountsAtStake {
  /** Offers that take something off; empty where none does. */
  readonly offers: readonly OfferStake[];
  /** All offers at their most, a redemption each: a bound, not a guess. Undefined where an offer sets none. */
  readonly bound?: readonly Money[] | undefined;
  /** Whether the bound is of people who were counted, or of the most that the launch may reach. */
  readonly counted: boolean;
  /** Had everybody of past days who ordered redeemed on the whole order, over the whole launch. */
  readonly asBefore?: readonly MoneyRange[] | undefined;
}

/** What is at stake: a bound by what offers allow, and with a history what past orders would have come to. */
export const discountsAtStake = ({ definition }: Planned, { reach, history }: MoneyFacts): DiscountsAtStake => {
  const giving = definition.offers.filter(({ gives }) => gives !== undefined);
  const offers = giving.map((offer) => stakeOf(offer, definition, reach));
  return {
    offers,
    bound: reach.known ? summed(offers) : largest(offers, definition),
    counted: reach.known,
    asBefore: history?.known === true && giving.length > 0 ? asBefore(definition, history.value) : undefined,
  };
};

const stakeOf = ({ id, gives }: Offer, { audience }: LaunchDefinition, reach: Known<Reach>): OfferStake => {
  const each = mostOf(gives);
  const counted = reach.known ? peopleOf(id, reach.value) : undefined;
  const people = counted === undefined ? undefined : Math.min(counted, audience.atMost ?? counted);
  const most = each && people !== undefined ? moneyOf(minorUnits(each) * people, each.currency) : undefined;
  return { offer: id, each, people, most };
};

/** Where an offer's people were not told apart they may be all of the launch's. */
const peopleOf = (id: string, { offers, treated }: Reach): number =>
  (offers.find(({ offer }) => offer === id)?.treated ?? treated).high;

const mostOf = (gives: Gives | undefined): Money | undefined => gives?.atMost ?? gives?.amountOff;

/** Undefined as soon as one offer has no bound. */
const summed = (offers: readonly OfferStake[]): readonly Money[] | undefined => {
  if (offers.some(({ most }) => most === undefined)) return undefined;
  const sums = new Map<string, number>();
  for (const { most } of offers) {
    if (most !== undefined) sums.set(most.currency, (sums.get(most.currency) ?? 0) + minorUnits(most));
  }
  return [...sums].map(([currency, minor]) => moneyOf(minor, currency));
};

/** Nobody could count: everybody whom the launch may reach gets the dearest offer. */
const largest = (offers: readonly OfferStake[], { audience }: LaunchDefinition): readonly Money[] | undefined => {
  const { atMost } = audience;
  const each = offers.flatMap((one) => one.each ?? []);
  if (atMost === undefined || each.length < offers.length) return undefined;
  const currencies = [...new Set(each.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const dearest = Math.max(...each.filter((one) => one.currency === currency).map(minorUnits));
    return moneyOf(dearest * atMost, currency);
  });
};

const asBefore = (definition: LaunchDefinition, history: Rehearsal): readonly MoneyRange[] => {
  const times = stretch(definition, history);
  return history.orders.flatMap((orders): readonly MoneyRange[] => {
    const { low, high } = orders.orders;
    if (low === undefined || high === undefined) return [];
    const each = averageOff(definition, history, orders);
    return [rangeOf(low * times * each, high * times * each, orders.currency)];
  });
};

/** What an order of mean size would get off, over all offers by how often each would have been chosen; in minor units. */
const averageOff = ({ offers }: LaunchDefinition, history: Rehearsal, { currency, mean }: Orders): number => {
  const chosen = new Map(history.offers.map(({ offer, chosen: figure }) => [offer, figure.total ?? 0]));
  const all = [...chosen.values()].reduce((total, count) => total + count, 0);
  const order = minorUnits({ amount: mean, currency });
  return offers.reduce((total, { id, gives }) => {
    const share = all === 0 ? 1 / offers.length : (chosen.get(id) ?? 0) / all;
    return total + share * offOrder(gives, order, currency);
  }, 0);
};

const offOrder = (gives: Gives | undefined, order: number, currency: string): number => {
  if (gives === undefined) return 0;
  const { percentOff = 0, amountOff, atMost } = gives;
  const fixed = amountOff?.currency === currency ? minorUnits(amountOff) : 0;
  const most = atMost?.currency === currency ? minorUnits(atMost) : Number.POSITIVE_INFINITY;
  return Math.min((order * percentOff) / 100 + fixed, most, order);
};
