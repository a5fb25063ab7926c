import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { decode } from '../../../lambdas/stores/codec';
import type { QuarantinePointer } from '../../../lambdas/stores/quarantine';
import { clientConfig } from '../../../local/foundation';
import { queuedMessages } from './queues';
import type { World } from './world';

/** What was set aside: the queue's pointer, and the payload it leads to in the vault. */
export interface Found {
  readonly pointer: QuarantinePointer;
  readonly payload: unknown;
  /** Epoch seconds. */
  readonly ttl: number;
}

/** Finds what was set aside of an event; undefined where the queue knows nothing of it. */
export const quarantined = async ({ aws, foundation }: World, messageId: string): Promise<Found | undefined> => {
  const pointers = (await queuedMessages(aws, foundation.quarantineQueue)).map(
    ({ body }) => JSON.parse(body) as QuarantinePointer,
  );
  const pointer = pointers.find((one) => one.messageId === messageId);
  if (pointer === undefined) return undefined;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(aws)));
  const { Item: item } = await client.send(
    new GetCommand({
      TableName: foundation.tables.vault,
      Key: { pk: `Q#${pointer.id}`, sk: 'Q' },
      ConsistentRead: true,
    }),
  );
  client.destroy();
  return { pointer, payload: decode(item?.payload), ttl: Number(item?.ttl) };
};
