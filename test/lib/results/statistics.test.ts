import {
  difference,
  type Estimate,
  peopleNeeded,
  pooledDifference,
  ratio,
  type Share,
  wilson,
} from '../../../lib/results/statistics';

const of = (met: number, people: number): Share => ({ met, people });
const rounded = (estimate: Estimate | undefined): readonly number[] | undefined =>
  estimate && [estimate.value, estimate.lower, estimate.upper].map((value) => Number(value.toFixed(4)) + 0);

describe('wilson', () => {
  // Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval of %d of %d', (met, people, lower, upper) => {
    expect(rounded(wilson(of(met, people)))?.slice(1)).toEqual([lower, upper]);
  });

  it.each([of(0, 0), of(2, 1), of(-1, 5), of(Number.NaN, 5)])('has nothing to say of %j', (share) => {
    expect(() => wilson(share)).toThrow(RangeError);
  });
});

describe('difference', () => {
  // Newcombe (1998), Interval estimation for the difference between independent proportions, table II, method 10.
  it.each([
    [of(56, 70), of(48, 80), 0.2, 0.0524, 0.3339],
    [of(9, 10), of(3, 10), 0.6, 0.1705, 0.809],
    [of(6, 7), of(2, 7), 0.5714, 0.0582, 0.8062],
    [of(5, 56), of(0, 29), 0.0893, -0.0381, 0.1926],
    [of(0, 10), of(0, 20), 0, -0.1611, 0.2775],
    [of(0, 10), of(0, 10), 0, -0.2775, 0.2775],
    [of(10, 10), of(0, 20), 1, 0.6791, 1],
    [of(10, 10), of(0, 10), 1, 0.6075, 1],
  ])('gives the published interval of %j and %j', (a, b, ...published) => {
    expect(rounded(difference(a, b))).toEqual(published);
  });
});

describe('ratio', () => {
  // Fagerland, Lydersen, Laake (2017), Statistical analysis of contingency tables, chapter 4, MOVER-R Wilson.
  it('gives the published interval', () => {
    expect(rounded(ratio(of(7, 34), of(1, 34)))).toEqual([7, 1.1537, 41.9763]);
  });

  it('says what it can where nobody of an arm met the goal', () => {
    expect(ratio(of(3, 16), of(0, 72))).toMatchObject({
      value: Number.POSITIVE_INFINITY,
      upper: Number.POSITIVE_INFINITY,
    });
    expect(ratio(of(3, 16), of(0, 72))?.lower).toBeGreaterThan(1);
    expect(rounded(ratio(of(0, 16), of(15, 72)))?.slice(0, 2)).toEqual([0, 0]);
    expect(ratio(of(0, 16), of(0, 72))).toBeUndefined();
  });
});

describe('pooledDifference', () => {
  const arms = (a: Share, b: Share) => ({ treated: a, heldOut: b });

  it('is the difference of one experiment, and leaves out those without an arm', () => {
    const one = arms(of(56, 70), of(48, 80));
    expect(pooledDifference([one, arms(of(5, 9), of(0, 0))])).toEqual(difference(one.treated, one.heldOut));
    expect(() => pooledDifference([arms(of(1, 5), of(0, 0))])).toThrow(RangeError);
  });

  it('weighs experiments by the people of both arms', () => {
    // Mantel-Haenszel by hand: weights 100 * 50 / 150 and 200 * 20 / 220, differences 0.1 and 0.2.
    const { value } = pooledDifference([arms(of(30, 100), of(10, 50)), arms(of(100, 200), of(6, 20))]);
    const [a, b] = [5000 / 150, 4000 / 220];
    expect(value).toBeCloseTo((a * 0.1 + b * 0.2) / (a + b), 12);
  });

  it('is surer of two experiments than of each', () => {
    const one = arms(of(56, 70), of(48, 80));
    const [alone, both] = [pooledDifference([one]), pooledDifference([one, one])];
    expect(both.value).toBeCloseTo(alone.value, 12);
    expect(both.upper - both.lower).toBeCloseTo((alone.upper - alone.lower) / Math.SQRT2, 2);
  });

  it('is not misled by launches whose people differ: no lift in either is no lift together', () => {
    // Added up, treated would be 110 of 1,100 and held out 90 of 200.
    expect(pooledDifference([arms(of(10, 1000), of(1, 100)), arms(of(89, 100), of(89, 100))]).value).toBeCloseTo(0, 12);
  });
});

describe('peopleNeeded', () => {
  it('gives the textbook size of two equal arms', () => {
    // 10 % against 15 %, 95 % and 80 %: 683 an arm, (1.96 + 0.84)^2 (0.09 + 0.1275) / 0.05^2.
    expect(peopleNeeded(0.15, 0.1, 0.5)).toBe(1366);
  });

  it('asks for more where fewer are held out, or less is to be seen', () => {
    expect(peopleNeeded(0.15, 0.1, 0.1)).toBeGreaterThan(peopleNeeded(0.15, 0.1, 0.2));
    expect(peopleNeeded(0.12, 0.1, 0.1)).toBeGreaterThan(peopleNeeded(0.15, 0.1, 0.1));
  });
});
