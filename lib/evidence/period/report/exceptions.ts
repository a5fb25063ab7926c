import { type Html, html } from '../../../../contracts/html';
import { code, number, section, table } from '../../report/parts';
import type { PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { exceptionOf, nameOf, tableLink } from './parts';

/** More exceptions of a table than this are not written out here; the table has them. */
const WRITTEN = 200;

/** Every exception in plain words, before any table: what it is about, and why it is one. */
export const exceptionSection = (tables: readonly PeriodTable[]): Html => {
  const odd = tables.filter(({ exceptions }) => exceptions > 0);
  return section(
    'exceptions',
    'Exceptions',
    odd.length === 0
      ? html`<p class="verdict good"><strong>No exceptions</strong> in what could be looked at.</p>`
      : html`<p>An exception is a row for which somebody has to say what happened and what was done about it. It is not yet a breach.</p>
${odd.map(ofTable)}`,
  );
};

const ofTable = (one: PeriodTable): Html => {
  const rows = one.rows.filter((row) => exceptionOf(row) !== '');
  return html`<h3>${tableLink(one, one.title)}</h3>
${table<PeriodRow>(
  `${number(one.exceptions)} of ${number(one.count)}: ${one.title}`,
  [
    { head: 'Row', cell: (row) => nameOf(one, row) },
    { head: 'Why it is an exception', cell: exceptionOf },
  ],
  rows.slice(0, WRITTEN),
  '',
)}${
  rows.length > WRITTEN &&
  html`<p class="note">The first ${number(WRITTEN)} of ${number(rows.length)}; all are in ${code(`period/${one.id}.csv`)}.</p>`
}`;
};
