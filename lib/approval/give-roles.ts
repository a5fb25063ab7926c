import type { NeededRole } from '../../contracts/approval';
import type { Person } from '../../contracts/person';

/** The role in which a person approves of those that are still needed: the wanted one, else the first that is theirs. */
export const roleFor = (
  { person }: Person,
  missing: readonly NeededRole[],
  wanted: string | undefined,
): string | undefined =>
  missing.find(({ role, people }) => people.includes(person) && (wanted === undefined || role === wanted))?.role;

/** Gives as many needed roles as possible to people, one each: person -> role. Who is needed for none is left out. */
export const giveRoles = (people: readonly Person[], needed: readonly NeededRole[]): ReadonlyMap<string, string> => {
  const holder = new Map<string, string>();
  const place = (person: string, tried: Set<string>): boolean =>
    needed.some(({ role, people: fit }) => {
      if (!fit.includes(person) || tried.has(role)) return false;
      tried.add(role);
      const holding = holder.get(role);
      if (holding !== undefined && !place(holding, tried)) return false;
      holder.set(role, person);
      return true;
    });
  // Whoever can be placed keeps a place, so the order of people decides nothing but who has which role.
  for (const { person } of [...people].sort((a, b) => (a.person < b.person ? -1 : 1))) place(person, new Set());
  return new Map([...holder].map(([role, person]) => [person, role]));
};
