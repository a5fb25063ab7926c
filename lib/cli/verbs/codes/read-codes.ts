import { readFileSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Finding } from '../../../../contracts/finding';
import { plainCode } from '../../../../contracts/pool-codes';
import { delimiterOf, readCsv } from '../../../import/read-csv';
import { fileFinding } from '../../codes';

/** A file with more is given in parts. */
const MOST_CODES = 100_000;
const MOST_BYTES = 10 * 1024 * 1024;
const COLUMN = 'code';
const FORM = /^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/;

export interface FileCode {
  readonly line: number;
  readonly code: string;
}

/** The codes of a file, and everything that is wrong with it. No finding says a code. */
export interface ReadCodes {
  readonly codes: readonly FileCode[];
  readonly mistakes: readonly Finding[];
}

type Problem = 'codes.file' | 'codes.row' | 'codes.repeated' | 'codes.another';

/** A finding at a line of the file. */
export const atLine = (code: Problem, file: string, line: number, message: string, fix: string): Finding => ({
  ...fileFinding(code, file, message, fix),
  line,
});

const WRONG = 'a code has 3 to 40 letters, digits, dots, dashes and underscores';

/** Reads a CSV file with one column, `code`, and a header. A code that differs from another one only in its spelling stands twice. */
export const readCodes = async (path: string, file: string): Promise<ReadCodes> => {
  if (statSync(path).size > MOST_BYTES) return refused(file, `the file is larger than ${MOST_BYTES} bytes`);
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const codes: FileCode[] = [];
  const mistakes: Finding[] = [];
  const seen = new Map<string, number>();
  for await (const read of readCsv(Readable.from([text]), delimiterOf(text.split('\n', 1)[0] ?? ''))) {
    if (read.kind === 'columns') {
      if (read.names.length === 1 && read.names[0] === COLUMN) continue;
      return refused(file, `the first line must be "${COLUMN}", the name of the only column`);
    }
    const { line } = read;
    if (read.kind === 'unreadable') {
      mistakes.push(atLine('codes.row', file, line, read.message, 'Mend the row.'));
      continue;
    }
    const code = String(read.cells.get(COLUMN)?.value ?? '');
    const before = seen.get(plainCode(code));
    if (!FORM.test(code)) mistakes.push(atLine('codes.row', file, line, WRONG, 'Mend the code.'));
    else if (before !== undefined) {
      const fix = 'Leave one of the two out.';
      mistakes.push(atLine('codes.repeated', file, line, `the code stands in line ${before} already`, fix));
    } else {
      seen.set(plainCode(code), line);
      codes.push({ line, code });
    }
  }
  if (codes.length > MOST_CODES) return refused(file, `the file has more than ${MOST_CODES} codes`);
  if (codes.length + mistakes.length === 0) return refused(file, 'the file has no codes');
  return { codes, mistakes };
};

const refused = (file: string, message: string): ReadCodes => ({
  codes: [],
  mistakes: [
    fileFinding('codes.file', file, message, 'Give a CSV file with a header and one code a line, in parts if need be.'),
  ],
});
