import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { PersonalValue, ValuesOf } from '../domain/ports/vault';
import { cancellationCodes, isContention, StoreError } from './errors';
import { getItems, type Key, type Table } from './table';
import { indexItem, newToken, ownedItem, valueItem } from './vault-items';

/** What the index says of an identifier: its token, when it was last erased, both for one who came back, or nothing. */
export interface IndexRow {
  readonly token?: string;
  /** Events that happened up to then stay out for good; ISO 8601. */
  readonly erasedAt?: string;
}

const rowOf = (item: Readonly<Record<string, unknown>> | undefined): IndexRow => ({
  ...(typeof item?.token === 'string' && { token: item.token }),
  ...(typeof item?.erasedAt === 'string' && { erasedAt: item.erasedAt }),
});

/** Rows of many identifiers; eventually consistent, because a row too new to be seen is found by the write that would make it. */
export const readIndexRows = async (
  table: Table,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, IndexRow>> => {
  const found = await getItems(table, hashes.map(indexItem), { consistent: false });
  return new Map(hashes.map((hash) => [hash, rowOf(found.find(indexItem(hash)))]));
};

/** The row of one identifier, strongly consistent. */
export const readIndexRow = async (table: Table, hash: string): Promise<IndexRow> => {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.table, Key: indexItem(hash), ConsistentRead: true }),
  );
  return rowOf(item);
};

type Writes = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>;

/** Writes all or nothing; gives what each write met, or undefined where all were done. Rejects on anything but contention. */
const writeAll = async ({ client }: Table, writes: Writes): Promise<readonly string[] | undefined> => {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: writes }));
    return undefined;
  } catch (error) {
    const codes = cancellationCodes(error);
    if (codes === undefined) throw error;
    if (isContention(codes)) return codes;
    throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
  }
};

const valuePut = (table: Table, token: string, { kind, value }: PersonalValue): Writes[number] => ({
  Put: {
    TableName: table.table,
    Item: { ...valueItem(token), kind, value },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/**
 * Index and value row in one transaction: no value without index, which erasure could not find, and no token without value.
 * Only over a row without token that says what is known of erasures; undefined where it says something else.
 */
export const makeIdentifier = async (
  table: Table,
  hash: string,
  value: PersonalValue,
  { erasedAt }: IndexRow,
): Promise<string | undefined> => {
  const token = newToken();
  const index: Writes[number] = {
    Update: {
      TableName: table.table,
      Key: indexItem(hash),
      UpdateExpression: 'SET #token = :token, kind = :kind',
      ConditionExpression: `attribute_not_exists(#token) AND ${erasedAt === undefined ? 'attribute_not_exists(erasedAt)' : 'erasedAt = :erasedAt'}`,
      ExpressionAttributeNames: { '#token': 'token' },
      ExpressionAttributeValues: {
        ':token': token,
        ':kind': value.kind,
        ...(erasedAt !== undefined && { ':erasedAt': erasedAt }),
      },
    },
  };
  return (await writeAll(table, [index, valuePut(table, token, value)])) === undefined ? token : undefined;
};

/** An identifier under whose token values are kept. */
export interface Owner {
  readonly hash: string;
  readonly token: string;
}

/** Tokens of an owner's values by their hash, as far as there are any; eventually consistent. */
export const readOwned = async (
  table: Table,
  wanted: readonly { readonly owner: Owner; readonly hash: string }[],
): Promise<readonly (string | undefined)[]> => {
  const keys: readonly Key[] = wanted.map(({ owner, hash }) => ownedItem(owner, hash));
  const found = await getItems(table, keys, { consistent: false });
  return keys.map((key) => rowOf(found.find(key)).token);
};

/** Most values of one transaction: two rows each, and the owner's. */
export const MOST_OWNED = 49;

/**
 * Keeps values under their owner, all or none, and only while the owner's token is the one in force: after its erasure nothing
 * is added that nobody would look for. `taken`: another writer was first; `gone`: the owner has another token or none.
 */
export const makeOwned = async (
  table: Table,
  owner: Owner,
  values: ReadonlyMap<string, PersonalValue>,
): Promise<ReadonlyMap<string, string> | 'taken' | 'gone'> => {
  const made = new Map([...values.keys()].map((hash) => [hash, newToken()]));
  const current: Writes[number] = {
    ConditionCheck: {
      TableName: table.table,
      Key: indexItem(owner.hash),
      ConditionExpression: '#token = :token',
      ExpressionAttributeNames: { '#token': 'token' },
      ExpressionAttributeValues: { ':token': owner.token },
    },
  };
  const rows = [...values].flatMap(([hash, value]): Writes => {
    const token = made.get(hash) ?? '';
    const index = {
      TableName: table.table,
      Item: { ...ownedItem(owner, hash), token, kind: value.kind },
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    return [{ Put: index }, valuePut(table, token, value)];
  });
  const codes = await writeAll(table, [current, ...rows]);
  if (codes === undefined) return made;
  return codes[0] === 'ConditionalCheckFailed' ? 'gone' : 'taken';
};

/** Values of tokens; a missing token is absent from the map. Strongly consistent. */
export const valuesOf =
  (table: Table): ValuesOf =>
  async (tokens) => {
    const found = await getItems(table, tokens.map(valueItem), { consistent: true });
    return new Map(
      tokens.flatMap((token) => {
        const value = found.find(valueItem(token))?.value;
        return typeof value === 'string' ? [[token, value] as const] : [];
      }),
    );
  };
