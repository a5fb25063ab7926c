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
