import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { WallClock } from '../domain/ports/clocks';
import { CLIENT_CONFIG } from './aws-client';
import { isConditionFailed, StoreError } from './errors';
import { chunked } from './parallel';
import { backOff, type Retry, realRetry } from './pause';

/** Every table has the same two keys. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}
export type Item = Key & Readonly<Record<string, unknown>>;

/** What an adapter of a table needs. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /** Time-to-live is compared on every read: expired items stay until they are swept. */
  readonly now: WallClock;
  readonly retry: Retry;
}

/** A client with short timeouts: a function must fail before its own time is up, so that the queue sends again. */
const createDocumentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(CLIENT_CONFIG), { marshallOptions: { removeUndefinedValues: true } });

let shared: DynamoDBDocumentClient | undefined;
/** A table of the function's environment; all of a function's tables share one client and its connections. */
export const openTable = (table: string): Table => {
  shared ??= createDocumentClient();
  return { client: shared, table, now: () => new Date(), retry: realRetry };
};

const DAY = 86_400;
/** Epoch seconds of a time-to-live. */
export const daysFrom = (now: Date, days: number): number => Math.floor(now.getTime() / 1000) + days * DAY;
export const epochSeconds = (now: Date): number => Math.floor(now.getTime() / 1000);

/** Whether an item still counts. */
export const isAlive = (item: Readonly<Record<string, unknown>>, now: Date): boolean =>
  typeof item.ttl !== 'number' || item.ttl > epochSeconds(now);

/** Condition under which a mark may be set: there is none, or it has run out and waits to be swept. */
export const absentOrExpired = (now: Date) =>
  ({
    ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':now': epochSeconds(now) },
  }) as const;

/** A condition of a write, as the SDK wants it. */
export interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/** Attribute that tells one write of an item from another. */
const WRITE = 'write';

/**
 * Puts an item if the condition holds; false if not. The SDK sends a call again whose answer got lost: what then stands in
 * the way is our own item, told by its write id, and that is a success.
 */
export const putIf = async ({ client, table }: Table, item: Item, condition: Condition): Promise<boolean> => {
  const write = randomUUID();
  try {
    await client.send(
      new PutCommand({
        TableName: table,
        Item: { ...item, [WRITE]: write },
        ...condition,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const standing = (error as { Item?: Record<string, { S?: string } | string> }).Item?.[WRITE];
    return (typeof standing === 'string' ? standing : standing?.S) === write;
  }
};

const BATCH = 100;
const TRIES = 6;

const getChunk = async (table: Table, keys: readonly Key[], consistent: boolean): Promise<readonly Item[]> => {
  const found: Item[] = [];
  let wanted: readonly Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let attempt = 0; wanted.length > 0; attempt += 1) {
    if (attempt === TRIES) throw new StoreError('store.throttled', 'BatchGetItem', true);
    if (attempt > 0) await backOff(table.retry, attempt);
    const answer = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.table]: { Keys: [...wanted], ConsistentRead: consistent } } }),
    );
    found.push(...((answer.Responses?.[table.table] ?? []) as Item[]));
    wanted = answer.UnprocessedKeys?.[table.table]?.Keys ?? [];
  }
  return found;
};

const keyText = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** Living items of the keys, by `find`; in one round for up to a hundred keys. What does not exist is absent. */
export const getItems = async (
  table: Table,
  keys: readonly Key[],
  { consistent }: { readonly consistent: boolean },
): Promise<{ find(key: Key): Item | undefined }> => {
  const unique = [...new Map(keys.map((key) => [keyText(key), key])).values()];
  const chunks = await Promise.all(chunked(unique, BATCH).map((chunk) => getChunk(table, chunk, consistent)));
  const now = table.now();
  const items = new Map(chunks.flat().flatMap((item) => (isAlive(item, now) ? [[keyText(item), item] as const] : [])));
  return { find: (key) => items.get(keyText(key)) };
};
