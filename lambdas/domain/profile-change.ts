import type { BusEvent } from '../../contracts/event';
import type { PersonId, PersonState, StrandId } from '../../contracts/profile';
import { sha256Hex } from './canonical';
import { personIdOf, type Strands } from './identity';
import type { Loaded } from './loaded';
import type { Plan } from './plan-change';
import type { IndexChange, ProfileChange, StoredPerson } from './ports/profiles';
import type { ProfileRules } from './profile-rules';
import { sortedRecord } from './record';
import { originOf } from './strand';

/** Groups of strands after an event. */
export interface Moved {
  readonly groups: readonly (readonly StrandId[])[];
  /** States that may have changed; every other strand keeps the one that was read. */
  readonly states: Strands;
  /** Set where links changed: then each person in `groups` is saved, so that a change to any of them since conflicts. */
  readonly regrouped: boolean;
  /** Those that made the groups. */
  readonly rules: ProfileRules;
}

/** What DynamoDB takes in one transaction, but for the entry of the consent log. */
export const MOST_ACTIONS = 99;

/** The writes that bring the stored persons to the groups; `limit` if they do not fit in one transaction. */
export const profileChange = (
  event: BusEvent,
  [primary]: readonly [StrandId, ...StrandId[]],
  loaded: Loaded,
  { groups, states, regrouped, rules }: Moved,
): Plan => {
  const before = new Map(groups.flat().map((strand) => [strand, loaded.standing(strand)]));
  const old = new Map<PersonId, StoredPerson>();
  for (const standing of before.values())
    if (standing.kind === 'known') old.set(standing.person.person, standing.person);

  if (![...old.values()].every((stored) => isWhole(stored, loaded))) return { kind: 'stale' };

  const save: ProfileChange['save'][number][] = [];
  const pointers: ProfileChange['pointers'][number][] = [];
  const persons = new Map<StrandId, PersonId>();
  for (const members of groups) {
    const after = new Map(members.map((strand) => [strand, stateAfter(strand)]));
    const person = personIdOf(members, after, rules);
    for (const strand of members) {
      persons.set(strand, person);
      const standing = before.get(strand);
      const was = standing?.kind === 'known' ? standing.person.person : undefined;
      if (was !== person) pointers.push({ strand, person, ...(was === undefined ? {} : { was }) });
    }
    const state: PersonState = { person, rules: rules.version, strands: sortedRecord([...after]) };
    const stored = old.get(person);
    if (stored !== undefined && !regrouped && sameState(stored.state, state)) continue;
    save.push({
      person,
      version: stored?.version ?? 0,
      state,
      next: stored === undefined ? firstVersion(event) : stored.version + 1,
    });
  }
  const kept = new Set(persons.values());
  const remove = [...old.values()]
    .filter(({ person }) => !kept.has(person))
    .map(({ person, version }) => ({ person, version }));

  const key = { strand: primary, source: originOf(event), messageId: event.detail.messageId };
  const change = { key, event, person: persons.get(primary) ?? primary, save, remove, pointers };
  return actionsOf(change) > MOST_ACTIONS ? { kind: 'limit' } : { kind: 'change', change };

  function stateAfter(strand: StrandId) {
    const standing = before.get(strand);
    const state = states.get(strand) ?? (standing?.kind === 'known' ? standing.state : undefined);
    if (state === undefined) throw new Error('A member of a group has a state.');
    return state;
  }
};

/** How many actions of a transaction a change takes, but for the entry of the consent log. */
export const actionsOf = ({ save, remove, pointers }: ProfileChange): number =>
  1 +
  pointers.length +
  save.reduce((sum, { version, index }) => sum + (version === 0 ? 2 : 1) + indexActions(index), 0) +
  remove.reduce((sum, { index }) => sum + 2 + indexActions(index), 0);

const indexActions = (index: IndexChange | undefined): number =>
  index === undefined
    ? 0
    : index.enter.length + index.leave.length + [index.dueWas, index.dueIs].filter((due) => due !== undefined).length;

/** Whether all strands of a person point to it; otherwise pointers and person were read at different instants. */
const isWhole = (stored: StoredPerson, loaded: Loaded): boolean =>
  Object.keys(stored.state.strands).every((strand) => {
    const standing = loaded.standing(strand);
    return standing.kind === 'known' && standing.person === stored;
  });

/** By identity: `observe` returns the same object where nothing changed. */
const sameState = (a: PersonState, b: PersonState): boolean => {
  const strands = Object.keys(b.strands);
  return (
    strands.length === Object.keys(a.strands).length &&
    strands.every((strand) => a.strands[strand] === b.strands[strand])
  );
};

/** Versions of one life of a person: as many changes as it can have before they would run into another life's. */
const LIFE = 2 ** 24;
const LIVES = 2 ** 29;

/**
 * The first version of a person's new life. One that parts and comes back starts at a version that it never had: the event that
 * brings it back comes only once.
 */
const firstVersion = (event: BusEvent): number => {
  const hash = sha256Hex(`${originOf(event)}#${event.detail.messageId}`);
  return (Number.parseInt(hash.slice(0, 8), 16) % LIVES) * LIFE + 1;
};

/** Which of its lives a version of a person belongs to. */
export const lifeOf = (version: number): number => Math.floor(version / LIFE);
