import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { BusEvent } from '../../../contracts/event';
import { clientConfig } from '../../../local/foundation';
import type { Running } from '../../../local/run';

/** A reader of the bus that a scenario adds: keeps every event of some names, until it is taken away. */
export interface Listener {
  /** Everything that has arrived so far. */
  readonly events: () => Promise<readonly BusEvent[]>;
  readonly stop: () => Promise<void>;
}

const NAME = 'scenario-listener';

/** Adds a rule and a queue beside the platform's own. */
export const listenTo = async (
  { aws, foundation: { busName } }: Pick<Running, 'aws' | 'foundation'>,
  names: readonly string[],
): Promise<Listener> => {
  const [bus, sqs] = [new EventBridgeClient(clientConfig(aws)), new SQSClient(clientConfig(aws))];
  const { QueueUrl: queueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: NAME }));
  const { Attributes: attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  const pattern = JSON.stringify({ source: ['tandem.resolved'], 'detail-type': names });
  await bus.send(new PutRuleCommand({ Name: NAME, EventBusName: busName, EventPattern: pattern }));
  const target = { Id: NAME, Arn: attributes?.QueueArn ?? '' };
  await bus.send(new PutTargetsCommand({ Rule: NAME, EventBusName: busName, Targets: [target] }));

  const kept: BusEvent[] = [];
  const receive = async (): Promise<number> => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }),
    );
    for (const { Body: body = '{}' } of messages) {
      const { source, 'detail-type': detailType, detail } = JSON.parse(body);
      kept.push({ source, detailType, detail });
    }
    return messages.length;
  };
  return {
    events: async () => {
      while ((await receive()) > 0);
      return kept;
    },
    stop: async () => {
      await bus.send(new RemoveTargetsCommand({ Rule: NAME, EventBusName: busName, Ids: [NAME] }));
      await bus.send(new DeleteRuleCommand({ Name: NAME, EventBusName: busName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
      bus.destroy();
      sqs.destroy();
    },
  };
};
