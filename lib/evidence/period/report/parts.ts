import { type Html, html } from '../../../../contracts/html';
import { code, lines, mark, number } from '../../report/parts';
import type { PeriodTable } from '../table';

type Row = PeriodTable['rows'][number];

/** Leads to a table, which opens: what it leads to is inside of what is closed. */
export const tableLink = ({ id }: Pick<PeriodTable, 'id'>, words: string): Html =>
  html`<a href="#of-${id}">${words}</a>`;

/** Why a row is an exception; empty where it is none. */
export const exceptionOf = ({ exception = '' }: Row): string => String(exception ?? '');

/** What a table has in a row, as a cell: hashes as code, several things one below the other. */
export const cellOf = (value: Row[string] | undefined): string | Html => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return textOf(value);
  return value.length === 0 ? '' : lines(value.map(textOf));
};

/** Whether a row is an exception in a word, and why. */
export const exceptionCell = (row: Row): string | Html => {
  const why = exceptionOf(row);
  return why === '' ? '' : html`${mark('bad', 'exception')} ${why}`;
};

const isHash = (text: string): boolean => /^[0-9a-f]{40,64}$/.test(text);
const isMoment = (text: string): boolean => /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text);
/** Longer words, such as ARNs, are broken anywhere, and have room for a few lines of it; shorter ones never are. */
const isLong = (text: string): boolean => /\S{28}/.test(text);

const textOf = (text: string): string | Html => {
  if (isMoment(text)) return html`<span class="moment">${text}</span>`;
  if (isHash(text)) return html`<span class="long">${code(text)}</span>`;
  return isLong(text) ? html`<span class="long">${text}</span>` : text;
};

const NAMING = 4;

/** The first words that a row says of itself, by which a reader knows it: no hashes, no numbers. */
export const nameOf = ({ columns }: Pick<PeriodTable, 'columns'>, row: Row): string =>
  columns
    .map(({ name }) => (name === 'exception' ? null : row[name]))
    .filter((value) => typeof value === 'string')
    .filter((value) => value !== '' && !isHash(value))
    .slice(0, NAMING)
    .join(' · ');
