import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { messageRequests } from '../../../../lambdas/domain/emit';
import type { DeadReason, HeldRequest } from '../../../../lambdas/domain/ports/queues';
import { clientConfig } from '../../../../local/foundation';
import { heldRequests } from '../../../support/e2e/queues';
import { until } from '../../../support/e2e/until';
import { emailOf } from '../../../support/e2e/world';
import { enters, LAUNCH } from './decisions';
import type { Stage } from './stage';

const VENDOR = 'mailhub';
/** Enough for the circuit of mailhub's file to open. */
const FAILURES = 5;
/** mailhub's circuit counts by the minute: in one that began with what others sent, five failures would be too few. */
const WINDOW_MS = 60_000;
/** A message that failed twice before the circuit opened waits for five minutes by the schedule. */
const VENDOR_BACK = 480;

/** A vendor that is busy, one that fails, and what was put aside. */
export const deliveries = (stage: Stage): void => {
  const queue = (): string => stage().world.foundation.workQueues.DeliveryMailhub ?? '';
  const messagesFor = async (count: number): Promise<readonly string[]> => {
    const { world, cast } = stage();
    const calls = Array.from({ length: count }, () => enters(cast.treated()));
    await world.send('mobile-app', calls);
    const decided = await Promise.all(calls.map((call) => world.decisionFor('mobile-app', call)));
    return decided.map((decision) => emailOf(decision, LAUNCH));
  };
  const circuit = async () => (await stage().world.stores.loadCircuit(VENDOR))?.state;

  it('asks a busy vendor again when it says, under the same id', async () => {
    const { world } = stage();
    world.vendors.failNext(1, 429, '3');
    const [messageId = ''] = await messagesFor(1);

    expect(await world.ended(messageId)).toMatchObject({ state: 'delivered', status: 202, attempts: 2 });
    expect(world.messages.filter((sent) => sent.messageId === messageId)).toHaveLength(1);
  });

  it('leaves a vendor alone that fails, and its messages wait', async () => {
    const { world } = stage();
    await sleep(WINDOW_MS - (Date.now() % WINDOW_MS));
    world.vendors.failNext(1000, 503);
    const failed = await messagesFor(FAILURES);
    await until('the circuit is open', async () => (await circuit()) === 'open');

    const [late = ''] = await messagesFor(1);
    await until('the next message waits, too', async () => (await heldRequests(world.aws, queue())).has(late));
    world.vendors.failNext(0, 503);

    for (const messageId of [...failed, late])
      expect(await world.ended(messageId, VENDOR_BACK)).toMatchObject({ state: 'delivered' });
    expect(await circuit()).toBe('closed');
    const sent = world.messages.map(({ messageId }) => messageId);
    for (const messageId of [...failed, late]) expect(sent.filter((id) => id === messageId)).toHaveLength(1);
  }, 600_000);

  it('sends what was put aside once an operator redrives it, by vendor, launch and reason', async () => {
    const { world, cast } = stage();
    const call = enters(cast.treated());
    await world.send('mobile-app', [call]);
    const [request] = messageRequests(await world.decisionFor('mobile-app', call));
    if (request === undefined) throw new Error('Nothing was requested.');
    await world.ended(request.messageId);
    // As the gateway leaves it behind after days of failures, for which nobody can wait here.
    const messageId = `msg_${randomUUID().slice(0, 22)}`;
    const dead: DeadReason = { reason: 'http-503', status: 503, attempts: 10, at: new Date().toISOString() };
    const held: HeldRequest = { request: { ...request, messageId }, hop: 300, trace: 'trace' };
    const sqs = new SQSClient(clientConfig(world.aws));
    await sqs.send(
      new SendMessageCommand({ QueueUrl: `${queue()}-dlq`, MessageBody: JSON.stringify({ ...held, dead }) }),
    );
    sqs.destroy();

    const meant = ['redrive', 'deliveries', '--vendor', VENDOR, '--launch', LAUNCH, '--reason', 'http-503'];
    await world.deployment.tandem(...meant);
    expect(await world.stores.loadAttempt(messageId)).toBeUndefined();
    await world.deployment.tandem(...meant, '--apply');
    expect(await world.ended(messageId)).toMatchObject({ state: 'delivered', attempts: 1 });
  });
};
