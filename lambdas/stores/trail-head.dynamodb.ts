import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_DAYS } from '../../contracts/kept-items';
import type { ReadTrailHead, SettleBatch, SettledFacts } from '../domain/ports/trail';
import { cancellationCodes, isContention } from './errors';
import { daysFrom, getItems, type Key, type Table } from './table';

const HEAD: Key = { pk: 'TRAIL', sk: 'HEAD' };
const markItem = (fact: string): Key => ({ pk: `TRAIL#${fact}`, sk: 'MARK' });

const readTrailHead =
  ({ client, table }: Table): ReadTrailHead =>
  async () => {
    const { Item: item } = await client.send(new GetCommand({ TableName: table, Key: HEAD, ConsistentRead: true }));
    return item === undefined ? undefined : { sequence: Number(item.sequence), hash: String(item.hash) };
  };

const settledFacts =
  (table: Table): SettledFacts =>
  async (ids) => {
    const found = await getItems(table, ids.map(markItem), { consistent: true });
    return new Set(ids.filter((id) => found.find(markItem(id)) !== undefined));
  };

const settleBatch =
  ({ client, table, now }: Table): SettleBatch =>
  async (was, records) => {
    const last = records.at(-1);
    if (last === undefined) return 'settled';
    const ttl = daysFrom(now(), KEPT_DAYS.trailMarks);
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName: table,
                Item: { ...HEAD, sequence: last.sequence, hash: last.hash, at: last.recordedAt },
                ...stillAt(was.sequence, was.hash),
              },
            },
            ...records.map(({ id, sequence }) => ({
              Put: { TableName: table, Item: { ...markItem(id), sequence, ttl } },
            })),
          ],
        }),
      );
      return 'settled';
    } catch (error) {
      const codes = cancellationCodes(error);
      if (codes === undefined || !isContention(codes)) throw error;
      return 'conflict';
    }
  };

/** The head is where it was read; before the first record there is none. */
const stillAt = (sequence: number, hash: string) =>
  sequence === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#sequence = :sequence AND #hash = :hash',
        ExpressionAttributeNames: { '#sequence': 'sequence', '#hash': 'hash' },
        ExpressionAttributeValues: { ':sequence': sequence, ':hash': hash },
      };

/** Where the trail ends and what is in it, in the control table, under keys that only the trail's keeper writes. */
export const createTrailHead = (table: Table) => ({
  readTrailHead: readTrailHead(table),
  settledFacts: settledFacts(table),
  settleBatch: settleBatch(table),
});
