import { type DeleteMessageBatchCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createTidyQueue } from '../../../lambdas/stores/tidy-queue.sqs';

/** A queue that hides what was received, as SQS does. */
const queueOf = (bodies: readonly string[]) => {
  const visible = bodies.map((Body, at) => ({ Body, ReceiptHandle: `r${at}` }));
  const hidden: typeof visible = [];
  const send = async (command: unknown): Promise<unknown> => {
    if (command instanceof ReceiveMessageCommand) {
      const Messages = visible.splice(0, command.input.MaxNumberOfMessages);
      hidden.push(...Messages);
      return { Messages };
    }
    const { Entries = [] } = (command as DeleteMessageBatchCommand).input;
    for (const { ReceiptHandle } of Entries) {
      hidden.splice(
        hidden.findIndex((message) => message.ReceiptHandle === ReceiptHandle),
        1,
      );
    }
    return {};
  };
  return { client: { send } as never, left: () => [...visible, ...hidden].map(({ Body }) => Body) };
};
const pointer = (id: string): string => JSON.stringify({ id, reason: 'malformed' });

describe('createTidyQueue', () => {
  it('takes out pointers whose events are gone, and nothing else', async () => {
    const bodies = [...Array.from({ length: 25 }, (_, at) => pointer(`e${at}`)), 'no pointer', '{"id":7}'];
    const { client, left } = queueOf(bodies);
    const tidy = createTidyQueue({
      client,
      url: 'queue',
      stillQuarantined: async (ids) => new Set(ids.filter((id) => id === 'e3' || id === 'e24')),
    });

    expect(await tidy()).toEqual({ removed: 23, left: 4 });
    expect(left().sort()).toEqual([pointer('e24'), pointer('e3'), 'no pointer', '{"id":7}'].sort());
  });
});
