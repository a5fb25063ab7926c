import type { Tally } from '../../contracts/computed-trait';
import type { BusEvent } from '../../contracts/event';
import type { StrandState } from '../../contracts/profile';
import { optionalAnswers } from './consent-state';
import { effectsOf } from './effects';
import type { ProfileRules } from './profile-rules';
import { sortedRecord } from './record';
import { compareStamps } from './stamp';
import { eventStamp } from './strand';
import { observe } from './strand-state';
import { dayOf } from './tallies';

const DAY_MS = 86_400_000;
/** Stored events live a day longer, so that every event that happened since the start is there. */
const KEPT_DAYS = 31;

/** The instant from which on every event of a strand is stored: a midnight (UTC), because computed traits count by days. */
export const historyStart = (now: Date): string =>
  new Date(Math.floor((now.getTime() - KEPT_DAYS * DAY_MS) / DAY_MS) * DAY_MS).toISOString();

/**
 * A strand worked out anew: what it knows from before the start, each fact by its own stamp, and every stored event since,
 * by the rules of today. No event counts twice: what it told is either before the start or told again, never both. Links stay
 * as they are; they are judged anew with every event.
 */
export const strandFromHistory = (
  state: StrandState,
  events: readonly BusEvent[],
  start: string,
  rules: ProfileRules,
): StrandState => {
  const since = [...new Map(events.map((event) => [eventStamp(event).key, event])).values()]
    .filter(({ detail }) => detail.occurredAt >= start)
    .sort((a, b) => compareStamps(eventStamp(a), eventStamp(b)));
  const told = since.reduce(
    (known, event) => observe(known, { stamp: eventStamp(event), effects: effectsOf(event, rules) }, rules.limits),
    knownBefore(state, start),
  );
  return { ...told, first: state.first };
};

/** What a strand knows from before an instant (ISO 8601, a midnight of UTC); its links are as they are now. */
export const knownBefore = (state: StrandState, start: string): StrandState => {
  const isBefore = ({ at }: { readonly at: string }): boolean => at < start;
  const only = <T extends { readonly at: string }>(facts: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(facts).filter(([, fact]) => isBefore(fact)));
  const { signals = {}, bounce, restriction, first, last, links } = state;
  const before = only(signals);
  const tallies = talliesBefore(state.tallies ?? {}, dayOf(start));
  return {
    first,
    // An event since the start, or the one that told it, will say.
    last: isBefore(last) ? last : first,
    traits: only(state.traits),
    consent: only(state.consent),
    lists: only(state.lists),
    digests: digestsBefore(state.digests, Date.parse(start) / 1000),
    links,
    ...(Object.keys(tallies).length === 0 ? {} : { tallies }),
    ...optionalAnswers({
      signals: Object.keys(before).length === 0 ? undefined : before,
      bounce: bounce !== undefined && isBefore(bounce) ? bounce : undefined,
      restriction: restriction !== undefined && isBefore(restriction) ? restriction : undefined,
    }),
  };
};

const digestsBefore = (digests: StrandState['digests'], second: number): StrandState['digests'] =>
  digests.flatMap((digest) => {
    const times = digest.times.filter((time) => time < second);
    return times.length === 0 ? [] : [{ ...digest, times }];
  });

const talliesBefore = (tallies: Readonly<Record<string, Tally>>, start: number): Readonly<Record<string, Tally>> =>
  sortedRecord(
    Object.entries(tallies).flatMap(([name, tally]): [string, Tally][] => {
      const before = tallyBefore(tally, start);
      return before === undefined ? [] : [[name, before]];
    }),
  );

const tallyBefore = ({ days, values, seen, counts }: Tally, start: number): Tally | undefined => {
  const byDay = <T>(facts: Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> | undefined =>
    facts && Object.fromEntries(Object.entries(facts).filter(([day]) => Number(day) < start));
  const parts = { days: byDay(days), values: byDay(values), counts: byDay(counts) };
  const seenBefore = seen && Object.fromEntries(Object.entries(seen).filter(([, day]) => day < start));
  const known = [
    ...Object.values(parts).flatMap((part) => Object.keys(part ?? {}).map(Number)),
    ...Object.values(seenBefore ?? {}),
  ];
  if (known.length === 0) return undefined;
  return {
    newest: Math.max(...known),
    ...Object.fromEntries(Object.entries({ ...parts, seen: seenBefore }).filter(([, part]) => part !== undefined)),
  };
};
