import type { DynamoDBStreamEvent } from 'aws-lambda';
import { createAppendTrail } from '../../../lambdas/domain/append-trail';
import { createKeepTrail } from '../../../lambdas/handlers/keep-trail/handler';
import { controlChange } from '../../../lambdas/stores/control-stream';
import { createMemoryChain } from '../../support/memory-trail';
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
const told = (...bodies: readonly unknown[]): DynamoDBStreamEvent => ({
  Records: bodies.map((body, index) => ({
    eventID: `e${index}`,
    dynamodb: {
      Keys: { pk: { S: `TELL#${index}` }, sk: { S: 'FACT' } },
      NewImage: { body: { S: typeof body === 'string' ? body : JSON.stringify(body) } },
    },
  })),
});
const open = () => {
  const chain = createMemoryChain();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const ports = { ...chain.ports, wallClock: () => new Date('2026-11-27T12:00:01.000Z') };
  const handler = (used: typeof ports) =>
    createKeepTrail({ controlChange, appendTrail: createAppendTrail(used, 'prod'), log, count });
  return { chain, ports, handler, handle: handler(ports), lines, total };
};

describe('keep-trail', () => {
  it('keeps a batch as one object, and says how many facts were new', async () => {
    const { chain, handle, total } = open();
    await handle(told(fact('a'), fact('b')));
    await handle(told(fact('a'), fact('b')));
    expect([chain.objects.size, chain.head()?.sequence, total('TrailRecords')]).toEqual([1, 2, 2]);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['of a kind that is none', fact('x', { kind: 'launch.dreamt' })],
    ['without a name', fact('x', { by: undefined })],
    ['with details that are no facts', fact('x', { details: { person: { email: 'a' } } })],
  ])('says so of a row %s, and keeps what is behind it', async (_case, body) => {
    const { chain, handle, lines, total } = open();
    await handle(told(fact('a'), body, fact('b')));
    expect([chain.head()?.sequence, total('TrailNotKept')]).toEqual([2, 1]);
    expect(lines[0]).toMatchObject({ level: 'error', code: 'trail.row-refused' });
  });

  it('takes out of a row what no fact has', async () => {
    const { chain, handle } = open();
    await handle(told(fact('a', { email: 'ada@shoppers.test' })));
    expect([...chain.objects.values()].join('')).not.toContain('shoppers');
  });

  it('gives the whole batch back to the stream where it could not be kept', async () => {
    const { ports, handler } = open();
    const handle = handler({
      ...ports,
      putBatch: async () => {
        throw new Error('S3 is down.');
      },
    });
    await expect(handle(told(fact('a'), fact('b')))).rejects.toThrow('S3 is down.');
  });
});
