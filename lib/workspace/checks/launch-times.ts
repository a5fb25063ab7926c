import { durationSeconds } from '../../../contracts/duration';
import type { LaunchManifest } from '../../../contracts/launch';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { instantOf, isTimezone, lastInstantOf } from '../times';

/** Zone and times exist, stand in order and stay within the longest run; a scheduled time lies inside. */
export const checkTimes = (launch: LaunchManifest, known: Known): readonly Draft[] => {
  const { timezone, starts, ends, redeemUntil } = launch.when;
  if (!isTimezone(timezone)) {
    const message = `"${timezone}" is not a time zone; allowed: IANA names, for example America/New_York`;
    return [{ code: 'when.timezone', path: ['when', 'timezone'], message, fix: 'Write the zone as Area/City.' }];
  }
  const start = instantOf(starts, timezone);
  const end = lastInstantOf(ends, timezone);
  const redeem = redeemUntil === undefined ? end : lastInstantOf(redeemUntil, timezone);
  const at = launch.trigger !== undefined && 'at' in launch.trigger ? launch.trigger.at : undefined;
  const run = at === undefined ? start : instantOf(at, timezone);
  const missing = [
    ...(start === undefined ? [noSuchTime(['when', 'starts'], starts, timezone)] : []),
    ...(end === undefined ? [noSuchTime(['when', 'ends'], ends, timezone)] : []),
    ...(redeem === undefined && redeemUntil !== undefined
      ? [noSuchTime(['when', 'redeemUntil'], redeemUntil, timezone)]
      : []),
    ...(run === undefined && at !== undefined ? [noSuchTime(['trigger', 'at'], at, timezone)] : []),
  ];
  if (start === undefined || end === undefined) return missing;
  if (start >= end) {
    const message = `ends "${ends}" before it starts "${starts}"`;
    return [...missing, { code: 'when.order', path: ['when', 'ends'], message, fix: 'Let it end after it starts.' }];
  }
  const longest = known.policy?.longestRun;
  const drafts: Draft[] = [...missing];
  if (longest !== undefined && end.toSeconds() - start.toSeconds() > durationSeconds(longest)) {
    const message = `runs from ${starts} to ${ends}; at most ${longest}`;
    drafts.push({
      code: 'when.tooLong',
      path: ['when', 'ends'],
      message,
      fix: 'End it earlier, or make it several launches.',
    });
  }
  if (redeem !== undefined && redeem < end) {
    const message = `"${redeemUntil}" is before the launch ends (${ends})`;
    drafts.push({
      code: 'when.redeem',
      path: ['when', 'redeemUntil'],
      message,
      fix: 'Let people redeem at least until the end.',
    });
  }
  if (run !== undefined && at !== undefined && (run < start || run > end)) {
    const message = `"${at}" is outside the launch: ${starts} to ${ends}`;
    drafts.push({
      code: 'trigger.outside',
      path: ['trigger', 'at'],
      message,
      fix: 'Choose a minute between starts and ends.',
    });
  }
  return drafts;
};

const noSuchTime = (path: Path, text: string, timezone: string): Draft => ({
  code: 'when.noSuchTime',
  path,
  message: `"${text}" does not exist in ${timezone}`,
  fix: 'Choose a date of the calendar and an hour that the clock change does not skip.',
});
