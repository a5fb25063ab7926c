import { createHmac } from 'node:crypto';
import type { ImportCall } from './edge-code';
import type { Row } from './read-rows';
import type { Receipt, ReceiptFiles, RejectedRow } from './receipt';

/** What the edge said to a batch. */
export interface BatchAnswer {
  readonly status: number;
  /** Seconds after which to come again, where it says so. */
  readonly retryAfter?: number;
  /** Refused items by their place in the batch; of a 202. */
  readonly rejected: readonly { readonly index: number; readonly code: string; readonly message: string }[];
}
/** Posts calls to `/v1/batch`; rejects where no answer came. */
export type PostBatch = (calls: readonly object[]) => Promise<BatchAnswer>;

export interface SendOptions {
  readonly calls: AsyncIterable<{ readonly row: Row; readonly call: ImportCall }>;
  readonly post: PostBatch;
  /** Key of the ids: the same row gets the same id, and nobody without it can guess a row from its id. */
  readonly writeKey: string;
  readonly canonicalJson: (value: unknown) => string;
  readonly files: ReceiptFiles;
  /** Where an earlier run stopped, or a receipt without any row sent. */
  readonly from: Receipt;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly onProgress: (receipt: Receipt) => void;
}

/** The edge kept refusing to answer; everything up to the receipt's last row was taken. */
export class EdgeUnavailableError extends Error {
  public override readonly name = 'EdgeUnavailableError';

  constructor(
    readonly status: number,
    sent: number,
  ) {
    const why = status === 0 ? 'no answer came' : `it answered ${status}`;
    super(
      `The edge does not take the import (${why}). ${sent} rows were taken; run the command again to go on behind them.`,
    );
  }
}

/** Far below the edge's limits of 2,500 events and 500 KB, so that one batch is answered well within its time. */
const BATCH_ROWS = 200;
const BATCH_BYTES = 256 * 1024;
/** Batches under way at once; the receipt moves on when all of them were answered. */
const BATCHES = 4;
const TRIES = 8;
const LONGEST_WAIT_MS = 30_000;

interface Item {
  readonly row: Row;
  readonly call: object;
}

/** Sends all rows behind those of an earlier run, and keeps the receipt up to date. */
export const sendRows = async (options: SendOptions): Promise<Receipt> => {
  const { files, from } = options;
  files.cutRejected(from.rejectedBytes);
  let receipt = from;
  files.write(receipt);
  let skip = from.sent;
  for await (const window of windowsOf(options)) {
    const fresh = window.map((batch) => batch.filter(() => skip-- <= 0)).filter((batch) => batch.length > 0);
    if (fresh.length === 0) continue;
    receipt = await sendWindow(fresh, receipt, options);
    files.write(receipt);
    options.onProgress(receipt);
  }
  return receipt;
};

const sendWindow = async (
  batches: readonly (readonly Item[])[],
  receipt: Receipt,
  options: SendOptions,
): Promise<Receipt> => {
  const answers = await Promise.all(batches.map((batch) => postUntilTaken(batch, receipt.sent, options)));
  const rejected = answers.flat();
  const counts = { ...receipt.rejected };
  for (const { code } of rejected) counts[code] = (counts[code] ?? 0) + 1;
  const rows = batches.reduce((sum, batch) => sum + batch.length, 0);
  const bytes = rejected.length === 0 ? 0 : await options.files.reject(rejected);
  return {
    ...receipt,
    sent: receipt.sent + rows,
    accepted: receipt.accepted + rows - rejected.length,
    rejected: counts,
    rejectedBytes: receipt.rejectedBytes + bytes,
    at: options.now().toISOString(),
  };
};

/** The edge's 503 may have taken some of a batch: ids make sending all of it again harmless. */
const postUntilTaken = async (
  batch: readonly Item[],
  sent: number,
  { post, wait }: SendOptions,
): Promise<readonly RejectedRow[]> => {
  let status = 0;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const answer = await post(batch.map(({ call }) => call)).catch((error: unknown): BatchAnswer => {
      if (error instanceof Error) return { status: 0, rejected: [] };
      throw error;
    });
    status = answer.status;
    if (status === 202) {
      return answer.rejected.flatMap(({ index, code, message }): RejectedRow[] => {
        const item = batch[index];
        return item === undefined ? [] : [{ row: item.row, code, message }];
      });
    }
    if (status !== 0 && status !== 429 && status < 500) break;
    await wait(
      Math.min(LONGEST_WAIT_MS, answer.retryAfter === undefined ? 500 * 2 ** attempt : answer.retryAfter * 1000),
    );
  }
  throw new EdgeUnavailableError(status, sent);
};

/** Groups rows into batches, and batches into windows. */
async function* windowsOf({
  calls,
  writeKey,
  canonicalJson,
}: SendOptions): AsyncGenerator<readonly (readonly Item[])[]> {
  let window: Item[][] = [];
  let batch: Item[] = [];
  let bytes = 0;
  for await (const { row, call } of calls) {
    const messageId = messageIdOf(writeKey, canonicalJson(call));
    const item = { row, call: { ...call, messageId } };
    const size = Buffer.byteLength(JSON.stringify(item.call));
    if (batch.length === BATCH_ROWS || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
      window.push(batch);
      batch = [];
      bytes = 0;
      if (window.length === BATCHES) {
        yield window;
        window = [];
      }
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) window.push(batch);
  if (window.length > 0) yield window;
}

/** The same content gets the same id, in whatever file and row it stands. */
export const messageIdOf = (writeKey: string, content: string): string =>
  `import-${createHmac('sha256', writeKey).update(content).digest('base64url')}`;
