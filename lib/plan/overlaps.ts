import type { LaunchDefinition } from '../../contracts/decision';
import type { Estimate, Reach } from '../../contracts/rehearsal';
import { calendarEntry } from '../calendar/entries';
import { overlapsOf } from '../calendar/overlaps';
import type { Known } from './plan';

/** Another launch that can speak to the same people at the same time. */
export interface LaunchOverlap {
  readonly launch: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  readonly channels: readonly string[];
  /** People whom both would reach; undefined where nobody could count them. */
  readonly both?: Estimate | undefined;
  /** Which of the two such a person hears from first, by rank. */
  readonly first: 'this' | 'other';
}

/** Launches that meet this one in time and channel, with how many people both reach where that was counted. */
export const overlapsWith = (
  definition: LaunchDefinition,
  others: readonly LaunchDefinition[],
  reach: Known<Reach>,
): readonly LaunchOverlap[] => {
  const { launch } = definition;
  const own = calendarEntry(definition);
  const counted = new Map(reach.known ? reach.value.overlap.map((one) => [one.launch, one]) : []);
  return others
    .filter((other) => other.launch !== launch)
    .flatMap((other) => overlapsOf([own, calendarEntry(other)]).map((overlap) => ({ other, overlap })))
    .map(({ other, overlap: { from, until, channels } }) => ({
      launch: other.launch,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      channels,
      both: counted.get(other.launch)?.both,
      first: counted.get(other.launch)?.first ?? firstOf(definition, other),
    }));
};

/** As decisions rank: the heavier goal, the window that ends first, the name. */
const firstOf = (one: LaunchDefinition, other: LaunchDefinition): LaunchOverlap['first'] => {
  const ends = Date.parse(one.window.endsAt) - Date.parse(other.window.endsAt);
  const order = other.rank - one.rank || ends || (one.launch < other.launch ? -1 : 1);
  return order < 0 ? 'this' : 'other';
};
