import type { LiveLaunch } from '../../contracts/decision';
import { PLATFORM_EVENT } from '../../contracts/names';
import type { PersonId, PersonState } from '../../contracts/profile';
import type { Audiences } from './audiences';
import { holdsAt } from './conditions';
import { factsOfState } from './facts';
import { nextChange } from './next-change';
import { isRestrictedState } from './person-view';

/** A person who came to be in an audience, or no longer is. */
export interface Crossing {
  readonly event: typeof PLATFORM_EVENT.segmentEntered | typeof PLATFORM_EVENT.segmentLeft;
  readonly segment: string;
}

interface Watched {
  readonly in: ReadonlySet<string>;
  /** Epoch second at which time alone may change the answer. */
  readonly due: number;
}

/** Watches the audiences by which launches are triggered, as of instants (epoch seconds) that only ever grow. */
export const createWatch = (launches: readonly LiveLaunch[], { byName }: Audiences) => {
  const names = new Set(
    launches.flatMap(({ definition: { trigger } }) => (trigger.kind === 'event' ? (trigger.segment ?? []) : [])),
  );
  const audiences = [...names].flatMap((name) => byName.get(name) ?? []);
  const known = new Map<PersonId, Watched>();

  const evaluated = (state: PersonState, now: number): Watched => {
    if (isRestrictedState(state)) return { in: new Set(), due: Number.POSITIVE_INFINITY };
    const facts = factsOfState(state);
    const due = audiences.map(({ condition }) => nextChange(condition, facts, now) ?? Number.POSITIVE_INFINITY);
    const inside = audiences.filter(({ condition }) => holdsAt(condition, facts, now));
    return { in: new Set(inside.map(({ audience }) => audience)), due: Math.min(Number.POSITIVE_INFINITY, ...due) };
  };

  /** Looks at a person; says what has changed since the last look. A person who was never looked at was in none. */
  const look = (state: PersonState, now: number): readonly Crossing[] => {
    if (audiences.length === 0 || state.person === undefined) return [];
    const before = known.get(state.person)?.in ?? new Set<string>();
    const after = evaluated(state, now);
    known.set(state.person, after);
    return audiences.flatMap(({ audience }): readonly Crossing[] => {
      if (before.has(audience) === after.in.has(audience)) return [];
      const event = after.in.has(audience) ? PLATFORM_EVENT.segmentEntered : PLATFORM_EVENT.segmentLeft;
      return [{ event, segment: audience }];
    });
  };

  /** When the first of these persons has to be looked at again. */
  const nextDue = (persons: readonly PersonState[]): number =>
    persons.reduce(
      (first, { person = '' }) => Math.min(first, known.get(person)?.due ?? Number.POSITIVE_INFINITY),
      Number.POSITIVE_INFINITY,
    );
  const isDue = ({ person = '' }: PersonState, now: number): boolean => (known.get(person)?.due ?? now + 1) <= now;

  return { look, nextDue, isDue };
};
