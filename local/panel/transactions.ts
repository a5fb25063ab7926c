import type { Basket, BasketLine } from './shapes';

/** Rows of the panel's transactions, column by column; sorted by time, each basket one contiguous run. */
export interface Transactions {
  readonly basket: Float64Array;
  readonly household: Float64Array;
  readonly store: Float64Array;
  readonly product: Float64Array;
  readonly quantity: Float64Array;
  readonly sales: Float64Array;
  readonly retailDiscount: Float64Array;
  readonly couponDiscount: Float64Array;
  readonly couponMatchDiscount: Float64Array;
  /** Epoch milliseconds, panel time. */
  readonly at: Float64Array;
}

/** Baskets with `from <= at < to` of the households asked for, in time order; holds one basket at a time. */
export function* basketsBetween(
  rows: Transactions,
  from: number,
  to: number,
  wanted: (household: number) => boolean,
): Generator<Basket> {
  let row = firstAtOrAfter(rows.at, from);
  while (row < rows.at.length && at(rows.at, row) < to) {
    const end = endOfBasket(rows, row);
    const household = at(rows.household, row);
    if (wanted(household)) yield basketOf(rows, row, end, household);
    row = end;
  }
}

/** First row of each basket with `from <= at < to`, for counting without collecting lines. */
export function* basketStarts(rows: Transactions, from: number, to: number): Generator<number> {
  for (
    let row = firstAtOrAfter(rows.at, from);
    row < rows.at.length && at(rows.at, row) < to;
    row = endOfBasket(rows, row)
  ) {
    yield row;
  }
}

/** Value of a row that is known to exist. */
export const at = (column: Float64Array, row: number): number => column[row] ?? Number.NaN;

/** Row after the last one of the basket that starts at `row`. */
export const endOfBasket = (rows: Transactions, row: number): number => {
  const basket = at(rows.basket, row);
  let end = row + 1;
  while (end < rows.basket.length && rows.basket[end] === basket) end += 1;
  return end;
};

const firstAtOrAfter = (times: Float64Array, from: number): number => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(times, middle) < from) low = middle + 1;
    else high = middle;
  }
  return low;
};

const basketOf = (rows: Transactions, start: number, end: number, household: number): Basket => {
  const lines: BasketLine[] = [];
  for (let row = start; row < end; row += 1) {
    lines.push({
      product: at(rows.product, row),
      quantity: at(rows.quantity, row),
      sales: at(rows.sales, row),
      retailDiscount: at(rows.retailDiscount, row),
      couponDiscount: at(rows.couponDiscount, row),
      couponMatchDiscount: at(rows.couponMatchDiscount, row),
    });
  }
  return { basket: at(rows.basket, start), household, store: at(rows.store, start), at: at(rows.at, start), lines };
};
