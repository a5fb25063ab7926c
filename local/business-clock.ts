import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { EmbeddedAws } from './embedded-aws';
import { clientConfig } from './foundation';

/** The clock that business rules go by in stage `local`; whoever replays a week moves it, and it never goes back. */
export interface BusinessClock {
  /** Epoch milliseconds; the machine's time until the clock is first set. */
  readonly now: () => number;
  /** Moves the clock forward; an earlier time changes nothing. */
  readonly moveTo: (ms: number) => Promise<void>;
}

/** Opens the clock kept in a control table. */
export const openBusinessClock = (aws: EmbeddedAws, controlTable: string): BusinessClock => {
  const client = new DynamoDBClient(clientConfig(aws));
  let current: number | undefined;
  return {
    now: () => current ?? Date.now(),
    moveTo: async (ms) => {
      if (current !== undefined && ms <= current) return;
      await client.send(
        new PutItemCommand({
          TableName: controlTable,
          Item: { pk: { S: 'CLOCK' }, sk: { S: 'CLOCK' }, now: { S: new Date(ms).toISOString() } },
        }),
      );
      current = ms;
    },
  };
};
