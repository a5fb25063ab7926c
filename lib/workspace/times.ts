import { DateTime, IANAZone } from 'luxon';
import { remembered } from './remembered';

/** Whether the name is a time zone of the IANA database. */
export const isTimezone = remembered((name: string): boolean => name.includes('/') && IANAZone.isValidZone(name));

const instants = remembered((key: string): DateTime | undefined => {
  const [zone, local] = key.split('\n') as [string, string];
  const format = local.includes(' ') ? 'yyyy-MM-dd HH:mm' : 'yyyy-MM-dd';
  const at = DateTime.fromFormat(local, format, { zone, locale: 'en' });
  return at.isValid && at.toFormat(format) === local ? at : undefined;
});

const lastInstants = remembered((key: string): DateTime | undefined =>
  instants(key)?.endOf(key.includes(' ') ? 'minute' : 'day'),
);

/** Whether a date is a day of the calendar. */
export const isDay = (date: string): boolean => instantOf(date, 'UTC') !== undefined;

/** First instant of a local minute or day (`2026-11-27 06:00`, `2026-11-27`); undefined where the zone has no such time. */
export const instantOf = (local: string, zone: string): DateTime | undefined => instants(`${zone}\n${local}`);

/** Last millisecond of a local minute, or of the whole day where no minute is given. */
export const lastInstantOf = (local: string, zone: string): DateTime | undefined => lastInstants(`${zone}\n${local}`);

/** ISO 8601 in UTC, with milliseconds. */
export const utcText = (at: DateTime): string => new Date(at.toMillis()).toISOString();
