import type { MessageRequest } from '../../contracts/decision';
import type { SendLater, SendMessages } from '../domain/ports';
import { StoreError } from './errors';

/** A copy of a request that a delivery queue hands back; `hop` counts how often it was put off. */
export interface HeldRequest {
  readonly request: MessageRequest;
  readonly hop: number;
}

/** SQS delays a message by fifteen minutes at most. */
const LONGEST_DELAY = 900;

/** Puts a request back in its vendor's queue. `queueOf` gives the queue of a vendor, undefined where it has none. */
export const createSendLater =
  (queueOf: (vendor: string) => SendMessages | undefined): SendLater =>
  async (request, hop, delaySeconds) => {
    const send = queueOf(request.vendor);
    if (send === undefined) throw new StoreError('queue.refused', `delivery queue of ${request.vendor}`, false);
    const held: HeldRequest = { request, hop };
    await send([held], Math.max(0, Math.min(LONGEST_DELAY, Math.round(delaySeconds))));
  };
