import { DateTime } from 'luxon';

/** The panel's stores are in one zone; its instants are UTC. */
export const PANEL_ZONE = 'America/New_York';

/** From the panel's Thanksgiving week (Monday 2017-11-20) to the launches' (Monday 2026-11-23): weekdays and local hours stay. */
export const WEEKS_MOVED = 470;

/** Panel instant -> business instant. Moved in local time, so that daylight saving does not shift an hour. */
export const toBusiness = (panelMs: number): number =>
  DateTime.fromMillis(panelMs, { zone: PANEL_ZONE }).plus({ weeks: WEEKS_MOVED }).toMillis();

/** Panel day (`2017-11-20`) -> business day. */
export const dayToBusiness = (day: string): string => moved(day).toISODate() ?? day;

/** Midnight that starts a panel day, as an instant of panel time. */
export const startOfDay = (day: string): number => DateTime.fromISO(day, { zone: PANEL_ZONE }).toMillis();

/** Midnight that ends a panel day. */
export const endOfDay = (day: string): number =>
  DateTime.fromISO(day, { zone: PANEL_ZONE }).plus({ days: 1 }).toMillis();

/** New York day of a panel instant. */
export const dayOf = (panelMs: number): string =>
  DateTime.fromMillis(panelMs, { zone: PANEL_ZONE }).toISODate() ?? String(panelMs);

const moved = (day: string): DateTime => DateTime.fromISO(day, { zone: PANEL_ZONE }).plus({ weeks: WEEKS_MOVED });

/** Panel day of a business instant. */
export const panelDayOf = (businessMs: number): string =>
  DateTime.fromMillis(businessMs, { zone: PANEL_ZONE }).minus({ weeks: WEEKS_MOVED }).toISODate() ?? String(businessMs);
