import { durationSeconds } from '../../../contracts/duration-words';
import { say } from '../../messages';
import { windowOf } from '../../workspace/launch-window';
import { isTimezone } from '../../workspace/times';
import type { LaunchRule } from './rule';

/** A launch ends. */
export const longestRun: LaunchRule = {
  id: 'when.tooLong',
  severity: 'error',
  what: 'A launch runs at most as long as policy allows.',
  why: 'A launch that never ends is forgotten, and goes on speaking.',
  fix: 'End it earlier, or make it several launches.',
  check: (launch, { policy }) => {
    const { timezone, starts, ends } = launch.when;
    const { start, end } = windowOf(launch);
    const longest = policy?.longestRun;
    if (longest === undefined || start === undefined || end === undefined || !isTimezone(timezone)) return [];
    if (end.toSeconds() - start.toSeconds() <= durationSeconds(longest)) return [];
    return [{ ...say('when.tooLong', { starts, ends, longest }), path: ['when', 'ends'] }];
  },
};
