import type { LaunchManifest } from '../../../contracts/launch';
import { say } from '../../messages';
import type { Draft } from '../draft';
import { scheduled, windowOf, zoneOf } from '../launch-window';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { instantOf, isTimezone, lastInstantOf } from '../times';

/** Zone and times exist and stand in order; a scheduled time lies inside. */
export const checkTimes = (launch: LaunchManifest): readonly Draft[] =>
  eachSound(
    () => zoneExists(launch),
    () => timeExists(launch, launch.when.starts, ['when', 'starts']),
    () => timeExists(launch, launch.when.ends, ['when', 'ends']),
    () => timeExists(launch, launch.when.redeemUntil, ['when', 'redeemUntil']),
    () => timeExists(launch, scheduled(launch), ['trigger', 'at']),
    () => endsAfterStart(launch),
    () => redeemsUntilEnd(launch),
    () => runsInside(launch),
  );

const zoneExists = ({ when }: LaunchManifest): readonly Draft[] => {
  if (isTimezone(when.timezone)) return [];
  return [{ ...say('when.timezone', { timezone: when.timezone }), path: ['when', 'timezone'] }];
};

const timeExists = (launch: LaunchManifest, text: string | undefined, path: Path): readonly Draft[] => {
  const timezone = zoneOf(launch);
  if (text === undefined || instantOf(text, timezone) !== undefined) return [];
  return [{ ...say('when.noSuchTime', { time: text, timezone }), path }];
};

const endsAfterStart = (launch: LaunchManifest): readonly Draft[] => {
  const { starts, ends } = launch.when;
  const { start, end } = windowOf(launch);
  if (start === undefined || end === undefined || start < end) return [];
  return [{ ...say('when.order', { starts, ends }), path: ['when', 'ends'] }];
};

const redeemsUntilEnd = (launch: LaunchManifest): readonly Draft[] => {
  const { redeemUntil, ends } = launch.when;
  if (redeemUntil === undefined) return [];
  const redeem = lastInstantOf(redeemUntil, zoneOf(launch));
  const end = lastInstantOf(ends, zoneOf(launch));
  if (redeem === undefined || end === undefined || redeem >= end) return [];
  return [{ ...say('when.redeem', { redeemUntil, ends }), path: ['when', 'redeemUntil'] }];
};

const runsInside = (launch: LaunchManifest): readonly Draft[] => {
  const at = scheduled(launch);
  if (at === undefined) return [];
  const { starts, ends } = launch.when;
  const { start, end } = windowOf(launch);
  const run = instantOf(at, zoneOf(launch));
  if (run === undefined || start === undefined || end === undefined || start >= end) return [];
  if (run >= start && run <= end) return [];
  return [{ ...say('trigger.outside', { at, starts, ends }), path: ['trigger', 'at'] }];
};
