/** People, and how many of them met the goal. */
export interface Share {
  readonly people: number;
  readonly met: number;
}

/** A figure and the ends of its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Two-sided 95 %, and the power of 80 % at which sizes are planned: quantiles of the standard normal distribution. */
const Z = 1.959963984540054;
const Z_POWER = 0.8416212335729143;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * A share with Wilson's score interval. Throws on an arm without people: nothing can be said of it.
 * E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
 */
export const wilson = ({ people, met }: Share): Estimate => {
  if (!(people > 0 && met >= 0 && met <= people)) throw new RangeError(`No share: ${met} of ${people}.`);
  const value = met / people;
  const middle = (2 * met + Z ** 2) / (2 * (people + Z ** 2));
  const half = (Z * Math.sqrt(Z ** 2 + 4 * met * (1 - value))) / (2 * (people + Z ** 2));
  // Clamped to the share itself: at 0 and 1 the end is exact, and rounding must not put it on the wrong side.
  return { value, lower: clamp(middle - half, 0, value), upper: clamp(middle + half, value, 1) };
};

/**
 * Difference of two shares with Newcombe's hybrid score interval.
 * R. G. Newcombe (1998), Interval estimation for the difference between independent proportions: comparison of eleven
 * methods, Statistics in Medicine 17, 873-890, method 10.
 */
export const difference = (treated: Share, heldOut: Share): Estimate => pooledDifference([{ treated, heldOut }]);

/**
 * Ratio of two shares with the MOVER-R interval on Wilson's limits. It excludes 1 exactly where the interval of the difference
 * excludes 0, so the two never contradict each other. The upper end is infinite where nobody who was held out met the goal;
 * undefined where nobody at all did.
 * A. Donner, G. Y. Zou (2012), Closed-form confidence intervals for functions of the normal mean and standard deviation,
 * Statistical Methods in Medical Research 21, 347-359.
 */
export const ratio = (treated: Share, heldOut: Share): Estimate | undefined => {
  const [a, b] = [wilson(treated), wilson(heldOut)];
  if (a.value === 0 && b.value === 0) return undefined;
  const product = a.value * b.value;
  // Each end is the root of (a - x b)^2 = (a - endA)^2 + x^2 (b - endB)^2 on its side, in the form that divides by no zero.
  const parts = (endA: number, endB: number): readonly [root: number, ofA: number, ofB: number] => {
    const [ofA, ofB] = [endA * (2 * a.value - endA), endB * (2 * b.value - endB)];
    return [product + Math.sqrt(Math.max(0, product ** 2 - ofA * ofB)), ofA, ofB];
  };
  const [low, lowOfA] = parts(a.lower, b.upper);
  const [high, , highOfB] = parts(a.upper, b.lower);
  return {
    value: b.value === 0 ? Number.POSITIVE_INFINITY : a.value / b.value,
    lower: low === 0 ? 0 : lowOfA / low,
    upper: highOfB === 0 ? Number.POSITIVE_INFINITY : high / highOfB,
  };
};

export interface Arms {
  readonly treated: Share;
  readonly heldOut: Share;
}

/**
 * Difference of shares over several experiments: the mean of their differences by Mantel-Haenszel weights, with the ends put
 * together from Wilson's limits of every arm (MOVER). Of one experiment it is Newcombe's interval. Experiments are taken as
 * independent; one that lacks an arm says nothing and is left out. Throws where none is left.
 * N. Mantel, W. Haenszel (1959), J. Natl. Cancer Inst. 22, 719-748; G. Y. Zou, A. Donner (2008), Construction of confidence
 * limits about effect measures: a general approach, Statistics in Medicine 27, 1693-1702.
 */
export const pooledDifference = (experiments: readonly Arms[]): Estimate => {
  const whole = experiments.filter(({ treated, heldOut }) => treated.people > 0 && heldOut.people > 0);
  if (whole.length === 0) throw new RangeError('No experiment has people in both arms.');
  const weights = whole.map(({ treated: t, heldOut: h }) => (t.people * h.people) / (t.people + h.people));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let [value, below, above] = [0, 0, 0];
  whole.forEach(({ treated, heldOut }, index) => {
    const weight = (weights[index] ?? 0) / sum;
    const [t, h] = [wilson(treated), wilson(heldOut)];
    value += weight * (t.value - h.value);
    below += weight ** 2 * ((t.value - t.lower) ** 2 + (h.upper - h.value) ** 2);
    above += weight ** 2 * ((t.upper - t.value) ** 2 + (h.value - h.lower) ** 2);
  });
  return { value, lower: Math.max(-1, value - Math.sqrt(below)), upper: Math.min(1, value + Math.sqrt(above)) };
};

/**
 * People in both arms together that it takes to see, four times in five, that `treated` and `heldOut` are different shares, where
 * `holdout` of the people are held out. J. L. Fleiss, B. Levin, M. C. Paik (2003), Statistical methods for rates and proportions,
 * chapter 4, without correction for continuity.
 */
export const peopleNeeded = (treated: number, heldOut: number, holdout: number): number => {
  const variance = (treated * (1 - treated)) / (1 - holdout) + (heldOut * (1 - heldOut)) / holdout;
  return Math.ceil(((Z + Z_POWER) ** 2 * variance) / (treated - heldOut) ** 2);
};
