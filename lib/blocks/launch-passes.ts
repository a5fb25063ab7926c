import type { CfnScheduleProps } from 'aws-cdk-lib/aws-scheduler';
import type { Trigger } from '../../contracts/decision';

export interface Passes
  extends Pick<CfnScheduleProps, 'scheduleExpression' | 'scheduleExpressionTimezone' | 'startDate' | 'endDate'> {
  /** What the message says beyond launch and run. */
  readonly input: Readonly<Record<string, string>>;
}

const HOUR_MS = 3_600_000;
/** Clocks on Earth go from 14 hours before UTC's to 12 behind. */
const FIRST_ZONE_HOURS = 14;
const LAST_ZONE_HOURS = 12;

/** Scheduler takes `yyyy-MM-ddTHH:mm:ss` in the schedule's own time zone. */
const scheduleTime = (instant: number): string => new Date(instant).toISOString().slice(0, 19);

/**
 * When a scheduled launch starts: once; or, by the customer's clock, in hourly passes while that wall-clock time comes
 * round the Earth, each for those whose clock has just reached it.
 */
export const passesOf = (trigger: Extract<Trigger, { kind: 'at' }>, timezone: string): Passes => {
  const at = Date.parse(trigger.at);
  const zone = { scheduleExpressionTimezone: 'UTC' };
  if (trigger.clock === 'launch') return { scheduleExpression: `at(${scheduleTime(at)})`, ...zone, input: {} };
  const wall = at + offsetMs(at, timezone);
  return {
    scheduleExpression: `cron(${new Date(wall).getUTCMinutes()} * * * ? *)`,
    ...zone,
    startDate: new Date(wall - FIRST_ZONE_HOURS * HOUR_MS).toISOString(),
    // Zones that are not whole hours from UTC fall into the pass after theirs.
    endDate: new Date(wall + (LAST_ZONE_HOURS + 1) * HOUR_MS).toISOString(),
    input: { passAt: '<aws.scheduler.scheduled-time>' },
  };
};

/** How far a zone's clocks are ahead of UTC at an instant. */
const offsetMs = (instant: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return wall - Math.floor(instant / 60_000) * 60_000;
};
