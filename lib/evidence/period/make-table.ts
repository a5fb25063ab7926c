import type { PeriodInput } from './input';
import type { PeriodTable } from './table';

export type PeriodRow = PeriodTable['rows'][number];

/** What a part says of itself; a row that is an exception says why in `exception`, which is empty in all others. */
export interface TableParts extends Pick<PeriodTable, 'id' | 'title' | 'means' | 'sources' | 'gaps'> {
  /** What each column means, in their order; `exception` is added as the last one. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly (PeriodRow & { readonly exception: string })[];
}

/** A table of the period with its counts. */
export const makeTable = ({ from, to }: PeriodInput, { columns, rows, ...parts }: TableParts): PeriodTable => ({
  ...parts,
  from: from.toISOString(),
  to: to.toISOString(),
  columns: [
    ...Object.entries(columns).map(([name, means]) => ({ name, means })),
    { name: 'exception', means: 'Why the row is one; empty where it is none.' },
  ],
  count: rows.length,
  exceptions: rows.filter(({ exception }) => exception !== '').length,
  rows: [...rows],
});
