import * as fc from 'fast-check';
import type { BusEvent } from '../../../contracts/event';
import { createErasureWorld, type ErasureWorld, type Seen } from '../../support/erasure-world';

// Hundreds of interleavings on a busy machine; what is tested is never how long they take.
jest.setTimeout(120_000);

const BEFORE = ['2026-11-20T10:00:00.000Z', '2026-11-21T10:00:00.000Z', '2026-11-22T10:00:00.000Z'];
const AFTER = '2026-11-27T13:00:00.000Z';

const who = fc
  .record({
    user_id: fc.constantFrom('ada', 'ben', undefined),
    email: fc.constantFrom('e1', 'e2', 'e3', undefined),
    anonymous_id: fc.constantFrom('d1', 'd2', undefined),
  })
  .map((ids) => Object.fromEntries(Object.entries(ids).flatMap(([type, id]) => (id === undefined ? [] : [[type, id]]))))
  .filter((ids) => Object.keys(ids).length > 0);

/** What sources saw of two customers who share addresses and devices. */
const seen = (...instants: readonly string[]): fc.Arbitrary<Omit<Seen, 'id'>> =>
  fc.record({
    event: fc.constantFrom('Customer Identified', 'Page Viewed', 'Product Viewed', 'Consent Granted'),
    at: fc.constantFrom(...instants),
    who,
    personal: fc.constantFrom({}, { first_name: 'Kim' }),
    properties: fc.constant({ purpose: 'offers', channel: 'email' }),
  });

const named = (events: readonly Omit<Seen, 'id'>[], prefix: string): readonly Seen[] =>
  events.map((event, index) => ({ ...event, id: `${prefix}${index}` }));

/** What the queue of the profiles does with an event: brings it until it was taken. */
const untilTaken = async (world: ErasureWorld, event: BusEvent): Promise<void> => {
  for (let delivery = 0; delivery < 100; delivery += 1) {
    if ((await world.apply(event)).outcome !== 'conflict') return;
  }
  throw new Error('An event was never taken.');
};

/** Nothing of what was erased is anywhere, and the vault holds nothing that nobody is known by. */
const expectClean = async (world: ErasureWorld, receipt: string): Promise<void> => {
  const proof = await world.receipt(receipt);
  expect(proof.step).toBe('done');
  const strands = world.profiles.states().flatMap((state) => Object.entries(state.strands));
  for (const [strand, { links }] of strands) {
    for (const one of [strand, ...Object.keys(links)]) expect(world.profiles.tombstoneOf(one)).toBeUndefined();
  }
  for (const { event } of world.profiles.events()) {
    for (const { type, token } of event.detail.identifiers) {
      expect(world.profiles.tombstoneOf(`${type}:${token}`)).toBeUndefined();
    }
  }
  const tokens = new Set(strands.map(([strand]) => strand.slice(strand.indexOf(':') + 1)));
  expect(world.vault.owners().filter((owner) => !tokens.has(owner))).toEqual([]);
  expect(await world.isGenuine(receipt)).toBe(true);
};

describe('an erasure that races events', () => {
  it('ends with nothing of the customer, in any order of what happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(seen(...BEFORE), { minLength: 1, maxLength: 5 }),
        fc.array(seen(...BEFORE), { minLength: 1, maxLength: 3 }),
        fc.scheduler(),
        async (past, racing, scheduler) => {
          const pause = (operation: string): Promise<void> => scheduler.schedule(Promise.resolve(), operation);
          let paused = false;
          const world = createErasureWorld({ pause: async (operation) => (paused ? pause(operation) : undefined) });
          for (const event of named(past, 'p')) await world.see(event);
          const { receipt } = await world.erase('user_id', 'ada');
          paused = true;
          const race = Promise.all([
            world.work(world.ports, 0),
            ...named(racing, 'r').map(async (one) => {
              await pause('arrives');
              const event = await world.tokenise(one);
              await pause('on the bus');
              if (event !== undefined) await untilTaken(world, event);
            }),
          ]);
          await scheduler.waitFor(race);
          paused = false;
          await world.work();
          await expectClean(world, receipt);
          expect(await world.vault.findToken({ kind: 'user', value: 'ada' })).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps what happened after it, under tokens that are new', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(seen(...BEFORE), { minLength: 1, maxLength: 4 }),
        fc.array(seen(...BEFORE, AFTER), { minLength: 1, maxLength: 4 }),
        async (past, later) => {
          const world = createErasureWorld();
          for (const event of named(past, 'p')) await world.see(event);
          const before = await world.vault.findToken({ kind: 'user', value: 'ada' });
          const { receipt } = await world.erase('user_id', 'ada');
          await world.work();
          const outcomes: string[] = [];
          for (const event of named(later, 'l')) outcomes.push(`${event.at} ${await world.see(event)}`);
          await world.work();
          await expectClean(world, receipt);
          expect(outcomes.filter((outcome) => outcome.startsWith(AFTER))).toEqual(
            outcomes.filter((outcome) => outcome.startsWith(AFTER)).map(() => `${AFTER} applied`),
          );
          const now = await world.vault.findToken({ kind: 'user', value: 'ada' });
          const cameBack = later.some(({ at, who: ids }) => at === AFTER && ids.user_id === 'ada');
          expect(now !== undefined).toBe(cameBack);
          if (cameBack) expect(now).not.toBe(before);
        },
      ),
      { numRuns: 200 },
    );
  });
});
