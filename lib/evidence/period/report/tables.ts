import { type Html, html } from '../../../../contracts/html';
import { type Column, code, lines, number, plural, section, table } from '../../report/parts';
import type { PeriodRow } from '../make-table';
import type { PeriodTable } from '../table';
import { cellOf, exceptionCell, exceptionOf } from './parts';

/** More rows of a table than this make a page slow; it then says so, and where all of them are. */
export const WRITTEN = 1_000;

/** Every table, closed until somebody opens it or finds something in it; on paper all are open. */
export const tableSection = (tables: readonly PeriodTable[]): Html =>
  section(
    'tables',
    'Every table',
    html`<form id="filters" role="search" aria-label="Rows of all tables" autocomplete="off" hidden>
<label class="words">Search all tables <input type="search" name="text" placeholder="launch, person, call, id, hash, day"></label>
<label>Rows <select name="rows"><option value="">all</option><option value="exceptions">exceptions only</option></select></label>
<button type="reset">Reset</button>
</form>
<p id="rows-count" class="count" role="status"></p>
${tables.map(oneTable)}`,
  );

const oneTable = (one: PeriodTable): Html => {
  const { id, title, means, columns, count, exceptions, gaps } = one;
  const rows = writtenRows(one);
  const unwritten = count - rows.length;
  return html`<details class="population" data-unwritten="${String(unwritten)}"><summary>${title}
<span class="quiet">${plural(count, 'row')}, ${plural(exceptions, 'exception')}${gaps.length > 0 && `, ${plural(gaps.length, 'gap')}`}</span></summary>
<p id="of-${id}">${means}</p>
${gaps.length > 0 && html`<div class="verdict fair"><p><strong>Not known:</strong></p>${lines(gaps)}</div>`}
${unwritten > 0 && html`<p class="note">${number(rows.length)} of ${number(count)} rows, exceptions before the others. All are in ${code(`period/${id}.csv`)} and ${code(`period/${id}.json`)}, beside this file.</p>`}
${table<PeriodRow>(title, columnsOf(one), rows, 'No rows.')}
<details class="ways"><summary>What the columns mean</summary><dl class="detail">${columns.map(
    (column) => html`<dt>${column.name}</dt><dd>${column.means}</dd>`,
  )}</dl></details>
<p class="note">The same rows: <a href="${id}.csv">${id}.csv</a>, <a href="${id}.json">${id}.json</a>.</p>
</details>
`;
};

/** All rows in their order where they fit; else exceptions first, so that none of them is cut for a row in order. */
const writtenRows = ({ rows }: PeriodTable): readonly PeriodRow[] => {
  if (rows.length <= WRITTEN) return rows;
  const [odd, sound] = [true, false].map((isOdd) => rows.filter((row) => (exceptionOf(row) !== '') === isOdd));
  return [...(odd ?? []), ...(sound ?? [])].slice(0, WRITTEN);
};

/** As the table has them, but the exception beside what the row is; it is left out where no row is one. */
const columnsOf = ({ columns, exceptions }: PeriodTable): readonly Column<PeriodRow>[] => {
  const [first, ...others] = columns
    .filter(({ name }) => name !== EXCEPTION)
    .map(({ name }): Column<PeriodRow> => ({ head: name, cell: (row) => cellOf(row[name]) }));
  const odd = exceptions === 0 ? [] : [{ head: EXCEPTION, cell: exceptionCell }];
  return [...(first === undefined ? [] : [first]), ...odd, ...others];
};

const EXCEPTION = 'exception';
