/** Adds to counters of a launch exactly once per event id: mark and counters in one transaction. */
export type CountOnce = (
  eventId: string,
  launch: string,
  counters: Readonly<Record<string, number>>,
) => Promise<'counted' | 'duplicate'>;

/** The sum of a launch's counters over all shards; eventually consistent. */
export type ReadCounters = (launch: string) => Promise<Readonly<Record<string, number>>>;
