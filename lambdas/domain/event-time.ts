import type { EventDetail } from '../../contracts/event';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds of an instant: ISO 8601 (UTC where it names no zone), or seconds or milliseconds since 1970. Undefined for anything else. */
export const instantOf = (value: unknown): number | undefined => {
  if (typeof value === 'number')
    return Number.isFinite(value) ? Math.trunc(value < 1e11 ? value * 1000 : value) : undefined;
  if (typeof value !== 'string') return undefined;
  const [, day, time, zone = 'Z'] = ISO.exec(value) ?? [];
  if (day === undefined) return undefined;
  const ms = Date.parse(time === undefined ? day : `${day}T${time}${zone}`);
  return Number.isNaN(ms) ? undefined : ms;
};

/** Times that a call carries, in milliseconds. */
export interface CallTimes {
  readonly original?: number | undefined;
  readonly sent?: number | undefined;
  readonly received: number;
}

/**
 * When an event happened, by our clock: the sender's clock is as wrong as `sent` differs from receipt. Without `sent` the
 * event keeps its own time; without a time of its own it happened on receipt. Never after receipt, or one fast clock would
 * win every trait for ever.
 */
export const occurredAt = ({ original, sent, received }: CallTimes): number =>
  original === undefined ? received : Math.min(received, received - ((sent ?? received) - original));

/** Events older than this on receipt come too late to be told from duplicates. */
export const LATEST_MS = 31 * 86_400_000;

/** Whether an event tells of a time so long before its receipt that nobody should act on it as news: an imported fact. */
export const isHistory = ({ occurredAt: at, receivedAt }: Pick<EventDetail, 'occurredAt' | 'receivedAt'>): boolean =>
  Date.parse(receivedAt) - Date.parse(at) > LATEST_MS;
