import type { SendLater, SendMessages } from '../domain/ports';
import { StoreError } from './errors';

/** SQS delays a message by fifteen minutes at most. */
const LONGEST_DELAY = 900;

/** Puts a request back in its vendor's queue. `queueOf` gives the queue of a vendor, undefined where it has none. */
export const createSendLater =
  (queueOf: (vendor: string) => SendMessages | undefined): SendLater =>
  async (held, delaySeconds) => {
    const send = queueOf(held.request.vendor);
    if (send === undefined) throw new StoreError('queue.refused', `delivery queue of ${held.request.vendor}`, false);
    await send([held], Math.max(0, Math.min(LONGEST_DELAY, Math.round(delaySeconds))));
  };
