import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ReadFact } from './customer-api';
import { openQueues } from './queue-client';

/** Messages that wait for a vendor, and those that were put aside. Approximate, as SQS counts. */
export interface WaitingMessages {
  readonly waiting: number;
  readonly deadLetters: number;
}

/** How the parts of a stage are that launches stand on. */
export interface Health {
  readonly messages: (vendor: string) => Promise<WaitingMessages>;
  /** `closed`: requests go to the vendor; `open`: it failed, and is tried now and then; `gone`: it wants no more. */
  readonly circuit: (vendor: string) => Promise<'closed' | 'open' | 'gone'>;
  /** Names of alarms that are on, without the stage's start. */
  readonly alarms: () => Promise<readonly string[]>;
  readonly close: () => void;
}

export interface HealthProps {
  readonly region: string;
  /** Start of the names of the stage's alarms. */
  readonly namesStart: string;
  readonly fact: ReadFact;
  readonly client: DynamoDBDocumentClient;
  /** The control table. */
  readonly table: string;
}

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Reads the health of a stage, under the operator's own rights. */
export const createHealth = ({ region, namesStart, fact, client, table }: HealthProps): Health => {
  const queues = openQueues(region);
  const watch = new CloudWatchClient({ region, maxAttempts: 3 });
  const depth = async (name: string): Promise<number> => {
    const asked = { QueueUrl: await fact(name), AttributeNames: [...COUNTS] };
    const { Attributes: found = {} } = await queues.send(new GetQueueAttributesCommand(asked));
    return COUNTS.reduce((sum, count) => sum + Number(found[count] ?? 0), 0);
  };
  return {
    messages: async (vendor) => {
      const names = [`delivery-queue-url-${vendor}`, `delivery-dead-letter-url-${vendor}`] as const;
      const [waiting, deadLetters] = await Promise.all([depth(names[0]), depth(names[1])]);
      return { waiting, deadLetters };
    },
    circuit: async (vendor) => {
      const asked = { TableName: table, Key: { pk: `CIRCUIT#${vendor}`, sk: 'STATE' }, ConsistentRead: true };
      const { Item: item } = await client.send(new GetCommand(asked));
      return item?.state === 'open' || item?.state === 'gone' ? item.state : 'closed';
    },
    alarms: async () => {
      const names: string[] = [];
      const asked = { AlarmNamePrefix: namesStart, StateValue: 'ALARM' } as const;
      for await (const { MetricAlarms: alarms = [] } of paginateDescribeAlarms({ client: watch }, asked)) {
        for (const { AlarmName: name = '' } of alarms) names.push(name.slice(namesStart.length));
      }
      return names.sort();
    },
    close: () => {
      queues.destroy();
      watch.destroy();
    },
  };
};
