import { type Html, html } from '../../../../contracts/html';
import { lines, section, table } from '../../report/parts';
import type { PeriodTable } from '../table';
import { tableLink } from './parts';

interface Gap {
  readonly words: string;
  readonly of: readonly PeriodTable[];
}

/** What could not be looked at, each gap once, with the tables that name it. */
export const gapSection = (tables: readonly PeriodTable[]): Html =>
  section(
    'gaps',
    'What could not be looked at',
    html`<p>These tables would have more rows, or say more of them, if somebody knew this.</p>
${table<Gap>(
  'Gaps',
  [
    { head: 'Tables', cell: ({ of }) => lines(of.map((one) => tableLink(one, one.title))) },
    { head: 'What is not known', cell: ({ words }) => words },
  ],
  gapsOf(tables),
  'No table names a gap.',
)}`,
  );

const gapsOf = (tables: readonly PeriodTable[]): readonly Gap[] => {
  const found = new Map<string, PeriodTable[]>();
  for (const one of tables) for (const words of one.gaps) found.set(words, [...(found.get(words) ?? []), one]);
  return [...found].map(([words, of]) => ({ words, of }));
};
