import { EVIDENCE, LEAD, PIPELINE, SECOND } from '../../contracts/approval-matrix';
import type { Person } from '../../contracts/person';
import type { Team } from '../../contracts/team';
import { type PublicKey, readPublicKey } from './keys/public-key';

/** Whether a person may approve in a role, for a launch of this team. A workflow approves nothing. */
export const holds = (person: Person, role: string, team: Team | undefined): boolean => {
  if (person.roles.includes(PIPELINE)) return false;
  if (role === SECOND) return person.roles.length === 0 || person.roles.some((one) => one !== EVIDENCE);
  if (role !== LEAD) return person.roles.includes(role);
  return team !== undefined && (person.leads.includes(team.team) || sameAddress(person.email, team.lead));
};

/** Whether a person wrote what is to be approved, under their own address or under the one that GitHub gives to a login. */
export const isAuthor = ({ email, github }: Person, authors: readonly string[]): boolean =>
  authors.some((author) => sameAddress(author, email) || (github !== undefined && isLoginAddress(author, github)));

const isLoginAddress = (address: string, login: string): boolean =>
  /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/i.exec(address.trim())?.[1]?.toLowerCase() === login.toLowerCase();

const sameAddress = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The keys of a person that can be checked against; what is none is told by `check`. */
export const keysOf = ({ keys }: Person): readonly PublicKey[] =>
  keys.map(readPublicKey).filter((key): key is PublicKey => 'fingerprint' in key);
