import type { Register, Row } from './schema';

const COLUMNS = [
  'key',
  'pack',
  'mode',
  'rule',
  'level',
  'outcome',
  'waiver',
  'waiverEnded',
  'type',
  'path',
  'launch',
  'finding',
  'message',
] as const satisfies readonly (keyof Row)[];

/** The rows of a register as CSV (RFC 4180), with a line of names; no cell is a formula to a spreadsheet. */
export const registerCsv = ({ rows }: Pick<Register, 'rows'>): string =>
  [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');

/** What spreadsheets take for the start of a formula; an apostrophe before it makes it text. */
const FORMULA = /^\s*[=+\-@\t\r\n|%]/;

const cell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
