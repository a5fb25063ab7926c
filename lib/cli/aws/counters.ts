import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SHARDS } from '../../../contracts/names';
import { partition, queryAll } from './query-all';

type Sums = Readonly<Record<string, number>>;

/** The counters of a launch, and those that lie apart by their part; each summed over all shards. */
export interface LaunchSums {
  readonly counters: Sums;
  readonly parts: Readonly<Record<string, Sums>>;
}

/** What launches have done, counted. Eventually consistent; empty where nothing was counted. */
export interface LaunchCounters {
  /** The counters that every reader needs. */
  readonly read: (launch: string) => Promise<Sums>;
  /** Those, and the parts that only results need. */
  readonly readAll: (launch: string) => Promise<LaunchSums>;
}

const TRIES = 6;
const PART = 'PART#';
const shardKeys = (launch: string): readonly string[] =>
  Array.from({ length: SHARDS }, (_, shard) => `C#${launch}#${shard}`);

/**
 * Counters in the engagement table. Whoever reads them needs `dynamodb:BatchGetItem` and `dynamodb:Query` on leading keys
 * `C#*` alone: they hold nothing of a person.
 */
export const createCounters = (client: DynamoDBDocumentClient, table: () => Promise<string>): LaunchCounters => ({
  read: async (launch) => {
    const name = await table();
    const sums: Record<string, number> = {};
    let wanted: Record<string, unknown>[] = shardKeys(launch).map((pk) => ({ pk, sk: 'COUNTERS' }));
    for (let attempt = 0; wanted.length > 0; attempt += 1) {
      if (attempt === TRIES) throw new Error(`The counters of ${launch} are asked for too often: try again.`);
      const answer = await client.send(new BatchGetCommand({ RequestItems: { [name]: { Keys: wanted } } }));
      for (const item of answer.Responses?.[name] ?? []) add(sums, item);
      wanted = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    }
    return sums;
  },
  readAll: async (launch) => {
    const name = await table();
    const counters: Record<string, number> = {};
    const parts: Record<string, Record<string, number>> = {};
    const items = await Promise.all(shardKeys(launch).map((pk) => queryAll(client, partition(name, pk))));
    for (const item of items.flat()) {
      const sk = String(item.sk);
      if (!sk.startsWith(PART)) add(counters, item);
      else {
        const part = sk.slice(PART.length);
        const sums = parts[part] ?? {};
        add(sums, item);
        parts[part] = sums;
      }
    }
    return { counters, parts };
  },
});

type Item = Readonly<Record<string, unknown>>;

const add = (sums: Record<string, number>, item: Item): void => {
  for (const [name, value] of Object.entries(item)) {
    if (typeof value === 'number') sums[name] = (sums[name] ?? 0) + value;
  }
};
