import type { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import type { Cell, Read } from './read-rows';

/** A quote that is never closed must not swallow the file. */
const LONGEST_ROW = 1024 * 1024;
const DELIMITERS = [',', ';', '\t'];

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
}

/**
 * Rows of a CSV file as RFC 4180 has it: quotes, line breaks in quotes, LF or CRLF. A mistake of quoting ends the reading:
 * nothing behind it can be told apart.
 */
export async function* readCsv(text: Readable, delimiter: string): AsyncGenerator<Read> {
  let fault: CsvError | undefined;
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    // An error would throw away the rows before it that were parsed and not yet read.
    skip_records_with_error: true,
    on_skip: (error) => {
      fault ??= error;
    },
  });
  text.on('error', (error) => parser.destroy(error)).pipe(parser);
  let names: readonly string[] | undefined;
  let line = 1;
  for await (const { record, info } of parser as AsyncIterable<Parsed>) {
    const begins = line;
    line = info.lines + 1;
    if (begins >= faultLine(fault)) break;
    if (names === undefined) {
      names = record.map((name) => name.trim());
      yield { kind: 'columns', names };
    } else yield* rowOf(record, names, begins);
  }
  if (fault !== undefined) yield { kind: 'unreadable', line, column: 1, message: wordsFor(fault) };
}

const faultLine = (fault: CsvError | undefined): number => Number(fault?.lines ?? Number.POSITIVE_INFINITY);

const wordsFor = ({ code }: CsvError): string => {
  const what =
    code === 'CSV_MAX_RECORD_SIZE'
      ? 'a row longer than 1 MB, which an open quote makes'
      : 'quotes that do not match; a quote within quotes is written twice';
  return `${what}; the rows from here on were not read`;
};

function* rowOf(record: readonly string[], names: readonly string[], line: number): Generator<Read> {
  if (record.length === 1 && record[0]?.trim() === '') return;
  if (record.length !== names.length) {
    const message = `the row has ${record.length} cells; allowed: ${names.length}, one for each column`;
    yield { kind: 'unreadable', line, column: Math.min(record.length, names.length) + 1, message };
    return;
  }
  const cells = record.flatMap((cell, index): [string, Cell][] => {
    const value = cell.trim();
    return value === '' ? [] : [[names[index] ?? '', { column: index + 1, value }]];
  });
  yield { kind: 'row', line, cells: new Map(cells) };
}

/** The delimiter that stands most often in a file's first line, outside quotes. */
export const delimiterOf = (firstLine: string): string => {
  const line = firstLine.replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => line.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
};
