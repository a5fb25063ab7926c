import type { AudienceDefinition, Membership } from '../../contracts/audience';
import type { PersonState } from '../../contracts/profile';
import type { Audiences } from './audiences';
import { holdsAt } from './conditions';
import { type Facts, factsOfState } from './facts';
import { nextChange } from './next-change';
import { isRestrictedState, wasEverRestricted } from './person-view';
import { sortedRecord } from './record';
import { touchedAudiences } from './touched';

/** A later instant cannot be a due item's key; by then (2286) somebody will have looked. */
const LAST_INSTANT = 9_999_999_999;

/** The audiences a person is in at an instant (whole epoch seconds). Who may only be stored is in none. */
export const membershipOf = (state: PersonState, audiences: Audiences, now: number): Membership => {
  const nobody = { hash: audiences.hash, in: [], due: {} };
  return isRestrictedState(state) ? nobody : evaluated(nobody, audiences.all, factsOfState(state), now);
};

/**
 * The same, worked out from the membership before: only audiences that look at what has changed, and those whose time has come,
 * are evaluated. The same object where nothing is different.
 */
export const membershipAfter = (
  before: PersonState | undefined,
  after: PersonState,
  audiences: Audiences,
  now: number,
): Membership => {
  const known = before?.membership;
  if (before === undefined || known === undefined || known.hash !== audiences.hash)
    return membershipOf(after, audiences, now);
  const touched = wasEverRestricted(after) ? undefined : touchedAudiences(before, after, audiences);
  if (touched === undefined) return membershipOf(after, audiences, now);
  const again = new Set(touched);
  for (const name in known.due) {
    const audience = audiences.byName.get(name);
    if (audience !== undefined && (known.due[name] ?? 0) <= now) again.add(audience);
  }
  return again.size === 0 ? known : evaluated(known, [...again], factsOfState(after), now);
};

/** When the first of a person's audiences must be looked at again. */
export const firstDue = ({ due }: Membership): number | undefined => {
  let first: number | undefined;
  for (const name in due) {
    const at = due[name];
    if (at !== undefined && (first === undefined || at < first)) first = at;
  }
  return first;
};

const evaluated = (
  known: Membership,
  audiences: readonly AudienceDefinition[],
  facts: Facts,
  now: number,
): Membership => {
  const members = new Set(known.in);
  const due = new Map(Object.entries(known.due));
  let changed = false;
  for (const { audience, condition } of audiences) {
    const isIn = holdsAt(condition, facts, now);
    const next = nextChange(condition, facts, now);
    const at = next === undefined || next > LAST_INSTANT ? undefined : next;
    changed ||= isIn !== members.has(audience) || at !== due.get(audience);
    if (isIn) members.add(audience);
    else members.delete(audience);
    if (at === undefined) due.delete(audience);
    else due.set(audience, at);
  }
  return changed ? { hash: known.hash, in: [...members].sort(), due: sortedRecord([...due]) } : known;
};
