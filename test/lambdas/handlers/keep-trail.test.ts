import { createAppendTrail } from '../../../lambdas/domain/append-trail';
import { createKeepTrail } from '../../../lambdas/handlers/keep-trail/handler';
import { createMemoryChain } from '../../support/memory-trail';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const fact = (id: string, over: object = {}) => ({
  id,
  kind: 'personal-data.read',
  at: '2026-11-27T12:00:00.000Z',
  by: 'service-desk',
  about: 'sub_1',
  details: { route: 'lookup' },
  ...over,
});
const open = () => {
  const chain = createMemoryChain();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const ports = { ...chain.ports, wallClock: () => new Date('2026-11-27T12:00:01.000Z') };
  const handler = (used: typeof ports) => createKeepTrail({ appendTrail: createAppendTrail(used, 'prod'), log, count });
  return { chain, ports, handler, handle: handler(ports), lines, total };
};
const message = (body: unknown, id: string) => sqsRecord(body, { id });

describe('keep-trail', () => {
  it('keeps a batch as one object, and says how many facts were new', async () => {
    const { chain, handle, total } = open();
    const event = sqsEvent(message(fact('a'), '1'), message(fact('b'), '2'));
    expect(await handle(event)).toEqual({ batchItemFailures: [] });
    expect(await handle(event)).toEqual({ batchItemFailures: [] });
    expect([chain.objects.size, chain.head()?.sequence, total('TrailRecords')]).toEqual([1, 2, 2]);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['of a kind that is none', fact('x', { kind: 'launch.dreamt' })],
    ['without a name', fact('x', { by: undefined })],
    ['with details that are no facts', fact('x', { details: { person: { email: 'a' } } })],
  ])('leaves a message %s to the dead letter queue, and keeps the others', async (_case, body) => {
    const { chain, handle, lines } = open();
    const event = sqsEvent(message(fact('a'), '1'), message(body, '2'), message(fact('b'), '3'));
    expect(await handle(event)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(chain.head()?.sequence).toBe(2);
    expect(lines[0]).toMatchObject({ level: 'error', code: 'trail.message-refused' });
  });

  it('takes out of a message what no fact has', async () => {
    const { chain, handle } = open();
    await handle(sqsEvent(message(fact('a', { email: 'ada@shoppers.test' }), '1')));
    expect([...chain.objects.values()].join('')).not.toContain('shoppers');
  });

  it('gives the whole batch back where it could not be kept', async () => {
    const { ports, handler, total } = open();
    const handle = handler({
      ...ports,
      putBatch: async () => {
        throw new Error('S3 is down.');
      },
    });
    const { batchItemFailures } = await handle(sqsEvent(message(fact('a'), '1'), message(fact('b'), '2')));
    expect([batchItemFailures.map((one) => one.itemIdentifier), total('TrailNotKept')]).toEqual([['1', '2'], 1]);
  });
});
