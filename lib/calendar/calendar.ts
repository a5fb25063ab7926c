import type { Policy } from '../../contracts/policy';
import type { CalendarEntry } from './entries';
import { type Overlap, overlapsOf } from './overlaps';

/** A day, or several, on which nothing is sent. */
export interface SilentDays {
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  /** Empty: all teams. */
  readonly teams: readonly string[];
}

/** Everything that a calendar shows. */
export interface Calendar {
  /** By their start. */
  readonly entries: readonly CalendarEntry[];
  readonly overlaps: readonly Overlap[];
  readonly blackouts: readonly SilentDays[];
  readonly quietHours: Policy['quietHours'];
  /** Launches that ended before the first day that was asked for. */
  readonly earlier: number;
}

/** The launches that end on or after an instant, with what policy says of their time. */
export const calendarOf = (
  all: readonly CalendarEntry[],
  { blackouts, quietHours }: Pick<Policy, 'blackouts' | 'quietHours'>,
  since: Date,
): Calendar => {
  const entries = all
    .filter(({ endsAt }) => endsAt >= since.getTime())
    .sort((a, b) => a.startsAt - b.startsAt || (a.launch < b.launch ? -1 : 1));
  const day = since.toISOString().slice(0, 10);
  return {
    entries,
    overlaps: overlapsOf(entries),
    blackouts: blackouts
      .map(({ from, until = from, reason, teams = [] }) => ({ from, until, reason, teams }))
      .filter(({ until }) => until >= day)
      .sort((a, b) => (a.from < b.from ? -1 : 1)),
    quietHours,
    earlier: all.length - entries.length,
  };
};
