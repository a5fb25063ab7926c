import type { Tally } from '../../contracts/computed-trait';
import type { Digest, PersonState, PersonView, Stamp, StrandId, StrandState, Trait } from '../../contracts/profile';
import { canonicalJson } from './canonical';
import { bouncedAddresses, isRestricted, joinConsent } from './consent-join';
import { sortedRecord } from './record';
import { compareStamps, compareText } from './stamp';

type Member = readonly [StrandId, StrandState];

/** Members, oldest first; of two seen first by the same event the smaller id. */
export const oldestFirst = (members: readonly Member[]): readonly Member[] =>
  [...members].sort(([a, one], [b, other]) => compareStamps(one.first, other.first) || compareText(a, b));

/** The view that readers decide on: a pure function of the stored state. Throws on a person without strands. */
export const viewOf = (state: PersonState): PersonView => {
  const members = oldestFirst(Object.entries(state.strands));
  const [oldest] = members;
  if (oldest === undefined) throw new Error('A person has at least one strand.');
  const since = (a: StrandId, b: StrandId): string => joinedAt(members, a, b);
  const bounced = bouncedAddresses(members);
  return {
    person: state.person ?? oldest[0],
    members: members.map(([strand]) => strand),
    traits: joinTraits(members),
    consent: joinConsent(members, since),
    ...(bounced.length === 0 ? {} : { bounced }),
    ...(isRestricted(members, since) ? { restricted: true } : {}),
    lists: joinLists(members),
    digests: joinDigests(members),
    ...joinTallies(members),
  };
};

/** Whether a person's data may only be stored. */
export const isRestrictedState = (state: PersonState): boolean => {
  const members = Object.entries(state.strands);
  return wasEverRestricted(state) && isRestricted(members, (a, b) => joinedAt(members, a, b));
};

/** Whether anything about restriction is known of a person. */
export const wasEverRestricted = ({ strands }: PersonState): boolean =>
  Object.values(strands).some(({ restriction }) => restriction !== undefined);

/** The latest value of each thing that several members know. */
const latest = <T extends Stamp>(
  members: readonly Member[],
  of: (state: StrandState) => Readonly<Record<string, T>>,
): readonly (readonly [string, T])[] => {
  const found = new Map<string, T>();
  for (const [, state] of members) {
    for (const [name, value] of Object.entries(of(state))) {
      const other = found.get(name);
      if (other === undefined || compareStamps(value, other) > 0) found.set(name, value);
    }
  }
  return [...found];
};

/** A trait set to null is one that was taken away. */
const joinTraits = (members: readonly Member[]): Readonly<Record<string, Trait>> =>
  sortedRecord(latest(members, (state) => state.traits).filter(([, trait]) => trait.value !== null));

const joinLists = (members: readonly Member[]): readonly string[] =>
  latest(members, (state) => state.lists)
    .filter(([, { member }]) => member)
    .map(([list]) => list)
    .sort();

const joinDigests = (members: readonly Member[]): readonly Digest[] => {
  if (members.length === 1) return members[0]?.[1].digests ?? [];
  const joined = new Map<string, Digest>();
  for (const [, { digests }] of members) {
    for (const digest of digests) {
      const name = `${digest.event}\u0000${canonicalJson(digest.where)}`;
      const other = joined.get(name);
      const times = other === undefined ? digest.times : [...other.times, ...digest.times].sort((a, b) => a - b);
      joined.set(name, { ...digest, times });
    }
  }
  return [...joined].sort(([a], [b]) => compareText(a, b)).map(([, digest]) => digest);
};

/** Side by side: counts add up only within a window, which begins anew every day. */
const joinTallies = (members: readonly Member[]): Pick<PersonView, 'tallies'> => {
  const joined = new Map<string, Tally[]>();
  for (const [, { tallies = {} }] of members) {
    for (const [key, tally] of Object.entries(tallies)) joined.set(key, [...(joined.get(key) ?? []), tally]);
  }
  return joined.size === 0 ? {} : { tallies: sortedRecord([...joined]) };
};

/** When two members became known to be one person: the earliest instant at which links up to it connect them. */
const joinedAt = (members: readonly Member[], a: StrandId, b: StrandId): string => {
  const reached = new Map<StrandId, string>([[a, '']]);
  const inside = new Map(members);
  const open = new Set([a]);
  while (open.size > 0) {
    const [nearest = a] = [...open].sort((x, y) => compareText(reached.get(x) ?? '', reached.get(y) ?? ''));
    if (nearest === b) return reached.get(b) ?? '';
    open.delete(nearest);
    for (const [strand, [earliest]] of Object.entries(inside.get(nearest)?.links ?? {})) {
      if (earliest === undefined || !inside.has(strand)) continue;
      const since = [reached.get(nearest) ?? '', earliest.at].sort().at(-1) ?? earliest.at;
      const known = reached.get(strand);
      if (known !== undefined && known <= since) continue;
      reached.set(strand, since);
      open.add(strand);
    }
  }
  return NEVER;
};

/** After every instant: members that no link connects were never known to be one. */
const NEVER = '\uffff';
