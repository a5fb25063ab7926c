import type { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../../../contracts/event';
import { createPublishEvents } from '../../../lambdas/stores/bus.eventbridge';

const event = (id: number, filler = '', trace = 'Root=1-2-3'): BusEvent => ({
  source: 'tandem.edge.shop',
  detailType: 'Product Viewed',
  detail: {
    schema: 'Product Viewed/1-0-0',
    messageId: `m${id}`,
    occurredAt: '2026-11-27T12:00:00.000Z',
    receivedAt: '2026-11-27T12:00:00.000Z',
    identifiers: [],
    properties: { filler },
    trace,
  },
});

/** A bus that answers each call by the given rule: which entries fail, or an error for the whole call. */
const createBus = (answer: (ids: readonly string[], call: number) => readonly string[] | Error) => {
  const calls: string[][] = [];
  const pauses: number[] = [];
  const commands: PutEventsCommand[] = [];
  const send = async (command: PutEventsCommand) => {
    commands.push(command);
    const ids = (command.input.Entries ?? []).map(({ Detail }) => JSON.parse(Detail ?? '{}').messageId as string);
    calls.push(ids);
    const failed = answer(ids, calls.length);
    if (failed instanceof Error) throw failed;
    return { Entries: ids.map((id) => (failed.includes(id) ? { ErrorCode: 'ThrottlingException' } : { EventId: id })) };
  };
  const publish = createPublishEvents({
    client: { send } as never,
    busName: 'tandem-test',
    retry: { sleep: async (milliseconds) => void pauses.push(milliseconds), random: () => 0.5 },
  });
  return { publish, calls, pauses, commands };
};
const events = (count: number): BusEvent[] => Array.from({ length: count }, (_, index) => event(index));

describe('publishing on the bus', () => {
  it('sends ten entries a call, with source, name, bus and trace', async () => {
    const { publish, calls, commands } = createBus(() => []);
    expect(await publish(events(23))).toEqual([]);
    expect(calls.map((ids) => ids.length).sort()).toEqual([10, 10, 3].sort());
    expect(commands[0]?.input.Entries?.[0]).toMatchObject({
      EventBusName: 'tandem-test',
      Source: 'tandem.edge.shop',
      DetailType: 'Product Viewed',
      TraceHeader: 'Root=1-2-3',
    });
  });

  it('gives no trace header that is none', async () => {
    const { publish, commands } = createBus(() => []);
    await publish([event(1, '', 'request-1')]);
    expect(commands[0]?.input.Entries?.[0]).not.toHaveProperty('TraceHeader');
  });

  it('keeps a call below 256 KB, counted in bytes', async () => {
    const { publish, calls } = createBus(() => []);
    const filler = 'ü'.repeat(50_000);
    expect(await publish([event(1, filler), event(2, filler), event(3, filler)])).toEqual([]);
    expect(calls).toEqual([['m1', 'm2'], ['m3']]);
  });

  it('sends only the refused entries again, after a pause', async () => {
    const { publish, calls, pauses } = createBus((ids, call) => (call === 1 ? ids.slice(1, 3) : []));
    expect(await publish(events(4))).toEqual([]);
    expect(calls).toEqual([
      ['m0', 'm1', 'm2', 'm3'],
      ['m1', 'm2'],
    ]);
    expect(pauses).toEqual([100]);
  });

  it('gives back the indexes that were refused three times', async () => {
    const { publish, calls } = createBus((ids) => ids.filter((id) => id === 'm2'));
    expect(await publish(events(4))).toEqual([2]);
    expect(calls).toHaveLength(3);
  });

  it('counts a call that failed as a whole as refused', async () => {
    const { publish } = createBus(() => new Error('network'));
    expect(await publish(events(2))).toEqual([0, 1]);
  });

  it('gives back an entry too large for the bus without sending it, and sends the others', async () => {
    const { publish, calls } = createBus(() => []);
    expect(await publish([event(0), event(1, 'x'.repeat(300_000)), event(2)])).toEqual([1]);
    expect(calls).toEqual([['m0', 'm2']]);
  });

  it('publishes nothing for nothing', async () => {
    const { publish, calls } = createBus(() => []);
    expect(await publish([])).toEqual([]);
    expect(calls).toEqual([]);
  });
});
