import { dayOf } from './calendar';
import type { Product } from './shapes';
import { at, basketStarts, endOfBasket, type Transactions } from './transactions';

const DAY = 86_400_000;

/** What a household bought before the window: basis of its panel-derived traits. */
export interface History {
  /** Orders in the 90 days before the window. */
  readonly orders90d: number;
  /** What the retailer received for them. */
  readonly spend90d: number;
  /** Panel day of the last order before the window. */
  readonly lastOrderOn: string;
  /** Panel day of the first order. */
  readonly firstOrderOn: string;
  /** Departments by lines bought in the 90 days, most first. */
  readonly departments: readonly string[];
  /** Store of most orders in the 90 days. */
  readonly homeStore?: number;
}

interface Tally {
  first: number;
  last: number;
  orders: number;
  spend: number;
  readonly departments: Map<string, number>;
  readonly stores: Map<number, number>;
}

/** History of every household that bought anything before `from` (panel instant). */
export const historyBefore = (
  rows: Transactions,
  products: ReadonlyMap<number, Product>,
  from: number,
): Map<number, History> => {
  const tallies = new Map<number, Tally>();
  for (const start of basketStarts(rows, Number.NEGATIVE_INFINITY, from)) {
    const household = at(rows.household, start);
    const when = at(rows.at, start);
    const tally = tallies.get(household) ?? newTally(when);
    tallies.set(household, tally);
    tally.last = when;
    if (when >= from - 90 * DAY) addBasket(tally, rows, products, start);
  }
  return new Map([...tallies].map(([household, tally]) => [household, toHistory(tally)]));
};

const newTally = (first: number): Tally => ({
  first,
  last: first,
  orders: 0,
  spend: 0,
  departments: new Map(),
  stores: new Map(),
});

const addBasket = (tally: Tally, rows: Transactions, products: ReadonlyMap<number, Product>, start: number): void => {
  tally.orders += 1;
  increase(tally.stores, at(rows.store, start));
  const end = endOfBasket(rows, start);
  for (let row = start; row < end; row += 1) {
    tally.spend += at(rows.sales, row);
    const department = products.get(at(rows.product, row))?.department;
    if (department !== undefined) increase(tally.departments, department);
  }
};

const increase = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const toHistory = (tally: Tally): History => {
  const [store] = byCount(tally.stores);
  return {
    orders90d: tally.orders,
    spend90d: Math.round(tally.spend * 100) / 100,
    firstOrderOn: dayOf(tally.first),
    lastOrderOn: dayOf(tally.last),
    departments: byCount(tally.departments),
    ...(store === undefined ? {} : { homeStore: store }),
  };
};

/** Keys by count, most first; ties by key, so that the order never depends on row order. */
const byCount = <K>(counts: ReadonlyMap<K, number>): K[] =>
  [...counts].sort(([a, x], [b, y]) => y - x || (String(a) < String(b) ? -1 : 1)).map(([key]) => key);
