import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SendMessages } from '../domain/ports/queues';
import { CLIENT_CONFIG } from './aws-client';
import { StoreError } from './errors';
import { chunked, inParallel } from './parallel';
import { backOff, type Retry, realRetry } from './pause';

export interface QueueDeps {
  readonly client: Pick<SQSClient, 'send'>;
  readonly url: string;
  readonly retry: Retry;
}

/** SQS takes ten messages a call, and 256 KB in all; ours are pointers and requests of a few hundred bytes. */
const BATCH = 10;
const SENDERS = 4;
const TRIES = 4;

/** A client with short timeouts. */
export const createQueueClient = (): SQSClient => new SQSClient(CLIENT_CONFIG);

const sendChunk = async (deps: QueueDeps, bodies: readonly string[], delaySeconds: number): Promise<void> => {
  let waiting = bodies.map((body, index) => ({ Id: String(index), MessageBody: body, DelaySeconds: delaySeconds }));
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    if (attempt === TRIES) throw new StoreError('queue.refused', 'SendMessageBatch', true);
    if (attempt > 0) await backOff(deps.retry, attempt);
    const answer = await deps.client.send(new SendMessageBatchCommand({ QueueUrl: deps.url, Entries: waiting }));
    const failed = new Set((answer.Failed ?? []).map((entry) => entry.Id));
    waiting = waiting.filter((entry) => failed.has(entry.Id));
  }
};

/** Sends messages as JSON to one queue; single refused entries are sent again. */
export const createSendMessages =
  (deps: QueueDeps): SendMessages =>
  async (messages, delaySeconds = 0) => {
    const bodies = messages.map((message) => JSON.stringify(message));
    await inParallel(chunked(bodies, BATCH), SENDERS, (chunk) => sendChunk(deps, chunk, delaySeconds));
  };

let shared: SQSClient | undefined;
/** A queue of the function's environment; all of a function's queues share one client and its connections. */
export const openQueue = (url: string): SendMessages => {
  shared ??= createQueueClient();
  return createSendMessages({ client: shared, url, retry: realRetry });
};

/** Queues by vendor, from a text that holds their addresses as JSON. */
export const queuesByVendor = (json: string): ((vendor: string) => SendMessages | undefined) => {
  const urls = JSON.parse(json) as Readonly<Record<string, string>>;
  const queues = new Map(Object.entries(urls).map(([vendor, url]) => [vendor, openQueue(url)] as const));
  return (vendor) => queues.get(vendor);
};
