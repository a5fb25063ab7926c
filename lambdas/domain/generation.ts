import type { BusEvent } from '../../contracts/event';
import type { PersonState, StrandId, StrandState } from '../../contracts/profile';
import { canonicalJson, sha256Base64Url } from './canonical';
import { effectsOf } from './effects';
import { isHistory } from './event-time';
import { strandFromHistory } from './history';
import { isUncounted, withoutCounts } from './late-event';
import type { Generation, OtherState } from './ports/generations';
import type { ProfileRules } from './profile-rules';
import { own, sortedRecord } from './record';
import { compareStamps } from './stamp';
import { eventStamp } from './strand';
import { isTold, observe } from './strand-state';

/** Stored events of each strand of a person. */
export type Histories = ReadonlyMap<StrandId, readonly BusEvent[]>;

/** Sixty-four bits of an event's key: no two events of one strand share them, and a thousand of them are few bytes. */
export const toldDigest = (key: string): string => sha256Base64Url(key).slice(0, 11);

/** Digests of events, as they are kept. */
export const toldBy = (events: readonly BusEvent[]): readonly string[] =>
  events.map((event) => toldDigest(eventStamp(event).key)).sort();

/** The strands of a person that are not what their history gives, each as it gives them. */
export const workedOut = (
  { strands }: PersonState,
  histories: Histories,
  start: string,
  rules: ProfileRules,
): ReadonlyMap<StrandId, OtherState> =>
  new Map(
    Object.entries(strands).flatMap(([strand, stored]): [StrandId, OtherState][] => {
      const events = histories.get(strand) ?? [];
      const state = strandFromHistory(stored, events, start, rules);
      if (textOf(state) === textOf(stored)) return [];
      return [[strand, other('next', state, toldBy(events))]];
    }),
  );

/** A person with other states in the place of the stored ones; links stay as they are stored. */
export const withStates = (person: PersonState, states: ReadonlyMap<StrandId, OtherState['state']>): PersonState => ({
  ...person,
  strands: sortedRecord(
    Object.entries(person.strands).map(([strand, stored]): [StrandId, StrandState] => {
      const state = states.get(strand);
      return [strand, state === undefined ? stored : { ...state, links: stored.links }];
    }),
  ),
});

/**
 * What a switch leaves beside the strands that it changes: the states they had. One that was left by an earlier switch of the
 * run stays: it is the one from before the run.
 */
export const formerStates = (
  { strands }: PersonState,
  next: ReadonlyMap<StrandId, OtherState>,
  { others }: Generation,
): ReadonlyMap<StrandId, OtherState> =>
  new Map(
    [...next].flatMap(([strand, { told }]): [StrandId, OtherState][] => {
      const stored = own(strands, strand);
      if (stored === undefined || others.get(strand)?.side === 'former') return [];
      return [[strand, other('former', stored, told)]];
    }),
  );

/**
 * A strand as it would be had it never been switched: the state from before, and every event that it was told since, by the rules
 * of today. What came too late then counts again only where that state proves that it was not counted.
 */
export const stateSince = (
  { state, told }: OtherState,
  { first }: Pick<StrandState, 'first'>,
  events: readonly BusEvent[],
  rules: ProfileRules,
): StrandState => {
  const known = new Set(told);
  const since = [...new Map(events.map((event) => [eventStamp(event).key, event])).values()]
    .filter((event) => !known.has(toldDigest(eventStamp(event).key)))
    .sort((a, b) => compareStamps(eventStamp(a), eventStamp(b)));
  const seen: StrandState = { ...state, first, last: isTold(state) ? state.last : first };
  return since.reduce((before, event) => {
    const counts = !isHistory(event.detail) || isUncounted(event, before, rules);
    const effects = effectsOf(event, counts ? rules : withoutCounts(rules));
    return observe(before, { stamp: eventStamp(event), effects }, rules.limits);
  }, seen);
};

const other = (side: OtherState['side'], state: StrandState, told: readonly string[]): OtherState => ({
  side,
  // Emptied in its place: the same states are the same bytes.
  state: { ...state, links: {} },
  told,
});

const textOf = (state: StrandState): string => canonicalJson(state);
