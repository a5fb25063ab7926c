import type { BusEvent } from '../../contracts/event';
import type { EventName } from '../../contracts/event-properties';
import type { Orders } from '../../contracts/rehearsal';
import type { Span } from './rehearse-schedule';
import { sumsOf, type Tally } from './rehearse-tally';
import { figure, isTold, type Sampled } from './rehearse-told';

const ORDER = 'Order Completed' satisfies EventName;
const NAME = 'orders/';
const CURRENCY = /^[A-Z]{3}$/;
/** Totals whose logarithms lie this close are counted as one: 2 % more or less. */
const STEP = Math.log(1.04);

const all = (currency: string): string => `${NAME}${currency}`;
const close = (currency: string, step: number): string => `${NAME}${currency}/${step}`;

/** Names under which an order is counted; none where it names no total. */
export const orderNames = ({ detailType, detail }: BusEvent, { from, until }: Span): readonly string[] => {
  const { total, currency } = detail.properties;
  if (detailType !== ORDER || detail.occurredAt < from || detail.occurredAt > until) return [];
  if (typeof total !== 'number' || total <= 0 || typeof currency !== 'string' || !CURRENCY.test(currency)) return [];
  return [all(currency), close(currency, Math.round(Math.log(total) / STEP))];
};

/** What is told of orders, by currency. */
export const toldOrders = (tally: Tally, sampled: Sampled): readonly Orders[] =>
  Object.keys(tally)
    .filter((name) => name.startsWith(NAME) && CURRENCY.test(name.slice(NAME.length)))
    .sort()
    .flatMap((name): readonly Orders[] => {
      const orders = figure(sumsOf(tally, name), sampled);
      if (!isTold(orders.people)) return [];
      const currency = name.slice(NAME.length);
      const totals = totalsIn(tally, currency);
      const count = totals.reduce((sum, [, often]) => sum + often, 0);
      const mean = totals.reduce((sum, [total, often]) => sum + total * often, 0) / count;
      const at = (share: number): number => percentile(totals, share * count);
      return [{ currency, orders, mean: rounded(mean), p10: at(0.1), p50: at(0.5), p90: at(0.9) }];
    });

type Totals = readonly (readonly [total: number, often: number])[];

const totalsIn = (tally: Tally, currency: string): Totals =>
  Object.keys(tally)
    .filter((name) => name.startsWith(close(currency, 0).slice(0, -1)))
    .map((name) => [Math.exp(Number(name.slice(name.lastIndexOf('/') + 1)) * STEP), sumsOf(tally, name)[1]] as const)
    .sort(([a], [b]) => a - b);

/** The total that as many orders do not exceed. */
const percentile = (totals: Totals, rank: number): number => {
  let seen = 0;
  for (const [total, often] of totals) {
    seen += often;
    if (seen >= rank) return rounded(total);
  }
  return rounded(totals.at(-1)?.[0] ?? 0);
};

const rounded = (amount: number): number => Math.round(amount * 100) / 100;
