import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Quarantine, Quarantined, QuarantineReason, SendMessages } from '../domain/ports';
import { encode } from './codec';
import { inParallel } from './parallel';
import { daysFrom, type Key, type Table } from './table';

export interface QuarantineDeps extends Table {
  /** To the quarantine queue. */
  readonly send: SendMessages;
}

/** What the queue holds: where the payload is and why it is there. */
export interface QuarantinePointer {
  readonly id: string;
  readonly source: string;
  readonly messageId: string;
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly at: string;
}

const KEPT_DAYS = 30;
const WRITERS = 16;

const payloadItem = (id: string): Key => ({ pk: `Q#${id}`, sk: 'Q' });

/** The same payload gets the same id, so that a second try writes over the first. */
const idOf = ({ source, reason, payload }: Quarantined): string =>
  createHash('sha256')
    .update(`${source}\0${reason}\0${JSON.stringify(payload) ?? ''}`)
    .digest('base64url')
    .slice(0, 22);

/** Payload first, pointer second: a crash in between leaves a payload that ends by itself, never a pointer to nothing. Rejects unless both are kept. */
export const createQuarantine =
  (deps: QuarantineDeps): Quarantine =>
  async (items) => {
    const now = deps.now();
    const keep = async (item: Quarantined): Promise<QuarantinePointer> => {
      const id = idOf(item);
      const { source, messageId, reason, detail, payload } = item;
      await deps.client.send(
        new PutCommand({
          TableName: deps.table,
          Item: { ...payloadItem(id), payload: encode(payload), reason, source, ttl: daysFrom(now, KEPT_DAYS) },
        }),
      );
      return { id, source, messageId, reason, detail, at: now.toISOString() };
    };
    await deps.send(await inParallel(items, WRITERS, keep));
  };
