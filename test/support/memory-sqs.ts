import type { SQSRecord } from 'aws-lambda';
import { sqsRecord } from './sqs-event';

export interface MemorySqs {
  /** Puts a message in, not to be seen before `delaySeconds`. */
  readonly send: (body: unknown, delaySeconds?: number) => void;
  /** Takes up to `most` messages that are to be seen, and hides them for the visibility timeout. */
  readonly receive: (most: number) => readonly SQSRecord[];
  readonly remove: (id: string) => void;
  /** Messages that are in it, seen or hidden. */
  readonly depth: () => number;
}

interface Held {
  readonly body: string;
  visibleAt: number;
  receives: number;
}

/** A queue with delays, visibility timeout and receive counts, in memory; by the clock of the machine or of the test. */
export const createMemorySqs = (visibilitySeconds: number): MemorySqs => {
  const messages = new Map<string, Held>();
  let sent = 0;
  return {
    send: (body, delaySeconds = 0) => {
      sent += 1;
      messages.set(`sqs-${sent}`, {
        body: JSON.stringify(body),
        visibleAt: Date.now() + delaySeconds * 1000,
        receives: 0,
      });
    },
    receive: (most) => {
      const now = Date.now();
      const taken: SQSRecord[] = [];
      for (const [id, held] of messages) {
        if (taken.length === most) break;
        if (held.visibleAt > now) continue;
        held.visibleAt = now + visibilitySeconds * 1000;
        held.receives += 1;
        taken.push(sqsRecord(held.body, { id, receives: held.receives }));
      }
      return taken;
    },
    remove: (id) => {
      messages.delete(id);
    },
    depth: () => messages.size,
  };
};
