import fc from 'fast-check';
import type { TrailFact } from '../../../contracts/trail';
import type { Table } from '../../../lambdas/stores/table';
import { createTellTrail, toldOnce } from '../../../lambdas/stores/trail-tell.dynamodb';

const AT = new Date('2026-11-27T12:00:00.000Z');
const fact = (id: string, by: string, kind: TrailFact['kind'] = 'launch.first-message'): TrailFact => ({
  ...{ id, kind, at: AT.toISOString(), by, about: 'coats', details: {} },
});

/** The table as the trail writes it: the first row under a key stays; every put is counted, and fails when the test says so. */
const puttingTable = (fails: () => boolean = () => false) => {
  const rows = new Map<string, Record<string, unknown>>();
  const puts: string[] = [];
  const send = async ({ input: { Item: item } }: { input: { Item: Record<string, unknown> } }) => {
    const pk = String(item.pk);
    puts.push(pk);
    await new Promise((resolve) => setImmediate(resolve));
    if (fails()) throw new Error('The table is down.');
    if (rows.has(pk)) throw Object.assign(new Error(), { name: 'ConditionalCheckFailedException', Item: rows.get(pk) });
    rows.set(pk, item);
    return {};
  };
  const table: Table = {
    client: { send } as unknown as Table['client'],
    table: 'control',
    now: () => AT,
    retry: { sleep: async () => undefined, random: () => 0 },
  };
  return { table, rows, puts };
};
const bodyOf = (row: Record<string, unknown> | undefined): TrailFact => JSON.parse(String(row?.body)) as TrailFact;

describe('facts that every message tells again', () => {
  it('are written once by each instance, however many messages it has at once, and the first one written stays', async () => {
    const told = fc.record({ instance: fc.nat(3), id: fc.constantFrom('a', 'b', 'c'), together: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 40 }), async (telling) => {
        const { table, rows, puts } = puttingTable();
        const instances = Array.from({ length: 4 }, () => toldOnce(createTellTrail(table), () => AT));
        const underWay: Promise<void>[] = [];
        for (const [index, { instance, id, together }] of telling.entries()) {
          underWay.push(instances[instance]?.([fact(id, `message-${index}`)]) ?? Promise.reject(new Error('nobody')));
          if (!together) await Promise.all(underWay);
        }
        await Promise.all(underWay);
        const ids = new Set(telling.map(({ id }) => id));
        expect([...rows.keys()].sort()).toEqual([...ids].map((id) => `TELL#${id}`).sort());
        expect(puts).toHaveLength(new Set(telling.map(({ instance, id }) => `${instance} ${id}`)).size);
        for (const id of ids) {
          const first = telling.findIndex((one) => one.id === id);
          expect(bodyOf(rows.get(`TELL#${id}`)).by).toBe(`message-${first}`);
        }
      }),
    );
  });

  it('are news again for all who waited where the table did not take them', async () => {
    let isDown = true;
    const { table, rows, puts } = puttingTable(() => isDown);
    const tell = toldOnce(createTellTrail(table), () => AT);
    const both = await Promise.allSettled([tell([fact('a', 'one')]), tell([fact('a', 'two')])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    await tell([fact('a', 'three')]);
    await tell([fact('a', 'four')]);
    expect(puts).toHaveLength(2);
    expect(bodyOf(rows.get('TELL#a')).by).toBe('three');
  });

  it('are news to nobody years later, where launches may tell them for years', async () => {
    const { table, rows } = puttingTable();
    await createTellTrail(table)([fact('a', 'one'), fact('b', 'one', 'vendor.refused')]);
    expect(rows.get('TELL#a')).not.toHaveProperty('ttl');
    expect(rows.get('TELL#b')).toHaveProperty('ttl', AT.getTime() / 1000 + 40 * 86_400);
  });
});
