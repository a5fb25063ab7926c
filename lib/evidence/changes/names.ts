import type { Row } from '../../governance/register/schema';

/** What is found where, in words: rule, finding and path. */
export const named = ({ rule, path, finding }: Pick<Row, 'rule' | 'path' | 'finding'>): string =>
  `${rule}${finding === undefined ? '' : ` [${finding}]`} on ${path}`;

/** At most so many names in one sentence. */
const TOLD = 3;

/** Names in order: `a, b, c and 2 more`. */
export const listed = (all: readonly string[]): string => {
  const sorted = [...all].sort();
  const more = sorted.length - TOLD;
  return more > 0 ? `${sorted.slice(0, TOLD).join(', ')} and ${more} more` : sorted.join(', ');
};

/** How often each comes: `AWS::SQS::Queue 2, AWS::IAM::Role 1`, the most frequent first. */
export const tallied = (all: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts]
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .map(([one, count]) => `${one} ${count}`)
    .join(', ');
};
