import fc from 'fast-check';
import { createLiveLaunches } from '../../../lambdas/stores/live-launches';
import { launch } from '../../support/decision-fixtures';

/** How old a count may be that deciders go by: docs/adr/0029. */
const STALE_MS = 12_000;

/** Deciders that each read the same counters, which an outcome reaches after a while. */
const simulate = async (
  definition: ReturnType<typeof launch>,
  { deciders, lagMs, gaps }: { readonly deciders: number; readonly lagMs: number; readonly gaps: readonly number[] },
  countersOf: (outcomes: number) => Readonly<Record<string, number>>,
): Promise<readonly number[]> => {
  const time = { now: 1_000_000 };
  const reached: number[] = [];
  const readers = Array.from({ length: deciders }, () =>
    createLiveLaunches({
      now: () => new Date(time.now),
      listLaunches: async () => [{ launch: definition.launch, state: 'live', hash: definition.hash }],
      loadDefinition: async () => definition,
      readUsed: async () => ({
        counters: countersOf(reached.filter((at) => at + lagMs <= time.now).length),
        setAside: 0,
      }),
    }),
  );
  for (const [index, gap] of gaps.entries()) {
    time.now += gap;
    const [live] = (await readers[index % deciders]?.()) ?? [];
    if (live !== undefined && !live.full && live.spent === undefined) reached.push(time.now);
  }
  return reached;
};

/** The most that happens within so many milliseconds. */
const mostWithin = (times: readonly number[], milliseconds: number): number =>
  Math.max(0, ...times.map((end) => times.filter((at) => at > end - milliseconds && at <= end).length));

const load = fc.record({
  deciders: fc.integer({ min: 1, max: 8 }),
  lagMs: fc.integer({ min: 0, max: 20_000 }),
  gaps: fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 150 }),
});

describe('ceilings that are counted', () => {
  it('are passed by no more people than are reached while a count is old: audience.atMost', async () => {
    await fc.assert(
      fc.asyncProperty(load, fc.integer({ min: 1, max: 60 }), async (given, atMost) => {
        const coats = launch('coats', { audience: { include: [], exclude: [], holdout: 0, atMost } });
        const reached = await simulate(coats, given, (exposed) => ({ exposed }));
        expect(reached.length).toBeLessThanOrEqual(atMost + mostWithin(reached, STALE_MS + given.lagMs));
      }),
      { numRuns: 300 },
    );
  });

  it('are passed by no more discounts than come in while a count is old: budget.discounts', async () => {
    await fc.assert(
      fc.asyncProperty(load, fc.integer({ min: 1, max: 60 }), async (given, most) => {
        const coats = launch('coats', {
          budget: { discounts: { amount: most * 5, currency: 'USD' }, whenSpent: 'pause' },
        });
        const redeemed = await simulate(coats, given, (orders) => ({ 'discounts.USD': orders * 500 }));
        expect(redeemed.length).toBeLessThanOrEqual(most + mostWithin(redeemed, STALE_MS + given.lagMs));
      }),
      { numRuns: 300 },
    );
  });

  it('stop for good', async () => {
    const coats = launch('coats', { audience: { include: [], exclude: [], holdout: 0, atMost: 3 } });
    const gaps = Array.from({ length: 100 }, () => 15_000);
    expect(await simulate(coats, { deciders: 2, lagMs: 0, gaps }, (exposed) => ({ exposed }))).toHaveLength(3);
  });
});
