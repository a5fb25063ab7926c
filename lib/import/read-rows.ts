import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { delimiterOf, readCsv } from './read-csv';
import { readNdjson } from './read-ndjson';

export type ImportFormat = 'csv' | 'ndjson';

/** One row: the values that are there, by the column's name in the file. Empty cells are absent. */
export interface Row {
  readonly kind: 'row';
  /** Line on which it begins, 1-based. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, Cell>;
}
export interface Cell {
  /** Number of the column, 1-based. */
  readonly column: number;
  readonly value: unknown;
}

/** What reading a file yields: its columns first, then rows; and what could not be read. */
export type Read =
  | { readonly kind: 'columns'; readonly names: readonly string[] }
  | Row
  | { readonly kind: 'unreadable'; readonly line: number; readonly column: number; readonly message: string };

/** The file is not UTF-8 text. */
export class EncodingError extends Error {
  public override readonly name = 'EncodingError';

  constructor(
    readonly line: number,
    readonly found: string,
  ) {
    super(`line ${line}: ${found}`);
  }
}

/** UTF-8 text of chunks, without its byte order mark; the hash sees the bytes. Throws at the first byte that is none. */
async function* decoded(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    hash.update(chunk);
    if (line === 1 && isUtf16(chunk)) throw new EncodingError(1, 'UTF-16 text');
    const text = decodedOr(
      () => decoder.decode(chunk, { stream: true }),
      () => lineOfFault(Buffer.concat([tail, chunk]), line),
    );
    tail = chunk.subarray(Math.max(0, chunk.lastIndexOf(0x0a) + 1));
    line += text.split('\n').length - 1;
    yield text;
  }
  decodedOr(
    () => decoder.decode(),
    () => line,
  );
}

/** The decoder says that, and never where, a text is broken. */
const decodedOr = (decode: () => string, line: () => number): string => {
  try {
    return decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new EncodingError(line(), 'bytes that are not UTF-8');
    throw error;
  }
};

/** Line of the first byte that does not decode; `bytes` begin with line `line`. */
const lineOfFault = (bytes: Buffer, line: number): number => {
  let start = 0;
  for (let at = line; ; at += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return at;
    start = end + 1;
  }
};

const isUtf16 = (chunk: Buffer): boolean =>
  (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);

/**
 * Streams a file's rows: nothing but the row at hand is kept. `finished` gets the SHA-256 of the bytes (hex) once all is read.
 * Throws `EncodingError` at the first byte that is not UTF-8.
 */
export async function* readRows(
  path: string,
  format: ImportFormat,
  finished: (sha256: string) => void,
): AsyncGenerator<Read> {
  const hash = createHash('sha256');
  const delimiter = delimiterOf(await firstLine(path));
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const text = Readable.from(decoded(source, hash));
  try {
    yield* format === 'csv' ? readCsv(text, delimiter) : readNdjson(text);
    finished(hash.digest('hex'));
  } finally {
    text.destroy();
    source.destroy();
  }
}

const FIRST_BYTES = 64 * 1024;

const firstLine = async (path: string): Promise<string> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead).split(/\r?\n/, 1)[0] ?? '';
  } finally {
    await file.close();
  }
};
