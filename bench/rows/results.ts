import { type Arms, difference, type Estimate, pooledDifference, ratio } from '../../lib/results/statistics';
import { seededRandom } from '../../test/support/seeded-random';
import type { Bench, Row } from '../row';

const LAUNCHES = 1000;
const GOALS = 1000;
const PER_GOAL = 4;
const SEED = 2026;

interface Simulated extends Arms {
  /** Shares that people were drawn by. */
  readonly truth: { readonly treated: number; readonly heldOut: number };
}

/** A launch to between 600 and 60,000 people, 5 to 20 % of them held out, of whom 1 to 25 % do it anyway; it does from a tenth less to half more. */
const simulate = (random: () => number): Simulated => {
  const between = (low: number, high: number): number => low + random() * (high - low);
  const people = Math.round(600 * 100 ** random());
  const [holdout, base] = [between(0.05, 0.2), between(0.01, 0.25)];
  const truth = { treated: base * between(0.9, 1.5), heldOut: base };
  const arms = { treated: { people: 0, met: 0 }, heldOut: { people: 0, met: 0 } };
  for (let person = 0; person < people; person += 1) {
    const arm = random() < holdout ? 'heldOut' : 'treated';
    arms[arm].people += 1;
    if (random() < truth[arm]) arms[arm].met += 1;
  }
  return { ...arms, truth };
};

const covers = (interval: Estimate | undefined, truth: number): boolean =>
  interval !== undefined && interval.lower <= truth && truth <= interval.upper;

const share = (id: string, what: string, hits: readonly boolean[]): Row => {
  const value = (hits.filter(Boolean).length / hits.length) * 100;
  return { id, what, value, unit: '%', target: '93 to 97', ok: value >= 93 && value <= 97 };
};

/** How often the intervals that `tandem results` shows hold what launches were simulated with. */
export const results: Bench = {
  id: 'results',
  run: async () => {
    const random = seededRandom(SEED);
    const launches = Array.from({ length: LAUNCHES }, () => simulate(random));
    const goals = Array.from({ length: GOALS }, () => Array.from({ length: PER_GOAL }, () => simulate(random)));
    return [
      share(
        'results.coverage',
        `of ${LAUNCHES.toLocaleString('en')} simulated launches, those whose interval covers the true lift`,
        launches.map(({ treated, heldOut, truth }) =>
          covers(difference(treated, heldOut), truth.treated - truth.heldOut),
        ),
      ),
      share(
        'results.coverage.relative',
        'the same of the relative lift',
        launches.map(({ treated, heldOut, truth }) => covers(ratio(treated, heldOut), truth.treated / truth.heldOut)),
      ),
      share(
        'results.coverage.goal',
        `the same of ${GOALS.toLocaleString('en')} shared goals of ${PER_GOAL} launches each`,
        goals.map((launchesOf) => covers(pooledDifference(launchesOf), trueMean(launchesOf))),
      ),
    ];
  },
};

/** The mean that pooling estimates: of the true differences, by the same weights. */
const trueMean = (launches: readonly Simulated[]): number => {
  const weights = launches.map(({ treated: t, heldOut: h }) => (t.people * h.people) / (t.people + h.people));
  const sum = launches.reduce(
    (total, { truth }, index) => total + (weights[index] ?? 0) * (truth.treated - truth.heldOut),
    0,
  );
  return sum / weights.reduce((total, weight) => total + weight, 0);
};
