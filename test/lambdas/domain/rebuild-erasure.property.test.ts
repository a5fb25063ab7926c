import * as fc from 'fast-check';
import type { RebuildTask } from '../../../contracts/rebuild';
import { withComputedTraits } from '../../support/computed-traits';
import { createErasureWorld, type ErasureWorld, type Seen } from '../../support/erasure-world';
import { testRules } from '../../support/profile-events';
import { createRebuildWorld, runIn } from '../../support/rebuild-world';

// Hundreds of interleavings on a busy machine; what is tested is never how long they take.
jest.setTimeout(240_000);

/** Of tomorrow: everybody with an order is not what its history gives. */
const rules = withComputedTraits(testRules());
const BEFORE = ['2026-11-20T10:00:00.000Z', '2026-11-21T10:00:00.000Z', '2026-11-22T10:00:00.000Z'];

const who = fc
  .record({
    user_id: fc.constantFrom('ada', 'ben', undefined),
    email: fc.constantFrom('e1', 'e2', undefined),
    anonymous_id: fc.constantFrom('d1', undefined),
  })
  .map((ids) => Object.fromEntries(Object.entries(ids).flatMap(([type, id]) => (id === undefined ? [] : [[type, id]]))))
  .filter((ids) => Object.keys(ids).length > 0);
const seen: fc.Arbitrary<Omit<Seen, 'id'>> = fc.record({
  event: fc.constantFrom('Order Completed', 'Customer Identified', 'Consent Granted'),
  at: fc.constantFrom(...BEFORE),
  who,
  properties: fc.constant({ order_id: 'o', total: 3, purpose: 'offers', channel: 'email' }),
});
const named = (events: readonly Omit<Seen, 'id'>[], prefix: string): readonly Seen[] =>
  events.map((event, index) => ({ ...event, id: `${prefix}${index}` }));

/** Whether anything of an erased strand is anywhere among the profiles. */
const expectGone = ({ profiles }: ErasureWorld): void => {
  const strands = profiles.states().flatMap(({ strands: of }) => Object.keys(of));
  for (const strand of [...strands, ...profiles.copied()]) expect(profiles.tombstoneOf(strand)).toBeUndefined();
};

describe('a rebuild that races an erasure', () => {
  it.each<readonly [string, readonly RebuildTask['to'][]]>([
    ['is worked out', ['checked']],
    ['is switched', ['checked', 'switched']],
    ['is taken back', ['checked', 'switched', 'reverted']],
  ])('brings nobody back and keeps nothing of them while it %s', async (_case, steps) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(seen, { minLength: 2, maxLength: 6 }),
        fc.array(seen, { maxLength: 2 }),
        fc.scheduler(),
        async (past, racing, scheduler) => {
          let paused = false;
          const world = createErasureWorld({
            pause: (operation) => (paused ? scheduler.schedule(Promise.resolve(), operation) : Promise.resolve()),
          });
          for (const event of named([{ at: BEFORE[0] ?? '', who: { user_id: 'ada' } }, ...past], 'p')) {
            await world.see(event);
          }
          const { bring } = createRebuildWorld({ profiles: world.profiles });
          const run = runIn(await bring(rules, { to: 'checked' }));
          const done = steps.slice(0, -1);
          for (const to of done) await bring(rules, { to, run });
          const { receipt } = await world.erase('user_id', 'ada');

          paused = true;
          await scheduler.waitFor(
            Promise.all([
              world.work(world.ports, 0),
              ...steps.slice(-1).map((to) => (to === 'checked' ? bring(rules, { to }) : bring(rules, { to, run }))),
              ...named(racing, 'r').map((event) => world.see(event)),
            ]),
          );
          paused = false;
          await world.work();

          expect((await world.receipt(receipt)).step).toBe('done');
          expectGone(world);
          for (const to of ['switched', 'reverted'] as const) await bring(rules, { to, run });
          expectGone(world);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is counted with what the erasure deletes, and is none of what the person keeps who comes back', async () => {
    const world = createErasureWorld();
    const order = { event: 'Order Completed', at: BEFORE[0] ?? '', properties: { order_id: 'o', total: 3 } };
    await world.see({ ...order, id: '1', who: { user_id: 'ada' } });
    const { bring } = createRebuildWorld({ profiles: world.profiles });
    const run = runIn(await bring(rules, { to: 'checked' }));
    expect(world.profiles.copied()).toHaveLength(1);
    const { receipt } = await world.erase('user_id', 'ada');
    await world.work();

    // The view, the state beside it, and the note that it was worked out.
    expect((await world.receipt(receipt)).held['profiles.views']).toBe(3);
    expect(world.profiles.copied()).toEqual([]);
    await world.see({ ...order, id: '2', at: '2026-11-28T10:00:00.000Z', who: { user_id: 'ada' } });
    await bring(rules, { to: 'switched', run });
    const [state] = world.profiles.states();
    const tallies = Object.values(state?.strands ?? {}).map((strand) =>
      Object.keys(strand.tallies?.['count@1']?.days ?? {}),
    );
    expect(tallies).toEqual([['20785']]);
  });
});
