/** A cache of bounded size and age; the entry unused for longest goes first. */
export interface Lru<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

export interface LruOptions {
  readonly entries: number;
  /** Entries older than this are not returned. */
  readonly milliseconds: number;
  readonly now: () => Date;
}

/** Relies on a Map keeping insertion order: the first key is the one unused for longest. */
export const createLru = <Value>({ entries, milliseconds, now }: LruOptions): Lru<Value> => {
  const kept = new Map<string, { readonly value: Value; readonly until: number }>();
  return {
    get: (key) => {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      kept.delete(key);
      if (entry.until <= now().getTime()) return undefined;
      kept.set(key, entry);
      return entry.value;
    },
    set: (key, value) => {
      kept.delete(key);
      kept.set(key, { value, until: now().getTime() + milliseconds });
      const oldest = kept.size > entries ? kept.keys().next() : undefined;
      if (oldest?.done === false) kept.delete(oldest.value);
    },
    delete: (key) => void kept.delete(key),
  };
};
