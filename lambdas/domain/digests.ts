import type { Digest } from '../../contracts/profile';
import { canonicalJson } from './canonical';
import { oncePer } from './once-per';
import { compareText } from './stamp';

type What = Pick<Digest, 'event' | 'where'>;

/**
 * Adds one occurrence. Of all occurrences in the strand the newest stay, of the same second those of the digest
 * that sorts later, so the order in which they came does not show. Unchanged if the occurrence is too old to stay.
 */
export const remember = (digests: readonly Digest[], what: What, time: number, most: number): readonly Digest[] => {
  const added = withTime(digests, what, time);
  const total = added.reduce((sum, { times }) => sum + times.length, 0);
  if (total <= most) return added;
  const kept = withoutOldest(added);
  return sameTimes(kept, digests) ? digests : kept;
};

/** Events come in runs, and the same person's digests are compared again and again. */
const textOf = oncePer((where: Digest['where']): string => canonicalJson(where));

const withTime = (digests: readonly Digest[], { event, where }: What, time: number): readonly Digest[] => {
  const text = canonicalJson(where);
  const order = (digest: Digest): number => compareText(digest.event, event) || compareText(textOf(digest.where), text);
  const at = digests.findIndex((digest) => order(digest) >= 0);
  const found = digests[at];
  if (found === undefined) return [...digests, { event, where, times: [time] }];
  if (order(found) > 0) return digests.toSpliced(at, 0, { event, where, times: [time] });
  return digests.with(at, { ...found, times: [...found.times, time].sort((a, b) => a - b) });
};

const withoutOldest = (digests: readonly Digest[]): readonly Digest[] => {
  let oldest = 0;
  for (const [at, { times }] of digests.entries()) {
    if ((times[0] ?? Number.POSITIVE_INFINITY) < (digests[oldest]?.times[0] ?? Number.POSITIVE_INFINITY)) oldest = at;
  }
  const { times = [], ...what } = digests[oldest] ?? {};
  if (times.length <= 1) return digests.toSpliced(oldest, 1);
  return digests.with(oldest, { ...(what as What), times: times.slice(1) });
};

/** Whether the occurrence that was added is the one that was dropped. */
const sameTimes = (a: readonly Digest[], b: readonly Digest[]): boolean =>
  a.length === b.length && a.every((digest, at) => canonicalJson(digest) === canonicalJson(b[at]));
