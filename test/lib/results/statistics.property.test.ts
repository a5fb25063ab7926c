import fc from 'fast-check';
import { difference, pooledDifference, ratio, type Share, wilson } from '../../../lib/results/statistics';

const share = fc
  .integer({ min: 1, max: 5000 })
  .chain((people) => fc.record({ people: fc.constant(people), met: fc.nat(people) }));
const mirrored = ({ people, met }: Share): Share => ({ people, met: people - met });

describe('intervals', () => {
  it('hold their figure and stay within what is possible', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        for (const [estimate, least, most] of [
          [wilson(a), 0, 1],
          [difference(a, b), -1, 1],
          [ratio(a, b) ?? wilson(a), 0, Number.POSITIVE_INFINITY],
        ] as const) {
          expect(estimate.lower).toBeGreaterThanOrEqual(least);
          expect(estimate.lower).toBeLessThanOrEqual(estimate.value);
          expect(estimate.value).toBeLessThanOrEqual(estimate.upper);
          expect(estimate.upper).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('turn round when the arms are exchanged, or what is counted', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const there = difference(a, b);
        for (const back of [difference(b, a), difference(mirrored(a), mirrored(b))]) {
          expect(back.value).toBeCloseTo(-there.value, 10);
          expect(back.lower).toBeCloseTo(-there.upper, 10);
          expect(back.upper).toBeCloseTo(-there.lower, 10);
        }
      }),
    );
  });

  it('of difference and ratio never contradict each other', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [gap, times] = [difference(a, b), ratio(a, b)];
        if (times === undefined) return;
        // Rounding decides at the edge itself, where neither says anything.
        if (Math.abs(gap.lower) > 1e-9) expect(times.lower > 1).toBe(gap.lower > 0);
        if (Math.abs(gap.upper) > 1e-9) expect(times.upper < 1).toBe(gap.upper < 0);
      }),
    );
  });

  it('of the ratio end where their equation says', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [times, one, other] = [ratio(a, b), wilson(a), wilson(b)];
        fc.pre(times !== undefined && Number.isFinite(times.upper) && times.upper < 1e4);
        if (times === undefined) return;
        const off = (x: number, endA: number, endB: number): number =>
          (one.value - x * other.value) ** 2 - (one.value - endA) ** 2 - x ** 2 * (other.value - endB) ** 2;
        expect(off(times.lower, one.lower, other.upper)).toBeCloseTo(0, 6);
        expect(off(times.upper, one.upper, other.lower) / Math.max(1, times.upper ** 2)).toBeCloseTo(0, 6);
      }),
    );
  });

  it('narrow as people are added', () => {
    fc.assert(
      fc.property(share, share, fc.integer({ min: 2, max: 20 }), (a, b, times) => {
        const more = ({ people, met }: Share): Share => ({ people: people * times, met: met * times });
        const [few, many] = [difference(a, b), difference(more(a), more(b))];
        expect(many.upper - many.lower).toBeLessThanOrEqual(few.upper - few.lower + 1e-12);
      }),
    );
  });

  it('of several experiments do not hang on their order', () => {
    const arms = fc.record({ treated: share, heldOut: share });
    fc.assert(
      fc.property(fc.array(arms, { minLength: 1, maxLength: 5 }), (experiments) => {
        const [there, back] = [pooledDifference(experiments), pooledDifference([...experiments].reverse())];
        expect(back.lower).toBeCloseTo(there.lower, 10);
        expect(back.upper).toBeCloseTo(there.upper, 10);
      }),
    );
  });
});
