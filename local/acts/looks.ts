import type { DueSchedule } from '../replay/schedules';

const HOUR_MS = 3_600_000;

/**
 * Times at which somebody looks for what happens by time passing: who has entered or left a segment, which launch is over. In
 * stage `local` the schedules that ask for it every few minutes are off, because a minute there is no minute of the business clock.
 */
export const looksAt = (
  window: { readonly from: number; readonly to: number },
  everyHours: number,
  look: () => Promise<void>,
): readonly DueSchedule[] => {
  const times: number[] = [];
  for (let at = window.from + everyHours * HOUR_MS; at < window.to; at += everyHours * HOUR_MS) times.push(at);
  return times.map((at) => ({ name: 'look', at, fire: look }));
};
