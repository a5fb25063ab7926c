import type { ErasureRequest } from '../domain/erasure-message';
import type { PutAside, SendLater, SendMessages } from '../domain/ports/queues';
import { StoreError } from './errors';

/** SQS delays a message by fifteen minutes at most. */
const LONGEST_DELAY = 900;

/** The queue of a vendor; undefined where it has none. */
export type QueueOf = (vendor: string) => SendMessages | undefined;

const known = (queueOf: QueueOf, what: string, vendor: string): SendMessages => {
  const send = queueOf(vendor);
  if (send === undefined) throw new StoreError('queue.refused', `${what} of ${vendor}`, false);
  return send;
};

/** Puts a request back in its vendor's queue. */
export const createSendLater =
  (queueOf: QueueOf): SendLater =>
  async (held, delaySeconds) => {
    const send = known(queueOf, 'delivery queue', held.request.vendor);
    await send([held], Math.max(0, Math.min(LONGEST_DELAY, Math.round(delaySeconds))));
  };

/** Puts a request to erase somebody in its vendor's queue. */
export const createAskVendor =
  (queueOf: QueueOf) =>
  async (request: ErasureRequest, delaySeconds = 0): Promise<void> => {
    await known(queueOf, 'delivery queue', request.vendor)([request], delaySeconds);
  };

/** Puts a request in its vendor's dead letter queue, with the reason beside it. */
export const createPutAside =
  (queueOf: QueueOf): PutAside =>
  async (held, dead) => {
    await known(queueOf, 'dead letter queue', held.request.vendor)([{ ...held, dead }]);
  };
