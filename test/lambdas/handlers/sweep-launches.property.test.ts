import fc from 'fast-check';
import { nextStep } from '../../../lambdas/domain/sweep';
import { launch } from '../../support/decision-fixtures';
import { failAt } from '../../support/failing-port';
import { createSweepWorld } from '../../support/sweep-world';

const DAY = 86_400_000;
const START = Date.parse('2026-11-23T05:00:00.000Z');

/** What may come between two passes, and to a pass. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const) }),
  fc.record({
    kind: fc.constant('broken-pass' as const),
    nth: fc.integer({ min: 1, max: 14 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({ kind: fc.constant('two-passes' as const) }),
  fc.record({ kind: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 72 }) }),
  fc.record({ kind: fc.constant('settle' as const) }),
  fc.record({ kind: fc.constant('edit' as const), days: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ kind: fc.constant('end' as const) }),
  fc.record({ kind: fc.constant('deploy' as const) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

const ID = 'autumn-coats';
const definitionUntil = (endsAt: number) =>
  launch(ID, {
    hash: `until-${endsAt}`,
    window: {
      startsAt: new Date(START).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      redeemUntil: new Date(endsAt + 3 * DAY).toISOString(),
      timezone: 'UTC',
    },
  });

const play = async (happenings: readonly Happening[], check: (world: ReturnType<typeof createSweepWorld>) => void) => {
  const world = createSweepWorld(new Date(START).toISOString());
  world.goLive(definitionUntil(START + 4 * DAY));
  const stored = () => world.rows.get(ID);
  for (const one of happenings) {
    switch (one.kind) {
      case 'pass':
        await world.pass();
        break;
      case 'two-passes':
        await Promise.all([world.pass(), world.pass()]);
        break;
      case 'broken-pass':
        await world.pass(failAt(world.ports, one.nth, one.when).ports);
        break;
      case 'time':
        world.time.now = new Date(world.time.now.getTime() + one.hours * 3_600_000);
        break;
      case 'settle':
        world.settleStacks();
        break;
      case 'edit':
        // As go-live does: an ended launch stays ended.
        if (stored()?.state === 'live') world.goLive(definitionUntil(START + one.days * DAY));
        break;
      case 'end':
        if (stored()?.state === 'live') world.rows.set(ID, { launch: ID, hash: stored()?.hash ?? '', state: 'ended' });
        break;
      case 'deploy':
        world.stacks.set(ID, { state: 'standing', isProtected: true });
        break;
    }
    check(world);
  }
  return world;
};

describe('sweeping, whatever happens', () => {
  it('never ends a launch before its window does, nor takes a stack away before it has drained', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
        let ended: number | undefined;
        await play(happenings, ({ rows, definitions, stacks, time }) => {
          const row = rows.get(ID);
          if (row === undefined) throw new Error('The row is gone.');
          const definition = definitions.get(`${ID} ${row.hash}`);
          if (definition === undefined) throw new Error('The definition is gone.');
          const now = time.now.getTime();
          if (row.state === 'ended') ended ??= now;
          if (row.by === 'tandem')
            expect(Date.parse(row.at ?? '')).toBeGreaterThan(Date.parse(definition.window.endsAt));
          if (ended !== undefined) expect(row.state).toBe('ended');
          const isTouched = (stacks.get(ID)?.state ?? 'absent') !== 'standing';
          if (isTouched) expect(now).toBeGreaterThanOrEqual((ended ?? Number.POSITIVE_INFINITY) + 5 * DAY);
          if (row.closedAt !== undefined)
            expect(Date.parse(row.closedAt)).toBeGreaterThan(Date.parse(definition.window.redeemUntil));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('comes to the same end once passes go through: ended, removed, closed, and nothing left to do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
        const world = await play(happenings, () => undefined);
        for (let day = 0; day < 60; day += 1) {
          world.time.now = new Date(world.time.now.getTime() + DAY);
          await world.pass();
          world.settleStacks();
        }
        const row = world.rows.get(ID);
        expect(row).toMatchObject({ state: 'ended', offSince: expect.any(String), removedAt: expect.any(String) });
        expect(row?.closedAt).toEqual(expect.any(String));
        const definition = world.definitions.get(`${ID} ${row?.hash}`);
        if (row === undefined || definition === undefined) throw new Error('The record is gone.');
        expect(nextStep(row, definition, world.time.now)).toEqual({ kind: 'nothing' });
      }),
      { numRuns: 200 },
    );
  });
});
