import { durationSeconds } from '../../../contracts/duration';
import type { LaunchManifest } from '../../../contracts/launch';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound, ifSound } from '../sound';
import { instantOf, isTimezone, lastInstantOf } from '../times';

/** Zone and times exist, stand in order and stay within the longest run; a scheduled time lies inside. */
export const checkTimes = (launch: LaunchManifest, known: Known): readonly Draft[] =>
  eachSound(
    () => zoneExists(launch),
    () => timeExists(launch, launch.when.starts, ['when', 'starts']),
    () => timeExists(launch, launch.when.ends, ['when', 'ends']),
    () => timeExists(launch, launch.when.redeemUntil, ['when', 'redeemUntil']),
    () => timeExists(launch, scheduled(launch), ['trigger', 'at']),
    () => endsAfterStart(launch),
    () => staysWithin(launch, known),
    () => redeemsUntilEnd(launch),
    () => runsInside(launch),
  );

const zoneExists = ({ when }: LaunchManifest): readonly Draft[] => {
  if (isTimezone(when.timezone)) return [];
  const message = `"${when.timezone}" is not a time zone; allowed: IANA names, for example America/New_York`;
  return [{ code: 'when.timezone', path: ['when', 'timezone'], message, fix: 'Write the zone as Area/City.' }];
};

const timeExists = (launch: LaunchManifest, text: string | undefined, path: Path): readonly Draft[] => {
  const zone = zoneOf(launch);
  if (text === undefined || instantOf(text, zone) !== undefined) return [];
  const message = `"${text}" does not exist in ${zone}`;
  const fix = 'Choose a date of the calendar and an hour that the clock change does not skip.';
  return [{ code: 'when.noSuchTime', path, message, fix }];
};

const endsAfterStart = (launch: LaunchManifest): readonly Draft[] => {
  const { starts, ends } = launch.when;
  const { start, end } = windowOf(launch);
  if (start === undefined || end === undefined || start < end) return [];
  const message = `ends "${ends}" before it starts "${starts}"`;
  return [{ code: 'when.order', path: ['when', 'ends'], message, fix: 'Let it end after it starts.' }];
};

const staysWithin = (launch: LaunchManifest, known: Known): readonly Draft[] => {
  const { timezone, starts, ends } = launch.when;
  const { start, end } = windowOf(launch);
  const longest = known.policy?.longestRun;
  if (longest === undefined || start === undefined || end === undefined || !isTimezone(timezone)) return [];
  if (end.toSeconds() - start.toSeconds() <= durationSeconds(longest)) return [];
  const message = `runs from ${starts} to ${ends}; at most ${longest}`;
  const fix = 'End it earlier, or make it several launches.';
  return [{ code: 'when.tooLong', path: ['when', 'ends'], message, fix }];
};

const redeemsUntilEnd = (launch: LaunchManifest): readonly Draft[] => {
  const { redeemUntil, ends } = launch.when;
  if (redeemUntil === undefined) return [];
  const redeem = lastInstantOf(redeemUntil, zoneOf(launch));
  const end = lastInstantOf(ends, zoneOf(launch));
  if (redeem === undefined || end === undefined || redeem >= end) return [];
  const message = `"${redeemUntil}" is before the launch ends (${ends})`;
  const fix = 'Let people redeem at least until the end.';
  return [{ code: 'when.redeem', path: ['when', 'redeemUntil'], message, fix }];
};

const runsInside = (launch: LaunchManifest): readonly Draft[] => {
  const at = scheduled(launch);
  if (at === undefined) return [];
  const { starts, ends } = launch.when;
  const { start, end } = windowOf(launch);
  const run = instantOf(at, zoneOf(launch));
  if (run === undefined || start === undefined || end === undefined || start >= end) return [];
  if (run >= start && run <= end) return [];
  const message = `"${at}" is outside the launch: ${starts} to ${ends}`;
  const fix = 'Choose a minute between starts and ends.';
  return [{ code: 'trigger.outside', path: ['trigger', 'at'], message, fix }];
};

const scheduled = ({ trigger }: LaunchManifest): string | undefined =>
  trigger !== undefined && 'at' in trigger ? trigger.at : undefined;

const windowOf = (launch: LaunchManifest) => ({
  start: instantOf(launch.when.starts, zoneOf(launch)),
  end: lastInstantOf(launch.when.ends, zoneOf(launch)),
});

/** Order does not depend on the zone: where that does not exist, it is judged in UTC. */
const zoneOf = ({ when }: LaunchManifest): string => {
  const zone = ifSound(() => when.timezone);
  return zone !== undefined && isTimezone(zone) ? zone : 'UTC';
};
