import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { ReadFact } from './customer-api';
import { openQueues } from './queue-client';

/** One message that was put aside. */
export interface DeadLetter {
  readonly body: string;
  /** When it got there; ISO 8601. */
  readonly at: string;
}

/** Dead letter queues of vendors. */
export interface DeadLetters {
  /**
   * Shows each message of a vendor's dead letter queue once. What `redriven` gives for it is put in the delivery queue, and
   * only then taken out; undefined leaves it where it is. Resolves with how many could not be seen, because somebody else
   * is looking at them or was interrupted in doing so; they show again within five minutes.
   */
  readonly visit: (vendor: string, redriven: (letter: DeadLetter) => string | undefined) => Promise<number>;
}

/** Long enough to look at the whole queue before the first one is seen again. */
const HIDDEN_SECONDS = 300;
/** A queue is spread over many servers: an empty answer does not mean that it is empty. */
const EMPTY_ANSWERS = 3;

/** Opens the dead letter queues of a stage, under the operator's own rights. */
export const createDeadLetters = (region: string, fact: ReadFact): DeadLetters => ({
  visit: async (vendor, redriven) => {
    const [from, to] = await Promise.all([
      fact(`delivery-dead-letter-url-${vendor}`),
      fact(`delivery-queue-url-${vendor}`),
    ]);
    const client = openQueues(region);
    const left: string[] = [];
    const seen = new Set<string>();
    let hidden = 0;
    const visitOne = async ({
      MessageId: id = '',
      Body: body = '',
      ReceiptHandle: handle = '',
      Attributes: facts,
    }: Message) => {
      if (seen.has(id)) return;
      seen.add(id);
      const letter = { body, at: new Date(Number(facts?.SentTimestamp ?? 0)).toISOString() };
      const message = redriven(letter);
      if (message === undefined) {
        left.push(handle);
        return;
      }
      await client.send(new SendMessageCommand({ QueueUrl: to, MessageBody: message }));
      await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: handle }));
    };
    try {
      hidden = await hiddenIn(client, from);
      for (let empty = 0; empty < EMPTY_ANSWERS; ) {
        const messages = await receive(client, from);
        empty = messages.some(({ MessageId: id = '' }) => !seen.has(id)) ? 0 : empty + 1;
        for (const message of messages) await visitOne(message);
      }
    } finally {
      await Promise.all(left.map((handle) => show(client, from, handle)));
      client.destroy();
    }
    return hidden;
  },
});

const hiddenIn = async (client: SQSClient, queue: string): Promise<number> => {
  const { Attributes: facts } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }),
  );
  return Number(facts?.ApproximateNumberOfMessagesNotVisible ?? 0);
};

const receive = async (client: SQSClient, queue: string): Promise<readonly Message[]> => {
  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queue,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: HIDDEN_SECONDS,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return messages;
};

const show = (client: SQSClient, queue: string, handle: string): Promise<unknown> =>
  client.send(new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle: handle, VisibilityTimeout: 0 }));
