import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type {
  BeginReview,
  EndReview,
  LoadProgress,
  ReviewProgress,
  ReviewRun,
  SaveProgress,
} from '../domain/ports/reviews';
import { type Key, putIf, type Table } from './table';

const runItem = (hash: string): Key => ({ pk: 'AUDIENCES', sk: hash });
const progressKey = (hash: string): string => `AUDIENCES#${hash}`;
const progressItem = (hash: string, shard: number): Key => ({
  pk: progressKey(hash),
  sk: String(shard).padStart(2, '0'),
});

const readRun = async ({ client, table }: Table, hash: string): Promise<ReviewRun | undefined> => {
  const { Item: item } = await client.send(
    new GetCommand({ TableName: table, Key: runItem(hash), ConsistentRead: true }),
  );
  if (item === undefined) return undefined;
  const { startedAt, doneAt } = item;
  return { hash, startedAt: String(startedAt), ...(doneAt === undefined ? {} : { doneAt: String(doneAt) }) };
};

const beginReview =
  (table: Table): BeginReview =>
  async (hash, at) => {
    const standing = await readRun(table, hash);
    if (standing !== undefined) return standing;
    await putIf(table, { ...runItem(hash), startedAt: at }, { ConditionExpression: 'attribute_not_exists(pk)' });
    return { hash, startedAt: at };
  };

const endReview =
  ({ client, table }: Table): EndReview =>
  async ({ hash, startedAt, doneAt }) => {
    await client.send(new PutCommand({ TableName: table, Item: { ...runItem(hash), startedAt, doneAt } }));
  };

const loadProgress =
  ({ client, table }: Table): LoadProgress =>
  async (hash) => {
    const { Items: items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': progressKey(hash) },
        ConsistentRead: true,
      }),
    );
    return items.map(
      ({ sk, persons, changed, cursor, done, at }): ReviewProgress => ({
        shard: Number(sk),
        persons: Number(persons),
        changed: Number(changed),
        ...(cursor === undefined ? {} : { cursor: String(cursor) }),
        done: done === true,
        at: String(at),
      }),
    );
  };

const saveProgress =
  ({ client, table }: Table): SaveProgress =>
  async (hash, { shard, ...progress }) => {
    await client.send(new PutCommand({ TableName: table, Item: { ...progressItem(hash, shard), ...progress } }));
  };

/** Runs and progress of evaluations by changed definitions, in the control table. 64 rows a run fit into one page. */
export const createReviewProgress = (table: Table) => ({
  beginReview: beginReview(table),
  endReview: endReview(table),
  loadProgress: loadProgress(table),
  saveProgress: saveProgress(table),
});
