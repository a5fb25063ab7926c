/** A secret's text by its name below the stage's prefix; rejects when absent. Cached for at most five minutes. */
export type ReadSecret = (name: string) => Promise<string>;

/** The same past the cache, at most every five seconds; undefined where it was read again just now. */
export type RereadSecret = (name: string) => Promise<string | undefined>;
