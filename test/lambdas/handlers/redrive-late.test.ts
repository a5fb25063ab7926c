import { failAt, PortFailure } from '../../support/failing-port';
import { call, openQuarantine, runRedrive, words } from '../../support/redrive-world';

const LATE = { reason: 'too-late' } as const;
const lateAt = (id: string, second: number, more: object = {}) =>
  call(
    id,
    'Product Viewed',
    { product_id: 'p', category: 'Shoes' },
    { timestamp: `2026-01-02T03:04:0${second}.000Z`, ...more },
  );

describe('redrive-quarantine, of what came too late', () => {
  it('lets it in where that reason is asked for: at its own time, once, past the bus', async () => {
    const { send, deps, shelf, profiles, bus } = openQuarantine();
    await send([
      lateAt('l1', 1),
      lateAt('l2', 2),
      lateAt('l3', 2),
      lateAt('c4', 4, { properties: { product_id: 7 } }),
      call('m5', 'Moon Landed', { crew: 3 }),
    ]);

    expect(words(await runRedrive(deps(), 'judge', LATE))).toEqual([
      'shop too-late Product Viewed passes 3',
      'shop too-late Product Viewed stays schema-violation 1',
    ]);
    expect(words(await runRedrive(deps(), 'replay', LATE))).toEqual([
      'shop too-late Product Viewed facts 1',
      'shop too-late Product Viewed replayed 2',
      'shop too-late Product Viewed stays schema-violation 1',
    ]);
    expect(bus.published()).toEqual([]);
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['c4', 'm5']);
    const [state] = profiles.states();
    const times = Object.values(state?.strands ?? {})[0]?.digests.flatMap((digest) => digest.times);
    expect(times?.map((time) => new Date(time * 1000).toISOString())).toEqual([
      '2026-01-02T03:04:01.000Z',
      '2026-01-02T03:04:02.000Z',
    ]);

    await send([lateAt('l1', 1)]);
    expect(words(await runRedrive(deps(), 'replay', LATE))).toContain('shop too-late Product Viewed known 1');
  });

  it('neither loses nor doubles it, wherever it breaks off', async () => {
    const expected = openQuarantine();
    await expected.send([lateAt('l1', 1), lateAt('l2', 2)]);
    await runRedrive(expected.deps(), 'replay', LATE);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 160; nth += 7) {
        const world = openQuarantine();
        await world.send([lateAt('l1', 1), lateAt('l2', 2)]);
        const { rejudge, rejudgeLate, rules, log, count, ...ports } = world.deps();
        const failing = failAt(ports, nth, when);
        const pure = { rejudge, rejudgeLate, rules, log, count };
        await runRedrive({ ...failing.ports, ...pure }, 'replay', LATE).catch((error: unknown) => {
          if (!(error instanceof PortFailure)) throw error;
        });
        await runRedrive(world.deps(), 'replay', LATE);
        expect(world.profiles.bytes()).toBe(expected.profiles.bytes());
        expect(world.shelf.kept()).toEqual([]);
      }
    }
  });

  it('takes out what somebody has been erased from since, and keeps what the profiles cannot take', async () => {
    const { send, deps, shelf, profiles } = openQuarantine();
    await send([lateAt('l1', 1), lateAt('l2', 2)]);
    await runRedrive({ ...deps(), tokensFor: async (events) => events.map(() => 'erased') }, 'replay', LATE);
    expect(shelf.kept()).toEqual([]);
    expect(profiles.states()).toEqual([]);

    await send([lateAt('l3', 3)]);
    const contended = { ...deps(), applyChange: async () => 'conflict' as const };
    expect(words(await runRedrive(contended, 'replay', LATE))).toEqual([
      'shop too-late Product Viewed stays conflict 1',
    ]);
    expect(shelf.kept()).toHaveLength(1);
  });
});
