import { TIME_BUCKETS } from '../../contracts/results';
import type { Counters } from './counters';

/** Where a time lies, in seconds; without an upper end beyond the last bucket. */
export interface TimeBounds {
  readonly from: number;
  readonly upTo?: number;
}

/** How long people took from the first contact to the goal: only of those who met it. */
export interface TimesToGoal {
  readonly people: number;
  readonly buckets: readonly (TimeBounds & { readonly people: number })[];
  /** Bounds of the time within which half, and nine in ten, met it; absent where nobody did. */
  readonly median?: TimeBounds;
  readonly p90?: TimeBounds;
}

/** Times from a histogram of bucket -> people. */
export const timesToGoal = (histogram: Counters): TimesToGoal => {
  const buckets = TIME_BUCKETS.map(({ bucket, upTo }, index) => ({
    from: TIME_BUCKETS[index - 1]?.upTo ?? 0,
    ...(Number.isFinite(upTo) && { upTo }),
    people: histogram[bucket] ?? 0,
  }));
  const people = buckets.reduce((sum, bucket) => sum + bucket.people, 0);
  if (people === 0) return { people, buckets };
  const within = (share: number): TimeBounds => {
    let seen = 0;
    for (const { people: here, ...bounds } of buckets) {
      seen += here;
      if (seen >= Math.ceil(people * share)) return bounds;
    }
    throw new RangeError(`No share of people: ${share}.`);
  };
  return { people, buckets, median: within(0.5), p90: within(0.9) };
};
