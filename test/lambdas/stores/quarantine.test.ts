import type { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Quarantined } from '../../../lambdas/domain/ports/quarantine';
import { decode } from '../../../lambdas/stores/codec';
import { createQuarantine, type QuarantinePointer } from '../../../lambdas/stores/quarantine';
import { createFakeTable } from '../../support/fake-documents';
import { createMemoryQueue } from '../../support/memory-queue';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const item = (over: Partial<Quarantined> = {}): Quarantined => ({
  source: 'shop',
  messageId: 'm1',
  reason: 'card-number',
  detail: 'properties.note',
  payload: { properties: { note: '4111 1111 1111 1111' } },
  ...over,
});

const open = (tableIsDown = false) => {
  const rows: Record<string, unknown>[] = [];
  const send = async ({ input }: PutCommand): Promise<unknown> => {
    if (tableIsDown) throw new Error('The table is down on purpose.');
    rows.push(input.Item ?? {});
    return {};
  };
  const queue = createMemoryQueue();
  const quarantine = createQuarantine({
    client: { send } as never,
    table: 'vault',
    now: () => NOW,
    retry: { sleep: async () => undefined, random: () => 0 },
    send: queue.send,
  });
  return { rows, queue, quarantine };
};

describe('quarantine', () => {
  it('keeps the payload in the vault for thirty days and only pointer and reason in the queue', async () => {
    const { rows, queue, quarantine } = open();
    await quarantine([item()]);
    const pointer = queue.messages()[0]?.body as QuarantinePointer;
    expect(pointer).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      source: 'shop',
      messageId: 'm1',
      reason: 'card-number',
      detail: 'properties.note',
      at: NOW.toISOString(),
    });
    const [row = {}] = rows;
    expect(row).toMatchObject({ pk: `Q#${pointer.id}`, sk: 'Q', reason: 'card-number', source: 'shop' });
    expect(row.ttl).toBe(NOW.getTime() / 1000 + 30 * 86_400);
    expect(decode(row.payload)).toEqual(item().payload);
    expect(JSON.stringify(queue.messages())).not.toContain('4111');
  });

  it('gives the same event the same id, so that a second try makes no second row', async () => {
    const { rows, quarantine } = open();
    await quarantine([item()]);
    await quarantine([item()]);
    await quarantine([item({ payload: { other: true } })]);
    await quarantine([item({ messageId: 'm2' })]);
    expect(new Set(rows.map(({ pk, sk }) => `${pk} ${sk}`).filter((key) => key.startsWith('Q#'))).size).toBe(3);
  });

  it('rejects when the queue is down; the payload is kept all the same', async () => {
    const { rows, queue, quarantine } = open();
    queue.setDown(true);
    await expect(quarantine([item()])).rejects.toThrow('down');
    expect(rows.map(({ pk }) => String(pk).split('#')[0])).toEqual(['Q', 'QI']);
  });

  it('lists the event in the vault as long as its payload is kept, longer than any queue keeps a pointer', async () => {
    const { rows, quarantine } = open();
    const received = { at: NOW.getTime() - 5, sentAt: '2026-11-27T11:59:00Z' };
    await quarantine([item({ event: 'Page Viewed', received })]);
    const [payload, listed] = rows;

    expect(listed).toEqual({
      pk: expect.stringMatching(/^QI#\d{1,2}$/),
      sk: String(payload?.pk).slice(2),
      source: 'shop',
      messageId: 'm1',
      reason: 'card-number',
      detail: 'properties.note',
      event: 'Page Viewed',
      at: NOW.toISOString(),
      ttl: payload?.ttl,
    });
    expect(decode(payload?.received)).toEqual(received);
  });

  it('leaves no pointer to a payload that could not be kept', async () => {
    const { queue, quarantine } = open(true);
    await expect(quarantine([item()])).rejects.toThrow('down');
    expect(queue.messages()).toEqual([]);
  });

  describe('of somebody whom the payload names', () => {
    const ann = { kind: 'email', value: 'ann@shop.example' } as const;
    const set = (about: Quarantined['about'], erasedAt?: string) => {
      const { table, sent } = createFakeTable(({ name, input }) => {
        if (name !== 'BatchGetCommand') return {};
        const [key] = (input.RequestItems as { fake: { Keys: object[] } }).fake.Keys;
        return { Responses: { fake: [{ ...key, ...(erasedAt !== undefined && { erasedAt }) }] } };
      });
      const queue = createMemoryQueue();
      const keep = createQuarantine({ ...table, send: queue.send, vaultKey: async () => 'key' });
      const puts = () =>
        sent.flatMap(({ input }) => (input.Item === undefined ? [] : [input.Item as { pk: string; sk: string }]));
      return { keep: () => keep([item({ ...(about && { about }) })]), puts, queue };
    };
    const ERASED_AT = '2026-11-27T11:00:00.000Z';

    it('keeps a row that finds it by them, under a hash', async () => {
      const { keep, puts } = set({ at: ERASED_AT, identifiers: [ann] });
      await keep();
      const id = puts()
        .find(({ pk }) => pk.startsWith('Q#'))
        ?.pk.slice(2);
      expect(puts().find(({ pk }) => pk.startsWith('H#'))?.sk).toBe(`Q#${id}`);
      expect(JSON.stringify(puts())).not.toContain('ann@');
    });

    it.each([
      ['happened before they were erased', { at: ERASED_AT, identifiers: [ann] }],
      ['happened nobody can tell when', { identifiers: [ann] }],
    ])('keeps nothing of it where it %s, and says so', async (_case, about) => {
      const { keep, puts, queue } = set(about, ERASED_AT);
      await keep();
      expect(puts()).toEqual([]);
      expect(queue.messages()).toMatchObject([{ body: { reason: 'erased' } }]);
    });

    it('keeps it where it happened after they were erased', async () => {
      const { keep, puts } = set({ at: '2026-11-27T11:00:00.001Z', identifiers: [ann] }, ERASED_AT);
      await keep();
      expect(puts().some(({ pk }) => pk.startsWith('Q#'))).toBe(true);
    });
  });
});
