import type { Register, Row } from './schema';

const COLUMNS = [
  'key',
  'pack',
  'mode',
  'rule',
  'level',
  'outcome',
  'waiver',
  'waiverStarts',
  'waiverEnded',
  'type',
  'path',
  'launch',
  'finding',
  'message',
] as const satisfies readonly (keyof Row)[];

/** The rows of a register as CSV. */
export const registerCsv = ({ rows }: Pick<Register, 'rows'>): string => csv(COLUMNS, rows);

/** One value of a row. Lists are written with `; ` between their items. */
export type CsvValue = string | number | boolean | readonly string[] | undefined;

/** Rows as CSV (RFC 4180), with a line of names; no cell is a formula to a spreadsheet. */
export const csv = <Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, CsvValue>>>[],
): string =>
  [columns, ...rows.map((row) => columns.map((column) => words(row[column])))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');

const words = (value: CsvValue): string => (typeof value === 'object' ? value.join('; ') : String(value ?? ''));

/** What spreadsheets take for the start of a formula, in full width too, where East Asian ones do; an apostrophe makes it text. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\t\r\n]/u;

const cell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
