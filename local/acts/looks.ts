import type { DueSchedule } from '../replay/schedules';

const HOUR_MS = 3_600_000;

/**
 * Times at which somebody looks who has entered or left a segment by time passing. In stage `local` the schedule that asks
 * for it every minute is off, because a minute there is no minute of the business clock.
 */
export const looksAt = (
  window: { readonly from: number; readonly to: number },
  everyHours: number,
  look: () => Promise<void>,
): readonly DueSchedule[] => {
  const times: number[] = [];
  for (let at = window.from + everyHours * HOUR_MS; at < window.to; at += everyHours * HOUR_MS) times.push(at);
  return times.map((at) => ({ name: 'review of segments', at, fire: look }));
};
