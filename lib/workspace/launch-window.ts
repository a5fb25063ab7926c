import type { DateTime } from 'luxon';
import type { LaunchManifest } from '../../contracts/launch';
import { ifSound } from './sound';
import { instantOf, isTimezone, lastInstantOf } from './times';

/** A launch's zone; where that does not exist, UTC: the order of times does not depend on it. */
export const zoneOf = ({ when }: LaunchManifest): string => {
  const zone = ifSound(() => when.timezone);
  return zone !== undefined && isTimezone(zone) ? zone : 'UTC';
};

/** First and last instant of a launch, as far as they exist. */
export const windowOf = (
  launch: LaunchManifest,
): { readonly start: DateTime | undefined; readonly end: DateTime | undefined } => ({
  start: instantOf(launch.when.starts, zoneOf(launch)),
  end: lastInstantOf(launch.when.ends, zoneOf(launch)),
});

/** The minute at which a launch speaks to all at once; undefined where it does not. */
export const scheduled = ({ trigger }: LaunchManifest): string | undefined =>
  trigger !== undefined && 'at' in trigger ? trigger.at : undefined;
