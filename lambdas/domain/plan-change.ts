import type { BusEvent } from '../../contracts/event';
import type { StrandId, StrandState } from '../../contracts/profile';
import { type Effects, effectsOf } from './effects';
import { groupsOf, isLinked, isShared, type Strands } from './identity';
import { isKnownLink, withLinks } from './links';
import type { Loaded, Standing } from './loaded';
import type { ProfileChange, StoredPerson } from './ports/profiles';
import { profileChange } from './profile-change';
import type { ProfileRules } from './profile-rules';
import { compareStamps } from './stamp';
import { eventStamp } from './strand';
import { observe } from './strand-state';

/** What to do about an event, given what was read so far. */
export type Plan =
  | { readonly kind: 'change'; readonly change: ProfileChange }
  /** Read these strands (pointer and person), then plan again. */
  | { readonly kind: 'read'; readonly strands: readonly StrandId[] }
  /** What was read does not fit together: read all again. */
  | { readonly kind: 'stale' }
  /** More strands hang together than one event may move. */
  | { readonly kind: 'limit' };

/** Most of an event's strands; the first is the one that it belongs to. */
type Named = readonly [StrandId, ...StrandId[]];

/** Plans what an event changes. `strands`: those that it names, strongest first (`strandsOf`). */
export const planChange = (event: BusEvent, strands: Named, loaded: Loaded, rules: ProfileRules): Plan => {
  const effects = effectsOf(event, rules);
  const usual = planKnown(event, strands, effects, loaded, rules);
  if (usual !== undefined) return usual;
  const unread = strands.filter((strand) => loaded.standing(strand).kind === 'unread');
  if (unread.length > 0) return { kind: 'read', strands: unread };
  if (strands.some((strand) => loaded.standing(strand).kind === 'stale')) return { kind: 'stale' };
  return planGroups(event, strands, effects, loaded, rules);
};

/** The usual case needs one person: all links are known since before the event, so it changes nothing but its own strand. */
const planKnown = (
  event: BusEvent,
  [primary, ...others]: Named,
  effects: Effects,
  loaded: Loaded,
  rules: ProfileRules,
): Plan | undefined => {
  const standing = loaded.standing(primary);
  if (standing.kind !== 'known') return undefined;
  const stamp = eventStamp(event);
  const { person, state } = standing;
  if (person.state.rules !== rules.version || compareStamps(stamp, state.first) < 0) return undefined;
  if (!others.every((other) => isKnownLink(primary, state.links, other, stamp, rules))) return undefined;
  const after = observe(state, { stamp, effects }, rules.limits);
  return profileChange(event, [primary, ...others], loaded, {
    groups: [Object.keys(person.state.strands)],
    states: new Map([[primary, after]]),
    regrouped: false,
    rules,
  });
};

const planGroups = (event: BusEvent, strands: Named, effects: Effects, loaded: Loaded, rules: ProfileRules): Plan => {
  const states = observeAll(event, strands, effects, loaded, rules);
  if (!needsGrouping(strands, states, loaded, rules)) {
    const persons = new Set(strands.map((strand) => personOf(loaded.standing(strand)) ?? strand));
    const groups = [...persons].map((one) => (typeof one === 'string' ? [one] : Object.keys(one.state.strands)));
    return profileChange(event, strands, loaded, { groups, states, regrouped: false, rules });
  }
  const moving = strands.filter((strand) => !isIdle(strand, states, loaded, rules));
  const reached = reach(moving, states, loaded, rules);
  if (reached.kind !== 'reached') return reached;
  return profileChange(event, strands, loaded, {
    groups: groupsOf(reached.strands, rules),
    states: reached.strands,
    regrouped: true,
    rules,
  });
};

/** Groups change with links, and with the rules: a person that other rules made is grouped anew by its next event. */
const needsGrouping = (strands: Named, states: Strands, loaded: Loaded, rules: ProfileRules): boolean =>
  strands.some((strand) => {
    const standing = loaded.standing(strand);
    if (standing.kind !== 'known') return strands.length > 1;
    return states.get(strand)?.links !== standing.state.links || standing.person.state.rules !== rules.version;
  });

/**
 * Whether a strand is shared and learns nothing: whatever else happens, the event tells nobody about it. Left out, so that
 * the thousands who use a kiosk do not all write its item.
 */
const isIdle = (strand: StrandId, states: Strands, loaded: Loaded, rules: ProfileRules): boolean => {
  const standing = loaded.standing(strand);
  if (standing.kind !== 'known' || standing.person.state.rules !== rules.version) return false;
  return states.get(strand) === standing.state && isShared(strand, standing.state, rules);
};

/** The event's strands after it. Its first strand is linked with each of the others. */
const observeAll = (
  event: BusEvent,
  [primary, ...others]: Named,
  effects: Effects,
  loaded: Loaded,
  rules: ProfileRules,
): Map<StrandId, StrandState> => {
  const stamp = eventStamp(event);
  const after = (strand: StrandId, named: readonly StrandId[], told?: Effects): StrandState => {
    const state = stateOf(loaded.standing(strand));
    const links = withLinks(strand, state?.links ?? {}, named, stamp, rules);
    return observe(state, { stamp, links, ...(told === undefined ? {} : { effects: told }) }, rules.limits);
  };
  return new Map([
    [primary, after(primary, others, effects)],
    ...others.map((other) => [other, after(other, [primary])] as const),
  ]);
};

type Reached = { readonly kind: 'reached'; readonly strands: Strands } | Exclude<Plan, { readonly kind: 'change' }>;

/**
 * All strands whose group the event could change: whatever hangs together by links as they were or as they are now,
 * refused ones included, because an earlier observation can make a refused link the one that counts.
 */
const reach = (from: readonly StrandId[], after: Strands, loaded: Loaded, rules: ProfileRules): Reached => {
  const [before, now] = [new Map<StrandId, StrandState>(), new Map<StrandId, StrandState>()];
  const [reached, unread] = [new Set<StrandId>(from), new Set<StrandId>()];
  const look = (strand: StrandId): Standing => {
    const standing = loaded.standing(strand);
    const old = stateOf(standing);
    const current = after.get(strand) ?? old;
    if (old !== undefined) before.set(strand, old);
    if (current !== undefined) now.set(strand, current);
    return standing;
  };
  const sharedIn = (strand: StrandId, states: Strands): boolean => {
    const state = states.get(strand);
    return state !== undefined && isShared(strand, state, rules);
  };
  for (const strand of reached) {
    if (reached.size > rules.limits.closure) return { kind: 'limit' };
    const standing = look(strand);
    // A person names a member that points elsewhere: the two were read at different instants.
    if (standing.kind === 'stale' || (standing.kind === 'new' && !after.has(strand))) return { kind: 'stale' };
    if (standing.kind === 'unread') unread.add(strand);
    for (const member of Object.keys(personOf(standing)?.state.strands ?? {})) reached.add(member);
    if (sharedIn(strand, before) && sharedIn(strand, now)) continue;
    const named = { ...before.get(strand)?.links, ...now.get(strand)?.links };
    for (const other of Object.keys(named)) {
      const { kind } = look(other);
      if (kind === 'stale') return { kind: 'stale' };
      if (kind === 'unread') unread.add(other);
      else if (isLinked(strand, other, before, rules) || isLinked(strand, other, now, rules)) reached.add(other);
    }
  }
  if (unread.size > 0) return { kind: 'read', strands: [...unread] };
  return { kind: 'reached', strands: new Map([...reached].map((strand) => [strand, required(now.get(strand))])) };
};

const required = (state: StrandState | undefined): StrandState => {
  if (state === undefined) throw new Error('A strand that was reached has a state.');
  return state;
};

const stateOf = (standing: Standing): StrandState | undefined =>
  standing.kind === 'known' ? standing.state : undefined;
const personOf = (standing: Standing): StoredPerson | undefined =>
  standing.kind === 'known' ? standing.person : undefined;
