import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type {
  ForgetOwned,
  ForgetPayloads,
  ForgetValues,
  HashValue,
  ReadIndexed,
  ReadPayload,
  Suppress,
} from '../domain/ports/rights';
import { decode } from './codec';
import { isConditionFailed } from './errors';
import { deleteItems, queryAll } from './keyed-items';
import { isAlive, type Table } from './table';
import { ASIDE, asideItem, hashOf, indexItem, indexKey, OWNED, payloadItem, shelfItem, valueItem } from './vault-items';
import type { VaultDeps } from './vault-tokens';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `V#<owner's token>#<hash>`: neither part holds a `#`. */
const ownerIn = (sk: string): string => sk.slice(OWNED.length).split('#')[0] ?? '';

const readIndexed =
  (table: Table): ReadIndexed =>
  async (hash) => {
    const items = await queryAll(table, indexKey(hash));
    const row = items.find(({ sk }) => sk === indexItem(hash).sk);
    const [token, erasedAt, receipt] = [text(row?.token), text(row?.erasedAt), text(row?.receipt)];
    return {
      ...(token !== undefined && { token }),
      ...(erasedAt !== undefined && { erasedAt }),
      ...(receipt !== undefined && { receipt }),
      owned: items
        .filter(({ sk }) => sk.startsWith(OWNED))
        .map(({ sk, token: of }) => ({ owner: ownerIn(sk), token: String(of) })),
      payloads: items.filter(({ sk }) => sk.startsWith(ASIDE)).map(({ sk }) => sk.slice(ASIDE.length)),
    };
  };

const suppress =
  (table: Table): Suppress =>
  async (hash, was, { erasedAt, receipt }) => {
    const standing = was === undefined ? 'attribute_not_exists(#token)' : '#token = :was';
    try {
      await table.client.send(
        new UpdateCommand({
          TableName: table.table,
          Key: indexItem(hash),
          UpdateExpression: 'SET erasedAt = :at, receipt = :receipt REMOVE #token, kind',
          ConditionExpression: standing,
          ExpressionAttributeNames: { '#token': 'token' },
          ExpressionAttributeValues: {
            ':at': erasedAt,
            ':receipt': receipt,
            ...(was !== undefined && { ':was': was }),
          },
        }),
      );
      return 'suppressed';
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      return (await readIndexed(table)(hash)).receipt === receipt ? 'suppressed' : 'changed';
    }
  };

/** Values before the rows that find them: a crash in between leaves a row that finds nothing. */
const forgetOwned =
  (table: Table): ForgetOwned =>
  async (hash, owner) => {
    const rows = await queryAll(table, indexKey(hash), `${OWNED}${owner}#`);
    await deleteItems(
      table,
      rows.map(({ token }) => valueItem(String(token))),
    );
    await deleteItems(table, rows);
  };

const forgetPayloads =
  (table: Table): ForgetPayloads =>
  async (hash) => {
    const rows = await queryAll(table, indexKey(hash), ASIDE);
    const ids = rows.map(({ sk }) => sk.slice(ASIDE.length));
    await deleteItems(table, [...ids.map(payloadItem), ...ids.map(shelfItem)]);
    await deleteItems(
      table,
      ids.map((id) => asideItem(hash, id)),
    );
  };

const forgetValues =
  (table: Table): ForgetValues =>
  (tokens) =>
    deleteItems(table, tokens.map(valueItem));

const readPayload =
  (table: Table): ReadPayload =>
  async (id) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: payloadItem(id), ConsistentRead: true }),
    );
    return item === undefined || !isAlive(item, table.now()) ? undefined : decode<unknown>(item.payload);
  };

const hashValue =
  ({ vaultKey }: Pick<VaultDeps, 'vaultKey'>): HashValue =>
  async (value) =>
    hashOf(await vaultKey(), value);

/** What export and erasure read of the vault. */
export const createVaultReader = (deps: VaultDeps) => ({
  hashValue: hashValue(deps),
  readIndexed: readIndexed(deps),
  readPayload: readPayload(deps),
});

/** What an erasure does to the vault. */
export const createVaultEraser = (deps: VaultDeps) => ({
  hashValue: hashValue(deps),
  readIndexed: readIndexed(deps),
  suppress: suppress(deps),
  forgetOwned: forgetOwned(deps),
  forgetPayloads: forgetPayloads(deps),
  forgetValues: forgetValues(deps),
});
