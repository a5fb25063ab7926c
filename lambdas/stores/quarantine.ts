import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type { Quarantine, Quarantined, QuarantineReason } from '../domain/ports/quarantine';
import type { SendMessages } from '../domain/ports/queues';
import { encode } from './codec';
import { inParallel } from './parallel';
import { daysFrom, type Item, type Table } from './table';
import { asideItem, hashOf, payloadItem, shelfItem } from './vault-items';
import { readIndexRows } from './vault-rows';

export interface QuarantineDeps extends Table {
  /** To the quarantine queue. */
  readonly send: SendMessages;
  /**
   * Text of the key of the vault's index, where payloads with personal values are set aside.
   * @default - payloads hold tokens only, and name nobody
   */
  readonly vaultKey?: () => Promise<string>;
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

const WRITERS = 16;

/** The same event gets the same id, so that a second try writes over the first; two events of the same content have two. */
const idOf = ({ source, messageId, reason, payload }: Quarantined): string =>
  createHash('sha256')
    .update(`${source}\0${messageId}\0${reason}\0${JSON.stringify(payload) ?? ''}`)
    .digest('base64url')
    .slice(0, 22);

/** Hashes of those whom a payload names; `erased` where one of them was erased after it happened. */
const subjectsOf = async (deps: QuarantineDeps, { about }: Quarantined): Promise<readonly string[] | 'erased'> => {
  if (about === undefined || about.identifiers.length === 0 || deps.vaultKey === undefined) return [];
  const key = await deps.vaultKey();
  const hashes = about.identifiers.map((value) => hashOf(key, value));
  const rows = [...(await readIndexRows(deps, hashes)).values()];
  const { at = '' } = about;
  return rows.some(({ erasedAt }) => erasedAt !== undefined && at <= erasedAt) ? 'erased' : hashes;
};

/**
 * Payload first, then the rows that find it, then its pointer: a crash in between leaves a payload that ends by itself, never a
 * pointer to nothing. The pointer is there to be noticed and ends after 14 days; until the payload ends the vault itself lists it.
 * Rejects unless all are kept.
 */
export const createQuarantine =
  (deps: QuarantineDeps): Quarantine =>
  async (items) => {
    const now = deps.now();
    const ttl = daysFrom(now, KEPT_DAYS.quarantined);
    const put = async (item: Item): Promise<void> => {
      await deps.client.send(new PutCommand({ TableName: deps.table, Item: { ...item, ttl } }));
    };
    const keep = async (item: Quarantined): Promise<QuarantinePointer> => {
      const id = idOf(item);
      const { source, messageId, reason, detail, payload, envelope, received, event = '' } = item;
      const pointer = { id, source, messageId, reason, detail, at: now.toISOString() };
      const subjects = await subjectsOf(deps, item);
      if (subjects === 'erased') return { ...pointer, reason: 'erased' };
      await put({
        ...payloadItem(id),
        payload: encode(payload),
        reason,
        source,
        at: pointer.at,
        ...(envelope && { envelope }),
        ...(received && { received: encode(received) }),
      });
      await inParallel(subjects, WRITERS, (hash) => put({ ...asideItem(hash, id) }));
      await put({ ...shelfItem(id), source, messageId, reason, detail, event, at: pointer.at });
      return pointer;
    };
    await deps.send(await inParallel(items, WRITERS, keep));
  };
