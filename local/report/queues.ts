import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EmbeddedAws } from '../embedded-aws';
import { clientConfig } from '../foundation';

/** Messages waiting in a queue. */
export const queueDepth = async (aws: EmbeddedAws, url: string): Promise<number> => {
  const client = new SQSClient(clientConfig(aws));
  const { Attributes: counts = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  client.destroy();
  return Number(counts.ApproximateNumberOfMessages ?? 0);
};

/** Looks at the quarantine queue without taking anything out: how many events wait there, by reason. */
export const quarantinedByReason = async (aws: EmbeddedAws, url: string): Promise<Record<string, number>> => {
  const client = new SQSClient(clientConfig(aws));
  const reasons = new Map<string, string>();
  for (;;) {
    // Hidden for a few seconds only, so that every message is seen once and all are there again afterwards.
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 5 }),
    );
    const before = reasons.size;
    for (const { MessageId: id = '', Body: body = '{}' } of messages) {
      reasons.set(id, (JSON.parse(body) as { reason?: string }).reason ?? 'unknown');
    }
    if (reasons.size === before) break;
  }
  client.destroy();
  const counts: Record<string, number> = {};
  for (const reason of reasons.values()) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
};
