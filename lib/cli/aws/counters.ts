import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SHARDS } from '../../../contracts/names';
import type { ReadFact } from './customer-api';

/** What launches have done, counted. */
export interface Counters {
  /** The counters of a launch, summed over all shards; empty where nothing was counted. Eventually consistent. */
  readonly read: (launch: string) => Promise<Readonly<Record<string, number>>>;
}

const TRIES = 6;

/**
 * Counters in the engagement table. Whoever reads them needs `dynamodb:BatchGetItem` on leading keys `C#*` alone: they hold
 * nothing of a person.
 */
export const createCounters = (client: DynamoDBDocumentClient, fact: ReadFact): Counters => ({
  read: async (launch) => {
    const table = await fact('engagement-table');
    const sums: Record<string, number> = {};
    let wanted: Record<string, unknown>[] = Array.from({ length: SHARDS }, (_, shard) => ({
      pk: `C#${launch}#${shard}`,
      sk: 'COUNTERS',
    }));
    for (let attempt = 0; wanted.length > 0; attempt += 1) {
      if (attempt === TRIES) throw new Error(`The counters of ${launch} are asked for too often: try again.`);
      const answer = await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted } } }));
      for (const item of answer.Responses?.[table] ?? []) add(sums, item);
      wanted = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return sums;
  },
});

const add = (sums: Record<string, number>, item: Readonly<Record<string, unknown>>): void => {
  for (const [name, value] of Object.entries(item)) {
    if (typeof value === 'number') sums[name] = (sums[name] ?? 0) + value;
  }
};
