import * as fc from 'fast-check';
import { createRateLimit } from '../../../lambdas/domain/rate-limit';
import { createMemoryVendorLimits } from '../../support/memory-vendor-limits';
import { virtualClock } from '../../support/virtual-clock';

const START = Date.parse('2026-11-27T12:00:00.000Z');

/** Functions that send as fast as they may, each request taking some time, on a clock of their own. */
const senders = (count: number, { rate, latencyMs }: { readonly rate: number; readonly latencyMs: number }) => {
  const limits = createMemoryVendorLimits();
  const starts: number[] = [];
  const { now, sleep, advance } = virtualClock(START);
  let running = true;
  const run = async (parallel: number): Promise<void> => {
    const awaitTurn = createRateLimit({
      takeNumbers: async (...args) => {
        await sleep(latencyMs);
        return limits.takeNumbers(...args);
      },
      now,
      sleep,
    });
    const lane = async (): Promise<void> => {
      while (running) {
        if ((await awaitTurn('mailhub', rate)) === 'go') {
          starts.push(now().getTime() - START);
          await sleep(latencyMs);
        } else await sleep(1000);
      }
    };
    await Promise.all(Array.from({ length: parallel }, lane));
  };
  return {
    starts,
    limits,
    advance,
    start: (parallel: number): void => {
      for (let index = 0; index < count; index += 1) void run(parallel);
    },
    stop: () => {
      running = false;
    },
  };
};

/** The most that started in any window of so many milliseconds. */
const mostWithin = (starts: readonly number[], window: number): number => {
  let most = 0;
  for (let first = 0, last = 0; last < starts.length; last += 1) {
    while ((starts[first] ?? 0) <= (starts[last] ?? 0) - window) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
};

describe('a rate limit over several functions', () => {
  it.each([
    { rate: 1, workers: 4, parallel: 5 },
    { rate: 10, workers: 1, parallel: 5 },
    { rate: 10, workers: 16, parallel: 5 },
    { rate: 100, workers: 4, parallel: 10 },
    { rate: 200, workers: 16, parallel: 5 },
  ])(
    'lets $rate requests a second through $workers functions, in no ten seconds more, and all of them',
    async ({ rate, workers, parallel }) => {
      const world = senders(workers, { rate, latencyMs: 5 });
      world.start(parallel);
      await world.advance(15_000);
      world.stop();
      const { starts } = world;
      expect(mostWithin(starts, 10_000)).toBeLessThanOrEqual(Math.ceil(10 * rate * 1.05));
      expect(starts.length).toBeGreaterThanOrEqual(0.95 * 14 * rate);
    },
  );

  it('writes to a key for a second only, some hundred times at most however high the rate', async () => {
    const world = senders(4, { rate: 5000, latencyMs: 1 });
    world.start(50);
    await world.advance(3000);
    world.stop();
    expect(world.starts.length).toBeGreaterThanOrEqual(0.95 * 3 * 5000);
    expect(world.limits.writes()).toBeLessThanOrEqual(world.limits.takenKeys().length * 120);
  });
});

describe('a turn of a rate limit', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('makes up for no pause in a heap', async () => {
    const { limits } = senders(0, { rate: 1, latencyMs: 0 });
    const awaitTurn = createRateLimit({
      ...limits,
      now: () => new Date(),
      sleep: async (ms) => jest.advanceTimersByTime(ms),
    });
    await awaitTurn('mailhub', 1000);
    jest.advanceTimersByTime(600);
    const started = Date.now();
    for (let request = 0; request < 100; request += 1) await awaitTurn('mailhub', 1000);
    expect(Date.now() - started).toBeGreaterThanOrEqual(40);
  });

  it('asks to come again where the turns of the next ten seconds are taken', async () => {
    const { limits } = senders(0, { rate: 1, latencyMs: 0 });
    const second = START / 1000;
    for (let ahead = 0; ahead <= 10; ahead += 1) await limits.takeNumbers('mailhub', second + ahead, 10, 0);
    const awaitTurn = createRateLimit({ ...limits, now: () => new Date(), sleep: async () => undefined });
    expect(await awaitTurn('mailhub', 10)).toEqual({ waitSeconds: 10 });
  });

  it('does not wait for turns of a time that a clock going back has put far ahead', async () => {
    const { limits } = senders(0, { rate: 1, latencyMs: 0 });
    const waits: number[] = [];
    const awaitTurn = createRateLimit({
      ...limits,
      now: () => new Date(),
      sleep: async (ms) => {
        waits.push(ms);
        jest.advanceTimersByTime(ms);
      },
    });
    for (let request = 0; request < 5; request += 1) await awaitTurn('mailhub', 100);
    jest.setSystemTime(START - 3_600_000);
    for (let request = 0; request < 5; request += 1) expect(await awaitTurn('mailhub', 100)).toBe('go');
    expect(Math.max(...waits)).toBeLessThan(1000);
  });

  it('does not let a function that is late for every turn wait for ever', async () => {
    const { limits } = senders(0, { rate: 1, latencyMs: 0 });
    const awaitTurn = createRateLimit({
      ...limits,
      now: () => new Date(),
      sleep: async (ms) => jest.advanceTimersByTime(ms + 1300),
    });
    const second = START / 1000;
    await limits.takeNumbers('mailhub', second, 1, 0);
    expect(await awaitTurn('mailhub', 1)).toEqual({ waitSeconds: 10 });
    expect(Date.now() - START).toBeLessThan(22_000);
  });

  it('lets nothing through while the store does not answer', async () => {
    const awaitTurn = createRateLimit({
      takeNumbers: () => Promise.reject(new Error('The store is down on purpose.')),
      now: () => new Date(),
      sleep: async () => undefined,
    });
    await expect(awaitTurn('mailhub', 10)).rejects.toThrow('on purpose');
  });

  it('never lets two functions have the same turn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 60 }), async (who) => {
        jest.setSystemTime(START);
        const { limits } = senders(0, { rate: 1, latencyMs: 0 });
        const turns: number[] = [];
        const lines = Array.from({ length: 4 }, () =>
          createRateLimit({
            ...limits,
            // Time stands still: what is waited for is the turn.
            now: () => new Date(START),
            sleep: async (milliseconds) => {
              turns.push(milliseconds);
            },
          }),
        );
        for (const index of who) await lines[index]?.('mailhub', 20);
        const waited = turns.filter((milliseconds) => milliseconds > 0);
        expect(new Set(waited).size).toBe(waited.length);
      }),
      { numRuns: 50 },
    );
  });
});
