import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type {
  CountObserved,
  KnownWebhooks,
  MarkWebhook,
  NoteKeyUsed,
  ReleaseWebhook,
  SettleWebhooks,
  TakeSlot,
} from '../domain/ports/webhooks';
import { isConditionFailed } from './errors';
import { inParallel } from './parallel';
import { absentOrExpired, daysFrom, epochSeconds, getItems, type Key, type Table } from './table';
import { createReadVendorState } from './vendor-state';

const markItem = (vendor: string, id: string): Key => ({ pk: `HOOK#${vendor}#${id}`, sk: 'MARK' });
const seenItem = (vendor: string, verdict: string): Key => ({ pk: `HOOK#${vendor}`, sk: `SEEN#${verdict}` });
const keyItem = (vendor: string, keyId: string): Key => ({ pk: `HOOK#${vendor}`, sk: `KEY#${keyId}` });
const slotsItem = (vendor: string, minute: number): Key => ({ pk: `HOOK#${vendor}#slots`, sk: `MINUTE#${minute}` });

const WRITERS = 16;
/** The state of the mark that stood in the way; the document client leaves errors as DynamoDB wrote them. */
const stateInTheWay = (error: unknown): string | undefined =>
  (error as { Item?: { state?: { S?: string } } }).Item?.state?.S;

/** A lease, because a function that dies leaves its mark behind, and the vendor's retry must get past it. */
const markWebhook =
  ({ client, table, now }: Table): MarkWebhook =>
  async (vendor, id, leaseSeconds) => {
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...markItem(vendor, id), state: 'under-way', ttl: epochSeconds(now()) + leaseSeconds },
          ...absentOrExpired(now()),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 'new';
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      return stateInTheWay(error) === 'done' ? 'duplicate' : 'under-way';
    }
  };

const knownWebhooks =
  (table: Table): KnownWebhooks =>
  async (vendor, ids) => {
    const found = await getItems(
      table,
      ids.map((id) => markItem(vendor, id)),
      { consistent: true },
    );
    return new Set(ids.filter((id) => found.find(markItem(vendor, id))?.state === 'done'));
  };

const settleWebhooks =
  ({ client, table, now }: Table): SettleWebhooks =>
  async (envelope, ids, ttlSeconds) => {
    const ttl = epochSeconds(now()) + ttlSeconds;
    await inParallel(ids, WRITERS, async (id) => {
      const Item = { ...markItem(envelope.vendor, id), state: 'done', ttl, envelope };
      await client.send(new PutCommand({ TableName: table, Item }));
    });
  };

const releaseWebhook =
  ({ client, table }: Table): ReleaseWebhook =>
  async (vendor, id) => {
    await client.send(new DeleteCommand({ TableName: table, Key: markItem(vendor, id) }));
  };

const countObserved =
  ({ client, table }: Table): CountObserved =>
  async (vendor, verdict, at) => {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: seenItem(vendor, verdict),
        UpdateExpression: 'ADD #count :one SET #first = if_not_exists(#first, :at), #last = :at, #ttl = :ttl',
        ExpressionAttributeNames: { '#count': 'count', '#first': 'first', '#last': 'last', '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':one': 1,
          ':at': at.toISOString(),
          ':ttl': daysFrom(at, KEPT_DAYS.webhookCounts),
        },
      }),
    );
  };

const noteKeyUsed =
  ({ client, table }: Table): NoteKeyUsed =>
  async (vendor, keyId, at) => {
    await client.send(
      new PutCommand({ TableName: table, Item: { ...keyItem(vendor, keyId), last: at.toISOString() } }),
    );
  };

const takeSlot =
  ({ client, table }: Table): TakeSlot =>
  async (vendor, most, at) => {
    const minute = Math.floor(epochSeconds(at) / 60);
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: slotsItem(vendor, minute),
          UpdateExpression: 'ADD #count :one SET #ttl = :ttl',
          ConditionExpression: 'attribute_not_exists(#count) OR #count < :most',
          ExpressionAttributeNames: { '#count': 'count', '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':one': 1, ':most': most, ':ttl': daysFrom(at, 1) },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  };

/** The receiver's part of the control table: marks of webhooks, and what is counted of them; of a vendor's state, reading. */
export const createWebhookMarks = (table: Table) => ({
  markWebhook: markWebhook(table),
  knownWebhooks: knownWebhooks(table),
  settleWebhooks: settleWebhooks(table),
  releaseWebhook: releaseWebhook(table),
  readVendorState: createReadVendorState(table),
  countObserved: countObserved(table),
  noteKeyUsed: noteKeyUsed(table),
  takeSlot: takeSlot(table),
});
