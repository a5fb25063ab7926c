import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { SHARDS } from '../../../contracts/names';
import { countAll, partition, queryAll } from './query-all';

/** How far everybody has been evaluated by a set of definitions. */
export interface ReviewProgress {
  readonly startedAt: string;
  /** Undefined while it goes on. */
  readonly doneAt?: string;
  /** Shards of 64 that are done. */
  readonly shards: number;
  readonly persons: number;
  readonly changed: number;
}

/** Who is in which segment or list, and how far a change of their definitions has come. */
export interface AudienceIndex {
  readonly count: (audience: string) => Promise<number>;
  /** Ids of members (a strand each: no personal data), at most `limit`, in no order that means anything. */
  readonly members: (audience: string, limit: number) => Promise<readonly string[]>;
  /** Undefined where the stage has not met these definitions yet. */
  readonly progress: (hash: string) => Promise<ReviewProgress | undefined>;
}

interface Tables {
  readonly profiles: () => Promise<string>;
  readonly control: string;
}

/** The index items of the profiles table and the progress rows of the control table. */
export const createAudienceIndex = (client: DynamoDBDocumentClient, { profiles, control }: Tables): AudienceIndex => ({
  count: async (audience) => {
    const table = await profiles();
    const counts = await Promise.all(shardKeys(audience).map((pk) => countAll(client, partition(table, pk))));
    return counts.reduce((sum, count) => sum + count, 0);
  },
  members: async (audience, limit) => {
    const table = await profiles();
    const found: string[] = [];
    for (const pk of shardKeys(audience)) {
      if (found.length >= limit) break;
      found.push(...(await memberIds(client, table, pk, limit - found.length)));
    }
    return found;
  },
  progress: async (hash) => {
    const key = { pk: 'AUDIENCES', sk: hash };
    const { Item: run } = await client.send(new GetCommand({ TableName: control, Key: key, ConsistentRead: true }));
    if (run === undefined) return undefined;
    const rows = await queryAll(client, { ...partition(control, `AUDIENCES#${hash}`), ConsistentRead: true });
    const sum = (name: string): number => rows.reduce((total, row) => total + Number(row[name]), 0);
    return {
      startedAt: String(run.startedAt),
      ...(run.doneAt === undefined ? {} : { doneAt: String(run.doneAt) }),
      shards: rows.filter(({ done }) => done === true).length,
      persons: sum('persons'),
      changed: sum('changed'),
    };
  },
});

const shardKeys = (audience: string): readonly string[] =>
  Array.from({ length: SHARDS }, (_, shard) => `SEG#${audience}#${shard}`);

const memberIds = async (
  client: DynamoDBDocumentClient,
  table: string,
  pk: string,
  limit: number,
): Promise<readonly string[]> => {
  const { Items: items = [] } = await client.send(new QueryCommand({ ...partition(table, pk), Limit: limit }));
  return items.map(({ sk }) => String(sk));
};
