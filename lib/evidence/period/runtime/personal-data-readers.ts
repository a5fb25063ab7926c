import type { PeriodInput } from '../input';
import { makeTable, type PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';

type Row = PeriodRow & { readonly exception: string };

/** Rows of personal-data-reads summed up by who, and by what they did. */
export const personalDataReaders = (
  input: PeriodInput,
  { rows, sources, gaps }: Pick<PeriodTable, 'sources' | 'gaps'> & { readonly rows: readonly Row[] },
): PeriodTable =>
  makeTable(input, {
    id: 'personal-data-readers',
    title: 'Who read personal data, summed up',
    means: 'A row is somebody, with how often they did what. It is an exception where one of their readings is.',
    sources,
    columns: {
      who: 'As in personal-data-reads.',
      what: 'Route or task.',
      times: 'How often.',
      customers: 'Different keyed hashes among them: one customer has one for each identifier.',
      first: 'The first time in the period.',
      last: 'The last time in the period.',
    },
    rows: [...grouped(rows).values()].map(summed).sort((a, b) => compare(keyOf(a), keyOf(b))),
    gaps,
  });

const keyOf = ({ who, what }: PeriodRow): string => JSON.stringify([who, what]);

const grouped = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const others = groups.get(keyOf(row));
    if (others === undefined) groups.set(keyOf(row), [row]);
    else others.push(row);
  }
  return groups;
};

const summed = (rows: readonly Row[]): Row => {
  const times = rows.map(({ at }) => String(at)).sort();
  const wrong = rows.filter(({ exception }) => exception !== '').length;
  return {
    who: rows[0]?.who ?? '',
    what: rows[0]?.what ?? '',
    times: rows.length,
    customers: new Set(rows.map(({ about }) => about).filter((about) => String(about).startsWith('sub_'))).size,
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
    exception: wrong === 0 ? '' : `${wrong} of ${rows.length} readings`,
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
