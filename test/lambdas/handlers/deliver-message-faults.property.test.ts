import type { Outbound } from '../../../contracts/vendor-outbound';
import { outboundVendor } from '../../support/decision-fixtures';
import { deliveryFleet } from '../../support/delivery-fleet';
import { faultyVendor } from '../../support/faulty-vendor';
import { seededRandom } from '../../support/seeded-random';

const START = Date.parse('2026-11-27T12:00:00.000Z');
const WORKERS = 4;

const retry = Array.from({ length: 20 }, (_, index) => `${Math.min(index + 1, 8)} seconds`);
const patientVendor = (over: Partial<Outbound>) => outboundVendor({ rate: '100/s', retry, ...over });

// Hundreds of messages under faults are seconds of real time on a busy machine.
jest.setTimeout(60_000);

describe('functions that die at random, with a vendor that fails in every way', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    { as: 'one by one', seed: 1, batch: 5, outbound: {} },
    { as: 'one by one', seed: 20261127, batch: 5, outbound: {} },
    { as: 'one by one', seed: 77, batch: 5, outbound: {} },
    { as: 'as lists', seed: 2, batch: 10, outbound: { rate: '1/s', batch: { most: 10 } } },
    { as: 'as short lists', seed: 20261128, batch: 10, outbound: { rate: '2/s', batch: { most: 4 } } },
    { as: 'as lists', seed: 78, batch: 10, outbound: { rate: '1/s', batch: { most: 10 } } },
  ])(
    'lose nothing and send twice only what a dead one had on its way ($as, seed $seed)',
    async ({ seed, batch, outbound }) => {
      const random = seededRandom(seed);
      // A generator of its own: who dies when does not hang on how often the functions draw.
      const fate = seededRandom(seed + 1);
      const { post, taken } = faultyVendor(random);
      const fleet = deliveryFleet({
        vendor: patientVendor(outbound),
        messages: 400,
        batch,
        visibilitySeconds: 40,
        post,
        random,
        portMs: 10,
      });
      const { queue, aside, bus, attempts, trail, ids, worker, inFlightWhenKilled } = fleet;
      const workers = Array.from({ length: WORKERS }, worker);
      let kills = 0;
      for (let second = 0; second < 1200 && queue.depth() > 0; second += 1) {
        await jest.advanceTimersByTimeAsync(1000);
        const index = Math.floor(fate() * WORKERS);
        if (second >= 60 || fate() > 0.4) continue;
        workers[index]?.kill();
        workers[index] = worker();
        kills += 1;
      }
      for (const one of workers) one.kill();

      expect(kills).toBeGreaterThan(10);
      expect([queue.depth(), aside]).toEqual([0, []]);
      expect([...new Set(taken)].sort()).toEqual([...ids].sort());
      expect(attempts.attempts().every(({ state }) => state === 'delivered')).toBe(true);
      const delivered = bus.published().filter(({ detailType }) => detailType === 'Message Delivered');
      expect([...new Set(delivered.map(({ detail }) => detail.properties.messageId))].sort()).toEqual([...ids].sort());

      const [first, ...others] = trail.kept.values();
      expect(others).toEqual([]);
      expect(first).toMatchObject({ kind: 'launch.first-message', about: 'coats' });

      const twice = taken.filter((id, index) => taken.indexOf(id) !== index);
      expect(twice.length).toBeLessThanOrEqual(inFlightWhenKilled.length);
      expect(twice.filter((id) => !inFlightWhenKilled.includes(id))).toEqual([]);
    },
  );
});
