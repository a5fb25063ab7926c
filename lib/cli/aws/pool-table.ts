import { randomBytes } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { codeIdOf, FREE, GIVEN_OR_FREE, POOL_BINS, poolKeys } from '../../../contracts/pool-codes';
import { countAll } from './query-all';

/** How many codes a pool was given, and how many of them nobody has. */
export interface PoolStanding {
  readonly added: number;
  readonly left: number;
}

/** `added` by this call, `known` to this pool before, or of `another` launch or pool. */
export type AddEnd = 'added' | 'known' | 'another';

/** Pools of one-use codes of a stage. Codes go in, and are never read from here. */
export interface PoolTable {
  readonly standing: (launch: string, pool: string) => Promise<PoolStanding>;
  /** Whose a code is, without adding it: `added` where it is nobody's. */
  readonly look: (launch: string, pool: string, code: string) => Promise<AddEnd>;
  /** Adds a code, once: to run it again changes nothing, whether the code was given meanwhile or not. */
  readonly add: (launch: string, pool: string, code: string) => Promise<AddEnd>;
}

/**
 * Pools in the engagement table. Whoever adds codes needs `dynamodb:GetItem`, `Query` and `PutItem` on leading keys `POOL#*` and
 * `CODE#*` alone.
 */
export const createPoolTable = (client: DynamoDBDocumentClient, table: () => Promise<string>): PoolTable => {
  const salts = new Map<string, Promise<string>>();
  const saltOf = (launch: string, pool: string): Promise<string> => {
    const key = `${launch}/${pool}`;
    const known = salts.get(key) ?? makeSalt(client, table, launch, pool);
    salts.set(key, known);
    return known;
  };
  const ownerOf = async (code: string): Promise<{ readonly launch?: unknown; readonly pool?: unknown } | undefined> => {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: await table(), Key: poolKeys.owner(code), ConsistentRead: true }),
    );
    return item;
  };
  const look = async (launch: string, pool: string, code: string): Promise<AddEnd> => {
    const owner = await ownerOf(code);
    if (owner === undefined) return 'added';
    return owner.launch === launch && owner.pool === pool ? 'known' : 'another';
  };

  return {
    look,
    standing: async (launch, pool) => {
      const bins = Array.from({ length: POOL_BINS }, (_, bin) => poolKeys.bin(launch, pool, bin));
      const name = await table();
      const count = async (prefix: string): Promise<number> => {
        const counts = await Promise.all(bins.map((pk) => countAll(client, withPrefix(name, pk, prefix))));
        return counts.reduce((sum, one) => sum + one, 0);
      };
      const [added, left] = await Promise.all([count(GIVEN_OR_FREE), count(FREE)]);
      return { added, left };
    },
    add: async (launch, pool, code) => {
      const id = codeIdOf(await saltOf(launch, pool), code);
      const name = await table();
      const item = { code, launch, pool };
      const put = (key: object, content: object) => ({ Put: { TableName: name, Item: { ...key, ...content } } });
      const once = { ConditionExpression: 'attribute_not_exists(pk)' };
      const owner = put(poolKeys.owner(code), { launch, pool, id });
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { ...owner.Put, ...once } },
              put(poolKeys.code(launch, pool, id), item),
              put(poolKeys.free(launch, pool, id), item),
            ],
          }),
        );
        return 'added';
      } catch (error) {
        if (!isRefused(error)) throw error;
        return look(launch, pool, code);
      }
    },
  };
};

const isRefused = (error: unknown): boolean => {
  const { name, CancellationReasons: reasons } = error as {
    readonly name?: string;
    readonly CancellationReasons?: readonly { readonly Code?: string }[];
  };
  return name === 'TransactionCanceledException' && reasons?.[0]?.Code === 'ConditionalCheckFailed';
};

/** A pool's salt is made once, by whoever comes first. */
const makeSalt = async (
  client: DynamoDBDocumentClient,
  table: () => Promise<string>,
  launch: string,
  pool: string,
): Promise<string> => {
  const name = await table();
  const key = poolKeys.pool(launch, pool);
  try {
    await client.send(
      new PutCommand({
        TableName: name,
        Item: { ...key, salt: randomBytes(32).toString('base64url') },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    if ((error as { readonly name?: string }).name !== 'ConditionalCheckFailedException') throw error;
  }
  const { Item: item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  return String(item?.salt);
};

const withPrefix = (table: string, pk: string, prefix: string) => ({
  TableName: table,
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
});
