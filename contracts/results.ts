import type { Exposure, LaunchDefinition } from './decision';
import type { EventName } from './event-properties';

export type Arm = Exposure['arm'];

/** What tills and shops tell of orders, by the catalog's names. */
export const ORDER_EVENT = {
  completed: 'Order Completed',
  redeemed: 'Coupon Redeemed',
} as const satisfies Readonly<Record<string, EventName>>;

/** Names of a launch's counters that more than one room reads. Arms, channels, offers and currencies bound how many there are. */
export const COUNTER = {
  /** People of the arm, each at the first contact. */
  people: (arm: Arm): string => (arm === 'treated' ? 'exposed' : 'held-out'),
  /** People of the arm that met the goal. */
  goal: (arm: Arm): string => `goal.${arm}`,
  /** Of them, those whose event met goals of other launches, too, that support the same shared goal. */
  goalInSeveral: (arm: Arm): string => `goal-in-several.${arm}`,
  delivered: (channel: string): string => `delivered.${channel}`,
  presented: (channel: string): string => `presented.${channel}`,
  accepted: (channel: string): string => `accepted.${channel}`,
  /** Orders paid with the offer's code, by people who were reached. */
  redeemed: (offer: string): string => `redeemed.${offer}`,
  /** Orders paid with a code of the launch by people who were held out. */
  redeemedHeldOut: 'redeemed-held-out',
  /** Redemptions of which the discount is known. */
  discounted: 'discounted',
  /** Discounts in minor units of the currency. */
  discounts: (currency: string): string => `discounts.${currency}`,
  /** Orders that meet the goal, every one of them. */
  orders: (arm: Arm): string => `orders.${arm}`,
  /** What these orders came to, in minor units. */
  revenue: (arm: Arm, currency: string): string => `revenue.${arm}.${currency}`,
} as const;

/** Counters that only results read lie beside a launch's others, in parts, so that what decisions read stays small. */
export const PART = {
  /** Counters by channel of one offer: `reached`, `delivered`, `presented`, `accepted`, `goal`. */
  offer: (offer: string): string => `offer.${offer}`,
  /** `<arm>.<bucket>`: people by the time from first contact to goal. */
  times: 'times',
} as const;

const [HOUR, DAY] = [3600, 86_400];

/** Upper bounds of times to goal, in seconds, each about twice the one before; what is longer is in `more`. */
export const TIME_BUCKETS = [
  { bucket: '15m', upTo: HOUR / 4 },
  { bucket: '30m', upTo: HOUR / 2 },
  { bucket: '1h', upTo: HOUR },
  { bucket: '2h', upTo: 2 * HOUR },
  { bucket: '4h', upTo: 4 * HOUR },
  { bucket: '8h', upTo: 8 * HOUR },
  { bucket: '16h', upTo: 16 * HOUR },
  { bucket: '1d', upTo: DAY },
  { bucket: '2d', upTo: 2 * DAY },
  { bucket: '4d', upTo: 4 * DAY },
  { bucket: '7d', upTo: 7 * DAY },
  { bucket: '14d', upTo: 14 * DAY },
  { bucket: '28d', upTo: 28 * DAY },
  { bucket: '56d', upTo: 56 * DAY },
  { bucket: 'more', upTo: Number.POSITIVE_INFINITY },
] as const;

/** The bucket that a time to goal is in; bounds are inclusive. */
export const bucketOf = (seconds: number): string => TIME_BUCKETS.find(({ upTo }) => seconds <= upTo)?.bucket ?? 'more';

/** When a launch's results are final, in epoch milliseconds: its offers can no longer be redeemed, and the goal's time after that is over. */
export const resultsUntil = ({ window, goal }: Pick<LaunchDefinition, 'window' | 'goal'>): number =>
  Date.parse(window.redeemUntil) + (goal?.withinSeconds ?? 0) * 1000;
