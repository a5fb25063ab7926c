import * as fc from 'fast-check';
import { FEWEST } from '../../../contracts/rehearsal';
import { estimate, estimates, figure, interval, isTold, withheld } from '../../../lambdas/domain/rehearse-told';
import { seededRandom } from '../../support/seeded-random';

const sampledOf = (population: number, sampled = population) => ({ population, sampled });

/** Whole numbers within the ranges that add up to a sum. */
const solutions = (ranges: readonly (readonly [number, number])[], sum: number): readonly (readonly number[])[] => {
  const [first, ...rest] = ranges;
  if (first === undefined) return sum === 0 ? [[]] : [];
  const found: (readonly number[])[] = [];
  for (let value = first[0]; value <= Math.min(first[1], sum); value += 1) {
    for (const others of solutions(rest, sum - value)) found.push([value, ...others]);
  }
  return found;
};

describe('what is told of a sample', () => {
  it('is an interval that holds the true number in 93 to 97 of 100 samples', () => {
    const random = seededRandom(7);
    let held = 0;
    const trials = 4000;
    for (let trial = 0; trial < trials; trial += 1) {
      const population = 1000 + Math.floor(random() * 9000);
      const truth = Math.round(population * (0.05 + 0.9 * random()));
      const size = Math.floor(population * (0.05 + 0.75 * random()));
      let [left, some, seen] = [population, truth, 0];
      for (let draw = 0; draw < size; draw += 1, left -= 1) {
        if (random() * left >= some) continue;
        seen += 1;
        some -= 1;
      }
      const [low, high] = interval(seen, sampledOf(population, size));
      if (low <= truth && truth <= high) held += 1;
    }
    expect(held / trials).toBeGreaterThan(0.93);
    expect(held / trials).toBeLessThan(0.97);
  });

  it('is the very number where everybody was looked at', () => {
    fc.assert(
      fc.property(fc.integer({ min: FEWEST, max: 1e6 }), fc.nat(1e6), (count, more) => {
        expect(estimate(count, sampledOf(count + more))).toEqual({
          sampled: count,
          people: count,
          low: count,
          high: count,
        });
      }),
    );
  });

  it('never leaves the people there are, and holds its own middle', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(5000), (count, others, unseen) => {
        const sample = sampledOf(count + others + unseen, count + others);
        const [low, high] = interval(count, sample);
        expect(low).toBeGreaterThanOrEqual(count);
        expect(high).toBeLessThanOrEqual(sample.population - others);
        const middle = sample.sampled === 0 ? 0 : (count * sample.population) / sample.sampled;
        expect(low).toBeLessThanOrEqual(Math.max(count, Math.ceil(middle)));
        expect(high).toBeGreaterThanOrEqual(Math.floor(middle));
      }),
    );
  });

  it('does not give a few people away, neither by their number nor by what is left over', () => {
    const parts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(60), { minKeys: 1 });
    fc.assert(
      fc.property(parts, (counts) => {
        const whole = Object.values(counts).reduce((sum, count) => sum + count, 0);
        const told = estimates(counts, sampledOf(whole));
        const names = Object.keys(counts).filter((name) => (counts[name] ?? 0) > 0);
        const isAllHidden = names.every((name) => withheld(counts).has(name));
        const ranges = names.map((name): readonly [number, number] => {
          const { sampled } = told[name] ?? estimate(0, sampledOf(0));
          return typeof sampled === 'number' ? [sampled, sampled] : [sampled.from, sampled.to];
        });
        for (const [index, name] of names.entries()) {
          const count = counts[name] ?? 0;
          expect(ranges[index]?.[0]).toBeLessThanOrEqual(count);
          expect(ranges[index]?.[1]).toBeGreaterThanOrEqual(count);
          if (count >= FEWEST || isAllHidden) continue;
          const possible = new Set(solutions(ranges, whole).map((one) => one[index]));
          expect(possible.size).toBeGreaterThan(1);
        }
      }),
    );
  });

  it('does not say how often a few people did something', () => {
    const sample = sampledOf(100);
    expect(figure([FEWEST - 1, 40, 400], sample)).toEqual({ people: estimate(FEWEST - 1, sample) });
    expect(isTold(estimate(FEWEST - 1, sample))).toBe(false);
    expect(figure([FEWEST, 40, 400], sample)).toMatchObject({ total: 40, low: 40, high: 40 });
    expect(figure([0, 0, 0], sample)).toMatchObject({ total: 0 });
  });

  it('widens with what people differ in how often they did something', () => {
    const sample = sampledOf(1000, 100);
    const alike = figure([100, 200, 400], sample);
    const different = figure([50, 200, 1600], sample);
    expect(alike).toMatchObject({ total: 2000, low: 2000, high: 2000 });
    expect(different.total).toBe(2000);
    expect(different.low ?? 0).toBeLessThan(2000);
    expect(different.high ?? 0).toBeGreaterThan(2000);
  });
});
