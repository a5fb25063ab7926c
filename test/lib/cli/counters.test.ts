import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type BatchGetCommand, DynamoDBDocumentClient, type QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createCounters } from '../../../lib/cli/aws/counters';

const TABLE = 'engagement';
type Key = { readonly pk: string; readonly sk: string };
type Item = Key & Readonly<Record<string, unknown>>;

/** A table that gives a page of two items and leaves every first batch half done; `read`: keys that were asked for. */
const tableOf = (items: readonly Item[]) => {
  const read: string[] = [];
  let batches = 0;
  const send = async (command: BatchGetCommand | QueryCommand) => {
    if ('RequestItems' in command.input) {
      const asked = command.input.RequestItems?.[TABLE]?.Keys ?? [];
      const keys = asked.map(({ pk, sk }): Key => ({ pk: String(pk), sk: String(sk) }));
      read.push(...keys.map(({ pk }) => pk));
      batches += 1;
      const given = batches === 1 ? keys.slice(0, 32) : keys;
      const found = items.filter(({ pk, sk }) => given.some((key) => key.pk === pk && key.sk === sk));
      const left = keys.slice(given.length);
      return { Responses: { [TABLE]: found }, UnprocessedKeys: left.length === 0 ? {} : { [TABLE]: { Keys: left } } };
    }
    const { ExpressionAttributeValues: values, ExclusiveStartKey: start } = command.input as QueryCommand['input'];
    const pk = String(values?.[':pk']);
    read.push(pk);
    const own = items.filter((item) => item.pk === pk);
    const at = Number(start?.at ?? 0);
    return { Items: own.slice(at, at + 2), ...(at + 2 < own.length && { LastEvaluatedKey: { at: at + 2 } }) };
  };
  const client = Object.assign(DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' })), { send });
  return { counters: createCounters(client, async () => TABLE), read };
};

const item = (shard: number, sk: string, counters: Readonly<Record<string, number>>): Item => ({
  pk: `C#coats#${shard}`,
  sk,
  ...counters,
});
const ITEMS = [
  item(0, 'COUNTERS', { exposed: 3, 'goal.treated': 1 }),
  item(0, 'PART#offer.ten', { 'reached.email': 3 }),
  item(0, 'PART#times', { 'treated.1d': 1 }),
  item(63, 'COUNTERS', { exposed: 4 }),
  item(63, 'PART#offer.ten', { 'reached.app': 2, 'reached.email': 2 }),
  { ...item(1, 'COUNTERS', { exposed: 100 }), pk: 'C#tea#1' },
];

describe('counters of a launch', () => {
  it('are the sums of all shards, what a batch left over included', async () => {
    const { counters } = tableOf(ITEMS);
    expect(await counters.read('coats')).toEqual({ exposed: 7, 'goal.treated': 1 });
  });

  it('come with their parts, over all pages', async () => {
    const { counters } = tableOf(ITEMS);
    expect(await counters.readAll('coats')).toEqual({
      counters: { exposed: 7, 'goal.treated': 1 },
      parts: { 'offer.ten': { 'reached.app': 2, 'reached.email': 5 }, times: { 'treated.1d': 1 } },
    });
  });

  it('are read under keys of counters alone', async () => {
    const { counters, read } = tableOf(ITEMS);
    await counters.read('coats');
    await counters.readAll('coats');
    expect(read.length).toBeGreaterThan(127);
    expect(read.filter((pk) => !pk.startsWith('C#coats#'))).toEqual([]);
  });
});
