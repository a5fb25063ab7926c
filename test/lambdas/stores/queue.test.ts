import type { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { HeldRequest } from '../../../lambdas/domain/ports/queues';
import { createSendLater } from '../../../lambdas/stores/delivery-queue.sqs';
import { createSendMessages } from '../../../lambdas/stores/queue.sqs';
import { messageRequest } from '../../support/decision-fixtures';
import { createMemoryQueue } from '../../support/memory-queue';

const createQueue = (failing: (call: number, bodies: readonly string[]) => readonly string[]) => {
  const calls: { body: string; delay: number | undefined }[][] = [];
  const send = async ({ input }: SendMessageBatchCommand) => {
    const entries = input.Entries ?? [];
    calls.push(entries.map(({ MessageBody, DelaySeconds }) => ({ body: MessageBody ?? '', delay: DelaySeconds })));
    const refused = failing(
      calls.length,
      entries.map(({ MessageBody }) => MessageBody ?? ''),
    );
    return {
      Failed: entries.filter(({ MessageBody }) => refused.includes(MessageBody ?? '')).map(({ Id }) => ({ Id })),
    };
  };
  const retry = { sleep: async () => undefined, random: () => 0 };
  return { calls, send: createSendMessages({ client: { send } as never, url: 'https://queue', retry }) };
};

describe('sending messages', () => {
  it('sends ten a call, as JSON, with the delay asked for', async () => {
    const { calls, send } = createQueue(() => []);
    await send(
      Array.from({ length: 12 }, (_, id) => ({ id })),
      30,
    );
    expect(calls.map((call) => call.length)).toEqual([10, 2]);
    expect(calls[0]?.[0]).toEqual({ body: '{"id":0}', delay: 30 });
  });

  it('sends refused messages again, and only those', async () => {
    const { calls, send } = createQueue((call) => (call === 1 ? ['"b"'] : []));
    await send(['a', 'b', 'c']);
    expect(calls.map((call) => call.map(({ body }) => body))).toEqual([['"a"', '"b"', '"c"'], ['"b"']]);
  });

  it('rejects when a message is refused again and again', async () => {
    const { send } = createQueue(() => ['"b"']);
    await expect(send(['a', 'b'])).rejects.toMatchObject({ code: 'queue.refused', retryable: true });
  });
});

describe('putting a request off', () => {
  const held: HeldRequest = { request: messageRequest({ vendor: 'mailhub' }), hop: 1, trace: 'Root=1' };

  it('puts it in its vendor’s queue, delayed by fifteen minutes at most', async () => {
    const queue = createMemoryQueue();
    const later = createSendLater((vendor) => (vendor === 'mailhub' ? queue.send : undefined));
    await later(held, 5);
    await later(held, 5000);
    expect(queue.messages()).toEqual([
      { body: held, delaySeconds: 5 },
      { body: held, delaySeconds: 900 },
    ]);
  });

  it('rejects for a vendor that has no queue', async () => {
    const later = createSendLater(() => undefined);
    await expect(later(held, 5)).rejects.toMatchObject({ code: 'queue.refused' });
  });
});
