import { say } from '../../messages';
import { headcount } from '../../workspace/words';
import type { LaunchRule } from './rule';

/** A launch that names no number of people has the most. */
export const audienceCap: LaunchRule = {
  id: 'audience.tooMany',
  severity: 'error',
  what: 'A launch reaches at most as many people as policy allows.',
  why: 'A mistake in an audience should reach some people, not all.',
  fix: 'Lower atMost.',
  check: ({ audience }, { policy }) => {
    const people = audience?.atMost;
    if (policy === undefined || people === undefined) return [];
    const { atMost: most } = policy.audience;
    if (headcount(people) <= headcount(most)) return [];
    return [{ ...say('audience.tooMany', { people, most }), path: ['audience', 'atMost'] }];
  },
};
