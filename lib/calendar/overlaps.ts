import type { CalendarEntry } from './entries';

/** Two launches that can speak to the same people at the same time. Instants are epoch milliseconds. */
export interface Overlap {
  readonly launches: readonly [string, string];
  readonly from: number;
  readonly until: number;
  /** Channels that both use. */
  readonly channels: readonly string[];
  /** Segments and lists that both ask for; empty where one of them is for everybody. */
  readonly audiences: readonly string[];
}

/**
 * Launches whose windows meet on a channel of both, unless each asks for segments and lists that the other does not. Ended
 * launches speak to nobody. By the first instant of the overlap.
 */
export const overlapsOf = (entries: readonly CalendarEntry[]): readonly Overlap[] => {
  const speaking = entries.filter(({ state }) => state !== 'ended');
  return speaking
    .flatMap((one, index) => speaking.slice(index + 1).flatMap((other) => overlapOf(one, other) ?? []))
    .sort((a, b) => a.from - b.from || compare(a.launches.join(' '), b.launches.join(' ')));
};

const overlapOf = (one: CalendarEntry, other: CalendarEntry): Overlap | undefined => {
  const from = Math.max(one.startsAt, other.startsAt);
  const until = Math.min(one.endsAt, other.endsAt);
  const channels = both(one.channels, other.channels);
  const audiences = both(one.audiences, other.audiences);
  const isApart = one.audiences.length > 0 && other.audiences.length > 0 && audiences.length === 0;
  if (from > until || channels.length === 0 || isApart) return undefined;
  const launches = [one.launch, other.launch].sort(compare) as [string, string];
  return { launches, from, until, channels, audiences };
};

const both = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((one) => others.includes(one));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
