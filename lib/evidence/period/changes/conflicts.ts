import type { Approvals } from '../../../../contracts/approval-matrix';
import { EVIDENCE, PIPELINE } from '../../../../contracts/approval-matrix';
import type { Person } from '../../../../contracts/person';
import { isAuthor, keysOf } from '../../../approval/people';
import type { Change } from './change';
import { personOf } from './principals';

/** What one person may or did do alone that two should, each as half a sentence. */
export const conflictsOf = (
  person: Person,
  people: readonly Person[],
  approvals: Approvals | undefined,
  changes: readonly Change[],
): readonly string[] => [
  ...ofRoles(person, approvals),
  ...ofKeys(person, people),
  ...new Set(changes.flatMap((change) => ofChange(person, people, change))),
];

const ofRoles = ({ roles, leads }: Person, approvals: Approvals | undefined): readonly string[] => {
  const approves = leads.length > 0 || roles.some((role) => role !== PIPELINE && role !== EVIDENCE);
  const platform = approvals?.platform ?? [];
  return [
    ...(approves && roles.includes(PIPELINE) ? ['signs for reviews of others and approves'] : []),
    ...(approves && roles.includes(EVIDENCE) ? ['signs evidence of what they approve'] : []),
    ...(platform.length > 1 && platform.every((role) => roles.includes(role))
      ? [`holds each role that a change of policy needs: ${platform.join(', ')}`]
      : []),
  ];
};

const ofKeys = (person: Person, people: readonly Person[]): readonly string[] => {
  const own = new Set(keysOf(person).map(({ fingerprint }) => fingerprint));
  return people
    .filter((other) => other.person !== person.person)
    .filter((other) => keysOf(other).some(({ fingerprint }) => own.has(fingerprint)))
    .map((other) => `has a key that is ${other.person}'s, too`);
};

const ofChange = (person: Person, people: readonly Person[], { about, by, approval }: Change): readonly string[] => {
  if (approval === undefined) return [];
  const approved = approval.given.some((one) => one.person === person.person);
  const tried = approval.voided.some((one) => one.person === person.person);
  const wrote = isAuthor(person, approval.authors);
  const deployed = personOf(by, people)?.person === person.person;
  return [
    ...(wrote && (approved || tried) ? [`approved ${about}, which they wrote`] : []),
    ...(approved && deployed ? [`deployed or switched on ${about}, which they approved`] : []),
    ...(wrote && deployed && approval.state !== 'granted' && approval.state !== 'not-needed'
      ? [`wrote and deployed ${about} without the approvals of others`]
      : []),
  ];
};
