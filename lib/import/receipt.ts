import { existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import type { Row } from './read-rows';

/** How far an import has come, and in the end its receipt; kept beside the file. */
export interface Receipt {
  readonly file: string;
  readonly sha256: string;
  readonly kind: string;
  readonly stage: string;
  readonly state: 'under way' | 'done';
  /** Rows of the file, and how many of them were sent, from the first one on. */
  readonly rows: number;
  readonly sent: number;
  readonly accepted: number;
  /** Rows that the edge did not let in, by reason. */
  readonly rejected: Readonly<Record<string, number>>;
  /** Bytes of the file of rejected rows that belong to `sent`: what a run that broke off wrote beyond them is cut off. */
  readonly rejectedBytes: number;
  readonly by: string;
  readonly startedAt: string;
  readonly at: string;
}

/** A row that was not let in, with the edge's words. */
export interface RejectedRow {
  readonly row: Row;
  readonly code: string;
  readonly message: string;
}

/** The files beside an imported file: receipt and rejected rows, both for their owner's eyes only. */
export const openReceipt = (path: string, stage: string) => {
  const receiptFile = `${path}.${stage}.receipt.json`;
  const rejectedFile = `${path}.${stage}.rejected.ndjson`;
  return {
    receiptFile,
    rejectedFile,
    read: (): Receipt | undefined =>
      existsSync(receiptFile) ? (JSON.parse(readFileSync(receiptFile, 'utf8')) as Receipt) : undefined,
    /** Replaces the receipt as a whole: a crash leaves the one before. */
    write: (receipt: Receipt): void => {
      writeFileSync(`${receiptFile}.new`, `${JSON.stringify(receipt, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${receiptFile}.new`, receiptFile);
    },
    /** Begins the rejected rows anew, or behind those that a run before has written; none are kept as an empty file. */
    cutRejected: (bytes: number): void => {
      if (bytes === 0) writeFileSync(rejectedFile, '', { mode: 0o600 });
      else truncateSync(rejectedFile, bytes);
    },
    /** Adds rejected rows as they can be mended and imported; returns the bytes written. */
    reject: async (rows: readonly RejectedRow[]): Promise<number> => {
      const text = rows.map((one) => `${JSON.stringify(lineOf(one))}\n`).join('');
      await appendFile(rejectedFile, text);
      return Buffer.byteLength(text);
    },
  };
};
export type ReceiptFiles = ReturnType<typeof openReceipt>;

const lineOf = ({ row, code, message }: RejectedRow): Record<string, unknown> => ({
  ...Object.fromEntries([...row.cells].map(([name, { value }]) => [name, value])),
  'tandem.code': code,
  'tandem.message': `line ${row.line}: ${message}`,
});
