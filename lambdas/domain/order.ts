import type { BusEvent, Json } from '../../contracts/event';
import { isCurrency, toMinorUnits } from '../../contracts/minor-units';
import { ORDER_EVENT } from '../../contracts/results';
import { originOf } from './strand';

/** An amount in a currency's smallest unit. */
export interface MinorMoney {
  readonly units: number;
  readonly currency: string;
}

type Members = { readonly [key: string]: Json };

/** A paid basket, as far as results need it. */
export interface Order {
  /** The order's number; of an event without one, what makes the event itself this one. */
  readonly id: string;
  readonly items: readonly Members[];
  readonly codes: readonly string[];
  readonly currency?: string;
  readonly total?: MinorMoney;
  /** What was taken off, as the source says. */
  readonly discount?: MinorMoney;
}

const isMembers = (value: Json): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (members: Members, name: string): readonly string[] =>
  typeof members[name] === 'string' ? [members[name]] : [];

/** The first of the members that is an amount; nobody is paid for buying. */
export const amountIn = (members: Members, ...names: readonly string[]): number | undefined =>
  names
    .map((name) => members[name])
    .find((value): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0);

/** The order that an event tells of: one that was paid, or one of which a coupon was; undefined for other events. */
export const orderOf = (event: BusEvent): Order | undefined => {
  if (event.detailType !== ORDER_EVENT.completed && event.detailType !== ORDER_EVENT.redeemed) return undefined;
  const { properties, messageId } = event.detail;
  const items = Array.isArray(properties.products) ? properties.products.filter(isMembers) : [];
  const [currency] = textIn(properties, 'currency').filter(isCurrency);
  const money = (amount: number | undefined): MinorMoney | undefined =>
    amount === undefined || currency === undefined ? undefined : { units: toMinorUnits(amount, currency), currency };
  const total = money(amountIn(properties, 'total', 'revenue', 'subtotal'));
  const discount = money(amountIn(properties, 'discount'));
  return {
    id: textIn(properties, 'order_id')[0] ?? `${originOf(event)}#${messageId}`,
    items,
    codes: [properties, ...items].flatMap((one) => [...textIn(one, 'coupon'), ...textIn(one, 'coupon_id')]),
    ...(currency === undefined ? {} : { currency }),
    ...(total === undefined ? {} : { total }),
    ...(discount === undefined ? {} : { discount }),
  };
};
