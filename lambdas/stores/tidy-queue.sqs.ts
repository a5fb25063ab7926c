import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { isFields } from '../domain/call';
import { jsonOf } from '../domain/json-text';
import type { TidyQueue } from '../domain/ports/redrive';
import { own } from '../domain/record';

export interface TidyQueueDeps {
  readonly client: Pick<SQSClient, 'send'>;
  readonly url: string;
  /** Which of these ids are still in quarantine. */
  readonly stillQuarantined: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Receipts of one run; what it has seen stays hidden from it for so many seconds. */
const MOST_RECEIPTS = 200;
const HIDDEN_SECONDS = 120;

/** Receives the queue's pointers and deletes those whose events are gone; what is no pointer stays for people to look at. */
export const createTidyQueue =
  ({ client, url, stillQuarantined }: TidyQueueDeps): TidyQueue =>
  async () => {
    let [removed, left] = [0, 0];
    for (let receipt = 0; receipt < MOST_RECEIPTS; receipt += 1) {
      const { Messages: messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: HIDDEN_SECONDS }),
      );
      if (messages.length === 0) break;
      const pointers = messages.map(({ Body: body = '', ReceiptHandle }) => ({ id: idIn(body), ReceiptHandle }));
      const still = await stillQuarantined([...new Set(pointers.flatMap(({ id }) => id ?? []))]);
      const gone = pointers.filter(({ id }) => id !== undefined && !still.has(id));
      if (gone.length > 0) {
        const Entries = gone.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
      }
      removed += gone.length;
      left += pointers.length - gone.length;
    }
    return { removed, left };
  };

const idIn = (body: string): string | undefined => {
  const pointer = jsonOf(body);
  const id = isFields(pointer) ? own(pointer, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
};
