import type { Waiver } from '../../contracts/platform';

/** When a waiver holds: from the day on which it was granted to the day before `expires`. */
export type WaiverTime = 'not-yet' | 'in-force' | 'ended';

/** Whether a waiver holds on a day (UTC, `2027-05-22`). */
export const timeOfWaiver = ({ granted, expires }: Pick<Waiver, 'granted' | 'expires'>, day: string): WaiverTime => {
  if (expires <= day) return 'ended';
  return granted <= day ? 'in-force' : 'not-yet';
};

/** Of several waivers that name the same, one in force on a day; else the first. */
export const answering = (waivers: readonly Waiver[], day: string): Waiver | undefined =>
  waivers.find((one) => timeOfWaiver(one, day) === 'in-force') ?? waivers[0];
