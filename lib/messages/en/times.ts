import type { Words } from './words';

/** When a launch runs. */
export const timeTexts = {
  'when.timezone': ({ timezone }: { timezone: string }): Words => ({
    message: `"${timezone}" is not a time zone; allowed: IANA names, for example America/New_York`,
    fix: 'Write the zone as Area/City.',
  }),
  'when.noSuchTime': ({ time, timezone }: { time: string; timezone: string }): Words => ({
    message: `"${time}" does not exist in ${timezone}`,
    fix: 'Choose a date of the calendar and an hour that the clock change does not skip.',
  }),
  'when.order': ({ starts, ends }: Run): Words => ({
    message: `ends "${ends}" before it starts "${starts}"`,
    fix: 'Let it end after it starts.',
  }),
  'when.tooLong': ({ starts, ends, longest }: Run & { longest: string }): Words => ({
    message: `runs from ${starts} to ${ends}; at most ${longest}`,
    fix: 'End it earlier, or make it several launches.',
  }),
  'when.redeem': ({ redeemUntil, ends }: { redeemUntil: string; ends: string }): Words => ({
    message: `"${redeemUntil}" is before the launch ends (${ends})`,
    fix: 'Let people redeem at least until the end.',
  }),
  'trigger.outside': ({ at, starts, ends }: Run & { at: string }): Words => ({
    message: `"${at}" is outside the launch: ${starts} to ${ends}`,
    fix: 'Choose a minute between starts and ends.',
  }),
};

/** As the manifest has it. */
interface Run {
  readonly starts: string;
  readonly ends: string;
}
