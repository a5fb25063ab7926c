import { QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Quarantined, QuarantineReason } from '../domain/ports/quarantine';
import type {
  KeptEvent,
  ListQuarantined,
  LoadQuarantined,
  QuarantineRow,
  RestateQuarantined,
  SettleQuarantined,
} from '../domain/ports/redrive';
import type { WebhookEnvelope } from '../domain/webhook-envelope';
import { decode } from './codec';
import { cancellationCodes, isConditionFailed, isContention, StoreError } from './errors';
import { getItems, type Item, isAlive, type Key, type Table } from './table';
import { payloadItem, shelfItem, shelfKey } from './vault-items';

const list =
  (table: Table): ListQuarantined =>
  async (shard, limit, after) => {
    const answer = await table.client.send(
      new QueryCommand({
        TableName: table.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': shelfKey(shard) },
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: { pk: shelfKey(shard), sk: after } }),
      }),
    );
    const now = table.now();
    const rows = ((answer.Items ?? []) as Item[]).filter((item) => isAlive(item, now)).map(rowOf);
    const next = answer.LastEvaluatedKey?.sk;
    return typeof next === 'string' ? { rows, after: next } : { rows };
  };

const rowOf = ({ sk, source, messageId, reason, detail, event, at }: Item): QuarantineRow => ({
  id: sk,
  source: String(source),
  messageId: String(messageId),
  reason: String(reason) as QuarantineReason,
  detail: String(detail),
  event: String(event),
  at: String(at),
});

const load =
  (table: Table): LoadQuarantined =>
  async (rows) => {
    const found = await getItems(
      table,
      rows.map(({ id }) => payloadItem(id)),
      { consistent: true },
    );
    return new Map(
      rows.flatMap((row): [string, KeptEvent][] => {
        const item = found.find(payloadItem(row.id));
        return item === undefined ? [] : [[row.id, keptOf(row, item)]];
      }),
    );
  };

const keptOf = (row: QuarantineRow, { payload, received, envelope }: Item): KeptEvent => ({
  ...row,
  payload: decode<unknown>(payload),
  ...(received === undefined ? {} : { received: decode<NonNullable<Quarantined['received']>>(received) }),
  ...(envelope === undefined ? {} : { envelope: envelope as WebhookEnvelope }),
});

/** Set aside again since it was read: by `at`, which every setting aside writes anew. */
const unchanged = ({ at }: QuarantineRow) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #at = :at',
  ExpressionAttributeNames: { '#at': 'at' },
  ExpressionAttributeValues: { ':at': at },
});

/** Payload and row together: no row may be left that leads to nothing, and no payload that nothing lists. */
const settle =
  (table: Table): SettleQuarantined =>
  async (row) => {
    const remove = (key: Key) => ({
      Delete: { TableName: table.table, Key: key, ...unchanged(row) },
    });
    try {
      await table.client.send(
        new TransactWriteCommand({ TransactItems: [remove(payloadItem(row.id)), remove(shelfItem(row.id))] }),
      );
    } catch (error) {
      const codes = cancellationCodes(error);
      if (codes === undefined) throw error;
      if (!isContention(codes)) throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
    }
  };

const restate =
  (table: Table): RestateQuarantined =>
  async (row, reason, detail) => {
    try {
      await table.client.send(
        new UpdateCommand({
          TableName: table.table,
          Key: shelfItem(row.id),
          UpdateExpression: 'SET #reason = :reason, #detail = :detail',
          ConditionExpression: '#at = :at',
          ExpressionAttributeNames: { '#reason': 'reason', '#detail': 'detail', '#at': 'at' },
          ExpressionAttributeValues: { ':reason': reason, ':detail': detail, ':at': row.at },
        }),
      );
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  };

/** Whether events are still in quarantine, by id. */
export const createStillQuarantined =
  (table: Table) =>
  async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = await getItems(table, ids.map(shelfItem), { consistent: true });
    return new Set(ids.filter((id) => found.find(shelfItem(id)) !== undefined));
  };

/** The quarantine as it is worked off. */
export const createQuarantineShelf = (table: Table) => ({
  listQuarantined: list(table),
  loadQuarantined: load(table),
  settleQuarantined: settle(table),
  restateQuarantined: restate(table),
});
