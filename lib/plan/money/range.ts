import type { LaunchDefinition, Money } from '../../../contracts/decision';
import { minorUnits, moneyOf } from '../../../contracts/money';
import type { Rehearsal } from '../../../contracts/rehearsal';

/** Between two sums of one currency. */
export interface MoneyRange {
  readonly low: Money;
  readonly high: Money;
}

/** A range from minor units; what is finer is rounded away from what is cheap. */
export const rangeOf = (low: number, high: number, currency: string): MoneyRange => ({
  low: moneyOf(Math.floor(low), currency),
  high: moneyOf(Math.ceil(high), currency),
});

/** Ranges added up, one for each currency, in the order of currencies. */
export const totals = (ranges: readonly MoneyRange[]): readonly MoneyRange[] => {
  const currencies = [...new Set(ranges.map(({ low }) => low.currency))].sort();
  return currencies.map((currency) => {
    const own = ranges.filter(({ low }) => low.currency === currency);
    const sum = (pick: (range: MoneyRange) => Money): number =>
      own.reduce((total, range) => total + minorUnits(pick(range)), 0);
    return rangeOf(
      sum(({ low }) => low),
      sum(({ high }) => high),
      currency,
    );
  });
};

/** How a range stands to a budget; `unknown` where they are of different currencies. */
export const against = (range: MoneyRange, budget: Money): 'within' | 'perhaps over' | 'over' | 'unknown' => {
  if (range.low.currency !== budget.currency) return 'unknown';
  if (minorUnits(range.high) <= minorUnits(budget)) return 'within';
  return minorUnits(range.low) > minorUnits(budget) ? 'over' : 'perhaps over';
};

const DAY_MS = 86_400_000;

/** How many times the days of a rehearsal fit into the launch's own time. */
export const stretch = ({ window }: LaunchDefinition, { days }: Pick<Rehearsal, 'days'>): number =>
  (Date.parse(window.endsAt) - Date.parse(window.startsAt)) / (days * DAY_MS);
