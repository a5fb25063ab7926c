import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../lambdas/stores/parallel';
import type { SourceCall } from '../panel/shapes';
import type { PublicApi } from '../public-api';

/** A call with new personal values costs the edge a transaction for each; a busy laptop must still answer in time. */
const MOST_CALLS = 40;
const MOST_BYTES = 400_000;
const AT_ONCE = 2;

/** What became of the calls that were sent. */
export interface Sent {
  accepted: number;
  /** By the code of the answer. */
  readonly rejected: Record<string, number>;
  readonly panel: { accepted: number };
  readonly synthetic: { accepted: number };
  /** `<source>#<messageId>` of accepted calls -> epoch milliseconds when the request that carried it was started. */
  readonly startedAt: Map<string, number>;
  /** Milliseconds of each request. */
  readonly requestMs: number[];
}

export const nothingSent = (): Sent => ({
  accepted: 0,
  rejected: {},
  panel: { accepted: 0 },
  synthetic: { accepted: 0 },
  startedAt: new Map(),
  requestMs: [],
});

/** Sends calls in batches, each source with its own write key; adds what became of them to `sent`. */
export const createSendCalls =
  (api: PublicApi, authorizations: ReadonlyMap<string, string>, sent: Sent) =>
  async (calls: readonly SourceCall[]): Promise<void> => {
    const batches = [...bySource(calls)].flatMap(([source, own]) =>
      [...chunks(own)].map((chunk) => ({ source, chunk })),
    );
    await inParallel(batches, AT_ONCE, ({ source, chunk }) =>
      sendBatch(api, authorizations.get(source) ?? '', chunk, sent),
    );
  };

interface BatchAnswer {
  readonly accepted: number;
  readonly rejected: readonly { readonly index: number; readonly code: string }[];
}

const TRIES = 5;
const WAIT_MS = 500;

const sendBatch = async (
  api: PublicApi,
  authorization: string,
  chunk: readonly SourceCall[],
  sent: Sent,
): Promise<void> => {
  const body = JSON.stringify({ batch: chunk.map(({ call }) => call) });
  const startedAt = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    const answer = await api.request('POST', '/v1/batch', body, { authorization });
    if (answer.status === 202) return note(chunk, answer.body as BatchAnswer, startedAt, sent);
    // A source sends again what was not taken; the messages' ids make that safe.
    if (answer.status < 500 || attempt === TRIES) {
      throw new Error(`POST /v1/batch answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    await sleep(WAIT_MS * attempt);
  }
};

const note = (chunk: readonly SourceCall[], { rejected }: BatchAnswer, startedAt: number, sent: Sent): void => {
  sent.requestMs.push(Date.now() - startedAt);
  const refused = new Set(rejected.map(({ index }) => index));
  for (const { code } of rejected) sent.rejected[code] = (sent.rejected[code] ?? 0) + 1;
  chunk.forEach(({ source, call }, index) => {
    if (refused.has(index)) return;
    sent.accepted += 1;
    (call.context?.synthetic === true ? sent.synthetic : sent.panel).accepted += 1;
    const key = `${source}#${call.messageId}`;
    if (!sent.startedAt.has(key)) sent.startedAt.set(key, startedAt);
  });
};

const bySource = (calls: readonly SourceCall[]): Map<string, SourceCall[]> => {
  const sources = new Map<string, SourceCall[]>();
  for (const call of calls) {
    const own = sources.get(call.source) ?? [];
    sources.set(call.source, own);
    own.push(call);
  }
  return sources;
};

/** As many calls as a request may carry, by number and bytes. */
function* chunks(calls: readonly SourceCall[]): Generator<SourceCall[]> {
  let chunk: SourceCall[] = [];
  let bytes = 0;
  for (const call of calls) {
    const size = Buffer.byteLength(JSON.stringify(call.call)) + 1;
    if (chunk.length === MOST_CALLS || bytes + size > MOST_BYTES) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(call);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}
