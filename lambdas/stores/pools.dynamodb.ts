import { randomInt } from 'node:crypto';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { NextCode } from '../../contracts/decision';
import { type CodeOwner, FREE, POOL_BINS, poolKeys } from '../../contracts/pool-codes';
import type { ListFree, LoadCode } from '../domain/ports/pools';
import type { Item, Table } from './table';

/** Where no id begins after: ids are base64url, and a place in their order chosen at random keeps callers apart. */
const ALPHABET = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const anywhere = (): string => `${FREE}${ALPHABET.charAt(randomInt(ALPHABET.length))}${ALPHABET.charAt(randomInt(64))}`;

const codeOf = ({ sk, code }: Item): NextCode => ({ id: sk.slice(FREE.length), code: String(code) });

/** Free codes of one bin from a place on; from the beginning where none follows. */
const freeIn = async (
  { client, table }: Table,
  pk: string,
  from: string,
  limit: number,
): Promise<readonly NextCode[]> => {
  const answer = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': `${FREE}~` },
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return ((answer.Items ?? []) as Item[]).map(codeOf);
};

/** A bin and a place at random, then that bin from its beginning, then all bins: a pool is empty when all of them are. */
const listFree =
  (table: Table): ListFree =>
  async (launch, pool, wanted) => {
    const bin = randomInt(POOL_BINS);
    const keyOf = (one: number): string => poolKeys.bin(launch, pool, one);
    const after = await freeIn(table, keyOf(bin), anywhere(), wanted);
    if (after.length > 0) return after;
    const bins = Array.from({ length: POOL_BINS }, (_, one) => keyOf((bin + one) % POOL_BINS));
    const found = await Promise.all(bins.map((pk) => freeIn(table, pk, FREE, Math.ceil(wanted / POOL_BINS))));
    return found.flat();
  };

const loadCode =
  (table: Table): LoadCode =>
  async ({ launch, pool, id }) => {
    const { Item: item } = await table.client.send(
      new GetCommand({ TableName: table.table, Key: poolKeys.code(launch, pool, id), ConsistentRead: true }),
    );
    return typeof item?.code === 'string' ? item.code : undefined;
  };

/** The part of a decision's transaction in which a code ceases to be free: of two decisions, one gives it. */
export const codeClaim = (table: Table, { launch, pool, id }: CodeOwner) => ({
  Delete: {
    TableName: table.table,
    Key: poolKeys.free(launch, pool, id),
    ConditionExpression: 'attribute_exists(pk)',
  },
});

/** Pools of one-use codes, in the engagement table. */
export const createPools = (table: Table) => ({ listFree: listFree(table), loadCode: loadCode(table) });
