import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { KEPT_DAYS } from '../../contracts/kept-items';
import { SHARDS } from '../../contracts/names';
import type { Counters, CountOnce, PartCounters, ReadCounters, ReadUsed } from '../domain/ports/counters';
import { budgetItem, counterPartItem, countersItem, countMark } from './engagement-items';
import { cancellationCodes, isContention, StoreError } from './errors';
import { backOff } from './pause';
import { shardOf } from './shard';
import { absentOrExpired, daysFrom, getItems, type Item, type Key, type Table } from './table';

const TRIES = 6;

/** Counter names carry dots, which expressions would read as paths. */
const addition = (counters: Counters) => {
  const entries = Object.entries(counters);
  return {
    UpdateExpression: `ADD ${entries.map((_, index) => `#n${index} :n${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#n${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], index) => [`:n${index}`, value])),
  };
};

const countNow = async (
  table: Table,
  eventId: string,
  launch: string,
  counters: Counters,
  parts: PartCounters,
): Promise<'counted' | 'duplicate' | 'contended'> => {
  const mark = {
    TableName: table.table,
    Item: { ...countMark(eventId), ttl: daysFrom(table.now(), KEPT_DAYS.countMarks) },
    ...absentOrExpired(table.now()),
  };
  const shard = shardOf(eventId);
  const sums = [
    { Key: countersItem(launch, shard), ...addition(counters) },
    ...Object.entries(parts).map(([part, own]) => ({ Key: counterPartItem(launch, shard, part), ...addition(own) })),
  ].map((sum) => ({ Update: { TableName: table.table, ...sum } }));
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: [{ Put: mark }, ...sums] }));
    return 'counted';
  } catch (error) {
    const codes = cancellationCodes(error);
    if (codes === undefined) throw error;
    if (codes[0] === 'ConditionalCheckFailed') return 'duplicate';
    if (isContention(codes)) return 'contended';
    throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
  }
};

const countOnce =
  (table: Table): CountOnce =>
  async (eventId, launch, counters, parts = {}) => {
    if (Object.keys(counters).length === 0) return 'counted';
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const outcome = await countNow(table, eventId, launch, counters, parts);
      if (outcome !== 'contended') return outcome;
      await backOff(table.retry, attempt);
    }
    throw new StoreError('store.throttled', 'CountOnce', true);
  };

const readCounters =
  (table: Table): ReadCounters =>
  async (launch) => {
    const keys = shardsOf(launch);
    return summed(keys, await getItems(table, keys, { consistent: false }));
  };

/** Counters and what is set aside, in one round. */
const readUsed =
  (table: Table): ReadUsed =>
  async (launch) => {
    const keys = shardsOf(launch);
    const found = await getItems(table, [...keys, budgetItem(launch)], { consistent: false });
    return { counters: summed(keys, found), setAside: Number(found.find(budgetItem(launch))?.setAside ?? 0) };
  };

const shardsOf = (launch: string): readonly Key[] =>
  Array.from({ length: SHARDS }, (_, shard) => countersItem(launch, shard));

const summed = (keys: readonly Key[], found: { find(key: Key): Item | undefined }): Counters => {
  const sums: Record<string, number> = {};
  for (const key of keys) {
    for (const [name, value] of Object.entries(found.find(key) ?? {})) {
      if (typeof value === 'number') sums[name] = (sums[name] ?? 0) + value;
    }
  }
  return sums;
};

/** Sharded counters of launches, in the engagement table. */
export const createCounterStore = (table: Table) => ({
  countOnce: countOnce(table),
  readCounters: readCounters(table),
  readUsed: readUsed(table),
});
