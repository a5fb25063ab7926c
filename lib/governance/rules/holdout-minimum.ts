import { say } from '../../messages';
import { share } from '../../workspace/words';
import type { LaunchRule } from './rule';

/** A launch that names no holdout has the least one. */
export const holdoutMinimum: LaunchRule = {
  id: 'holdout.tooSmall',
  severity: 'error',
  what: 'A launch keeps out at least the share of people that policy asks for.',
  why: 'Without people who were kept out nobody can say what a launch did.',
  fix: 'Raise the holdout.',
  check: ({ audience }, { policy }) => {
    const holdout = audience?.holdout;
    if (policy === undefined || holdout === undefined) return [];
    const { minimum: least } = policy.holdout;
    if (share(holdout) >= share(least)) return [];
    return [{ ...say('holdout.tooSmall', { holdout, least }), path: ['audience', 'holdout'] }];
  },
};
