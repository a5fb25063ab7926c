import { createRunErasure } from '../../../lambdas/domain/erasure';
import { createEraseCustomer } from '../../../lambdas/handlers/erase-customer/handler';
import { createErasureWorld } from '../../support/erasure-world';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const open = () => {
  const world = createErasureWorld({ vendors: [] });
  const sent: { readonly message: unknown; readonly delay: number }[] = [];
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const ports = {
    ...world.ports,
    wallClock: world.wallClock,
    sendErasure: async (messages: readonly unknown[], delay = 0) => {
      for (const message of messages) sent.push({ message, delay });
    },
  };
  const handle = createEraseCustomer({ runErasure: createRunErasure(ports, world.settings), log, count });
  return { world, handle, sent, lines, total };
};
const go = (receipt: string, receives = 1) => sqsEvent(sqsRecord({ kind: 'continue', receipt }, { receives }));

describe('erase-customer', () => {
  it('goes on as far as it can, comes back when it may go on, and says once when it is done', async () => {
    const { world, handle, sent, lines, total } = open();
    const { receipt } = await world.erase('email', 'ada@shoppers.test');
    await handle(go(receipt));
    expect(sent).toEqual([{ message: { kind: 'continue', receipt }, delay: 90 }]);
    expect([lines.at(-1)?.facts, total('ErasuresDone')]).toEqual([{ receipt, step: 'settle' }, 0]);
    world.later(90);
    await handle(go(receipt));
    expect([sent.length, lines.at(-1)?.facts, total('ErasuresDone')]).toEqual([1, { receipt, step: 'done' }, 1]);
  });

  it('tells the audit trail of the receipt when it is done, as one fact however often it is told', async () => {
    const { world, handle } = open();
    const { receipt } = await world.erase('email', 'ada@shoppers.test');
    await handle(go(receipt));
    expect(world.trail.facts).toEqual([]);
    world.later(90);
    await handle(go(receipt));
    // Brought again: whether the first telling got through nobody knows.
    await handle(go(receipt));
    const { signature, finishedAt } = await world.receipt(receipt);
    const [first, again] = world.trail.facts;
    expect(first).toMatchObject({
      id: `erasure:${receipt}:done`,
      kind: 'erasure.done',
      at: finishedAt,
      about: receipt,
      details: { type: 'email', signature: signature?.value },
    });
    expect(again).toEqual(first);
    expect(JSON.stringify(first)).not.toMatch(/shoppers|tok_/);
  });

  it('is not done with the message while the audit trail does not take it', async () => {
    const { world, handle } = open();
    const { receipt } = await world.erase('email', 'ada@shoppers.test');
    await handle(go(receipt));
    world.later(90);
    world.trail.breakDown();
    expect((await handle(go(receipt))).batchItemFailures).toHaveLength(1);
    expect((await world.receipt(receipt)).step).toBe('done');
  });

  it('counts in the receipt how often it was tried again', async () => {
    const { world, handle } = open();
    const { receipt } = await world.erase('email', 'ada@shoppers.test');
    await handle(go(receipt, 3));
    expect((await world.receipt(receipt)).retries).toBe(1);
  });

  it.each([
    ['of an erasure that nobody asked for', { kind: 'continue', receipt: 'era_none' }],
    ['with a report, which is another function’s', { source: 'tandem.gateway', 'detail-type': 'Erasure Reported' }],
    ['with late strands, which are another function’s', { receipt: 'era_1', strands: [] }],
    ['that is none', 'no json'],
  ])('leaves a message %s to the dead letter queue', async (_case, message) => {
    const { handle } = open();
    expect((await handle(sqsEvent(sqsRecord(message)))).batchItemFailures).toHaveLength(1);
  });
});
