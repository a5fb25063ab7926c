import { type Approvals, LEAD, SECOND } from '../../../contracts/approval-matrix';
import type { Person } from '../../../contracts/person';
import { holds } from '../../approval/people';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Path } from '../locate';

/** Every role that the matrix asks for but the lead, who is a team's. */
export const rolesOf = ({ needs, platform }: Approvals): readonly string[] =>
  [...new Set([...needs.flatMap(({ roles }) => roles), ...platform])].filter((role) => role !== LEAD).sort();

/** Somebody holds each role, and what needs two people can be given by two. */
export const checkMatrix = (approvals: Approvals, people: readonly Person[] | undefined): readonly Draft[] => {
  if (people === undefined) return [];
  const lists: readonly (readonly [Path, readonly string[]])[] = [
    ...approvals.needs.flatMap(({ roles }, index) => [[['approvals', 'needs', index, 'roles'], roles] as const]),
    [['approvals', 'platform'], approvals.platform],
  ];
  return lists.flatMap(([path, roles]): readonly Draft[] => {
    const empty = roles.flatMap((role, index) =>
      isTeams(role, path) || people.some((person) => holds(person, role, undefined))
        ? []
        : [{ ...say('approval.nobody', { role }), path: [...path, index] }],
    );
    if (empty.length > 0) return empty;
    const own = [...new Set(roles.filter((role) => !isTeams(role, path)))];
    const asked = own.length === 1 && roles.length === 1 ? [...own, SECOND] : own;
    const holders = asked.map((role) => people.filter((person) => holds(person, role, undefined)));
    const names = [...new Set(holders.flat().map(({ person }) => person))].sort();
    return canAllBeTaken(holders) ? [] : [{ ...say('approval.onePerson', { roles: own, people: names }), path }];
  });
};

/** The lead is another person in each team; of the platform there is none. */
const isTeams = (role: string, path: Path): boolean => role === LEAD && path[1] === 'needs';

/** Whether each role can be given to another person. */
const canAllBeTaken = ([first, ...others]: readonly (readonly Person[])[], taken: readonly Person[] = []): boolean =>
  first === undefined || first.some((person) => !taken.includes(person) && canAllBeTaken(others, [...taken, person]));
