import type { Stamp } from '../../contracts/profile';

/** Order of two observations: event time, then event key. No two events compare equal. */
export const compareStamps = (a: Stamp, b: Stamp): number => compareText(a.at, b.at) || compareText(a.key, b.key);

/** Order of two texts by UTF-16 code unit, the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Only the stamp of something stamped. */
export const stampOf = ({ at, key }: Stamp): Stamp => ({ at, key });

export const earlier = (a: Stamp, b: Stamp): Stamp => (compareStamps(a, b) <= 0 ? a : b);
export const later = (a: Stamp, b: Stamp): Stamp => (compareStamps(a, b) >= 0 ? a : b);
