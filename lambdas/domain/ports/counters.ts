import type { Used } from '../../../contracts/spending';

export type Counters = Readonly<Record<string, number>>;

/** Counters that lie apart from a launch's others, by the name of the part. */
export type PartCounters = Readonly<Record<string, Counters>>;

/** Adds to counters of a launch, and of its parts, exactly once per event id: mark and all counters in one transaction. */
export type CountOnce = (
  eventId: string,
  launch: string,
  counters: Counters,
  parts?: PartCounters,
) => Promise<'counted' | 'duplicate'>;

/** The sum of a launch's counters over all shards, without its parts; eventually consistent. */
export type ReadCounters = (launch: string) => Promise<Counters>;

/** What has been used of a launch's sums and reach: its counters, and what is set aside for sending. Eventually consistent. */
export type ReadUsed = (launch: string) => Promise<Used>;

/**
 * Sets a part of a launch's budget for sending aside, in thousandths of a minor unit: `wanted`, or of what is left as many whole
 * times `least` as fit in; 0 where not even that is left. What all callers ever set aside never comes to more than `limit`.
 */
export type ReserveSending = (
  launch: string,
  sum: { readonly limit: number; readonly wanted: number; readonly least: number },
) => Promise<number>;
