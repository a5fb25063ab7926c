import type { Policy } from '../../contracts/policy';
import type { QuietTimes } from '../../contracts/quiet-times';

/** When nothing may be sent, in minutes and days. */
export const compileQuietTimes = ({ quietHours, blackouts }: Policy): QuietTimes => ({
  hours: quietHours.map(({ channels, from, until }) => ({ channels, from: minuteOf(from), until: minuteOf(until) })),
  blackouts: blackouts.map(({ from, until = from, teams }) => ({
    from,
    until,
    ...(teams === undefined ? {} : { teams }),
  })),
});

/** `21:30` as minutes of the day. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
