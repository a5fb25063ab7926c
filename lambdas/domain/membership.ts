import type { AudienceDefinition, Membership } from '../../contracts/audience';
import type { PersonState } from '../../contracts/profile';
import type { Audiences } from './audiences';
import { holdsAt } from './conditions';
import { type Facts, factsOfState } from './facts';
import { nextChange } from './next-change';
import { isRestrictedState, wasEverRestricted } from './person-view';
import { compareText } from './stamp';
import { touchedAudiences } from './touched';

/** A later instant cannot be a due item's key; by then (2286) somebody will have looked. */
const LAST_INSTANT = 9_999_999_999;

/** The audiences a person is in at an instant (whole epoch seconds). Who may only be stored is in none. */
export const membershipOf = (state: PersonState, audiences: Audiences, now: number): Membership => {
  const nobody = { hash: audiences.hash, in: [], due: [] };
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
  for (const [name, at] of known.due) {
    const audience = at <= now ? audiences.byName.get(name) : undefined;
    if (audience !== undefined) again.add(audience);
  }
  return again.size === 0 ? known : evaluated(known, [...again], factsOfState(after), now);
};

/** When the first of a person's audiences must be looked at again. */
export const firstDue = ({ due }: Membership): number | undefined => {
  let first: number | undefined;
  for (const [, at] of due) if (first === undefined || at < first) first = at;
  return first;
};

const evaluated = (
  known: Membership,
  audiences: readonly AudienceDefinition[],
  facts: Facts,
  now: number,
): Membership => {
  const was = new Set(known.in);
  const moved = new Map<string, boolean>();
  const before = new Map(known.due);
  const due = new Map<string, number | undefined>();
  for (const { audience, condition } of audiences) {
    const isIn = holdsAt(condition, facts, now);
    if (isIn !== was.has(audience)) moved.set(audience, isIn);
    const next = nextChange(condition, facts, now);
    const at = next === undefined || next > LAST_INSTANT ? undefined : next;
    if (at !== before.get(audience)) due.set(audience, at);
  }
  if (moved.size === 0 && due.size === 0) return known;
  return { hash: known.hash, in: withMoved(known.in, moved), due: withDue(known.due, due) };
};

const withMoved = (members: readonly string[], moved: ReadonlyMap<string, boolean>): readonly string[] => {
  if (moved.size === 0) return members;
  const entered = [...moved].flatMap(([audience, isIn]) => (isIn ? [audience] : []));
  return [...members.filter((one) => !moved.has(one)), ...entered].sort();
};

const withDue = (known: Membership['due'], changed: ReadonlyMap<string, number | undefined>): Membership['due'] => {
  if (changed.size === 0) return known;
  const set = [...changed].filter((entry): entry is [string, number] => entry[1] !== undefined);
  return [...known.filter(([audience]) => !changed.has(audience)), ...set].sort(([a], [b]) => compareText(a, b));
};
