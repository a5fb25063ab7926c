import { EVIDENCE, PIPELINE } from '../../../contracts/approval-matrix';
import type { Person } from '../../../contracts/person';
import type { Team } from '../../../contracts/team';
import { readPublicKey } from '../../approval/keys/public-key';
import { holds } from '../../approval/people';
import { say } from '../../messages';
import type { Draft } from '../draft';
import type { Known } from '../known';
import type { Path } from '../locate';
import { eachSound } from '../sound';
import { unknownName } from './names';
import { rolesOf } from './roles';

/** People can be told apart, have roles that something asks for, and keys that a signature can be checked against. */
export const checkPeople = (people: readonly Person[], known: Known): readonly Draft[] =>
  eachSound(
    () => repeated(people, ({ person }) => person, 'person'),
    () => repeated(people, ({ email }) => email.toLowerCase(), 'email'),
    () => repeated(people, ({ github }) => github?.toLowerCase(), 'github'),
    () => people.flatMap((person, index) => checkPerson(person, ['people', index], known)),
    () => repeatedKeys(people),
  );

/** Every team has a lead who can approve, once anybody can. */
export const checkLeads = (teams: readonly Team[], people: readonly Person[], known: Known): readonly Draft[] =>
  known.policy?.approvals === undefined
    ? []
    : teams.flatMap((team, index) =>
        people.some((person) => holds(person, 'lead', team))
          ? []
          : [{ ...say('approval.nobody.lead', { team: team.team, lead: team.lead }), path: ['teams', index, 'lead'] }],
      );

const checkPerson = ({ roles, leads, keys, github }: Person, path: Path, known: Known): readonly Draft[] =>
  eachSound(
    () => roles.flatMap((role, index) => roleKnown(role, [...path, 'roles', index], known)),
    () =>
      roles.includes(PIPELINE) && (roles.length > 1 || leads.length > 0)
        ? [{ ...say('approval.role.pipeline'), path: [...path, 'roles'] }]
        : [],
    () =>
      leads.flatMap((team, index) =>
        unknownName(known.teams, 'team.unknown', [...path, 'leads', index], team, 'platform/teams.yaml'),
      ),
    () => keys.flatMap((text, index) => keyReadable(text, [...path, 'keys', index])),
    () => {
      if (keys.length > 0 || (github !== undefined && !roles.includes(PIPELINE))) return [];
      return [{ ...say('approval.noKey'), path: [...path, 'person'] }];
    },
  );

const roleKnown = (role: string, path: Path, known: Known): readonly Draft[] => {
  const asked = known.policy?.approvals && rolesOf(known.policy.approvals);
  if (asked === undefined || [PIPELINE, EVIDENCE, ...asked].includes(role)) return [];
  return [{ ...say('approval.role', { role, known: asked }), path }];
};

const keyReadable = (text: string, path: Path): readonly Draft[] => {
  const key = readPublicKey(text);
  return 'problem' in key ? [{ ...say(`approval.key.${key.problem}`), path }] : [];
};

/** The same key under two names would be one person who is taken for two. */
const repeatedKeys = (people: readonly Person[]): readonly Draft[] => {
  const owners = new Map<string, string>();
  return people.flatMap(({ person, keys }, index) =>
    keys.flatMap((text, at) => {
      const key = readPublicKey(text);
      if ('problem' in key) return [];
      const owner = owners.get(key.fingerprint);
      owners.set(key.fingerprint, owner ?? person);
      return owner === undefined
        ? []
        : [{ ...say('approval.keyRepeated', { owner }), path: ['people', index, 'keys', at] }];
    }),
  );
};

const repeated = (
  people: readonly Person[],
  of: (person: Person) => string | undefined,
  key: keyof Person,
): readonly Draft[] => {
  const seen = new Set<string>();
  return people.flatMap((person, index) =>
    eachSound(() => {
      const name = of(person);
      if (name === undefined || (!seen.has(name) && seen.add(name))) return [];
      return [{ ...say('id.repeated', { name }), path: ['people', index, key] }];
    }),
  );
};
