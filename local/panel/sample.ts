import { draw } from './draw';
import { at, basketStarts, type Transactions } from './transactions';

const DAY = 86_400_000;

/** Households that bought in the window or in the 90 days before it, and a seeded sample of them, ascending. */
export const sampleHouseholds = (rows: Transactions, from: number, to: number, size: number): number[] => {
  const active = new Set<number>();
  for (const row of basketStarts(rows, from - 90 * DAY, to)) active.add(at(rows.household, row));
  return [...active]
    .sort((a, b) => draw(a, 'sample') - draw(b, 'sample') || a - b)
    .slice(0, size)
    .sort((a, b) => a - b);
};
