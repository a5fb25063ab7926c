import { DateTime } from 'luxon';

/** The panel's stores are in one zone; its instants are UTC. */
export const PANEL_ZONE = 'America/New_York';

/** From the panel's Thanksgiving week (Monday 2017-11-20) to the launches' (Monday 2026-11-23): weekdays and local hours stay. */
export const WEEKS_MOVED = 470;

/** A function of an instant that is the same for a whole hour, computed once an hour: zone arithmetic is slow. */
const hourly = <T>(compute: (ms: number) => T): ((ms: number) => T) => {
  const known = new Map<number, T>();
  return (ms) => {
    const hour = Math.floor(ms / 3_600_000);
    const value = known.get(hour) ?? compute(hour * 3_600_000);
    known.set(hour, value);
    return value;
  };
};

const shift = hourly(
  (ms) => DateTime.fromMillis(ms, { zone: PANEL_ZONE }).plus({ weeks: WEEKS_MOVED }).toMillis() - ms,
);

/** Panel instant -> business instant. Moved in local time, so that daylight saving does not shift an hour. */
export const toBusiness = (panelMs: number): number => panelMs + shift(panelMs);

/** Panel day (`2017-11-20`) -> business day. */
export const dayToBusiness = (day: string): string => moved(day).toISODate() ?? day;

/** Midnight that starts a panel day, as an instant of panel time. */
export const startOfDay = (day: string): number => DateTime.fromISO(day, { zone: PANEL_ZONE }).toMillis();

/** Midnight that ends a panel day. */
export const endOfDay = (day: string): number =>
  DateTime.fromISO(day, { zone: PANEL_ZONE }).plus({ days: 1 }).toMillis();

/** New York day of a panel instant. */
export const dayOf = hourly((ms) => DateTime.fromMillis(ms, { zone: PANEL_ZONE }).toISODate() ?? String(ms));

const moved = (day: string): DateTime => DateTime.fromISO(day, { zone: PANEL_ZONE }).plus({ weeks: WEEKS_MOVED });

/** Panel day of a business instant. */
export const panelDayOf = hourly(
  (ms) => DateTime.fromMillis(ms, { zone: PANEL_ZONE }).minus({ weeks: WEEKS_MOVED }).toISODate() ?? String(ms),
);
