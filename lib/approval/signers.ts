import type { ApprovalRecord } from '../../contracts/approval';
import { PIPELINE } from '../../contracts/approval-matrix';
import type { Person } from '../../contracts/person';
import { phrase } from '../messages';
import { isSignedBy } from './keys/signature';
import { keysOf } from './people';

/** Why a record is not signed by whom it has to be, as half a sentence; undefined where it is. */
export const whyNotSigned = (record: ApprovalRecord, people: readonly Person[]): string | undefined => {
  const { statement, signature } = record;
  const person = people.find((one) => one.person === statement.person);
  if (person === undefined) return phrase('approval.stranger', { person: statement.person });
  if ((statement.by === 'review') !== (statement.review !== undefined)) return phrase('approval.forged');
  if (statement.review !== undefined && !isLogin(person, statement.review.login)) {
    return phrase('approval.login', { person: person.name, login: statement.review.login });
  }
  const keys = (statement.by === 'review' ? pipelines(people) : [person]).flatMap(keysOf);
  if (keys.every(({ fingerprint }) => fingerprint !== signature.key)) {
    return phrase(statement.by === 'review' ? 'approval.pipelineKey' : 'approval.key', { person: person.name });
  }
  return keys.some((key) => isSignedBy(record, key)) ? undefined : phrase('approval.forged');
};

/** Whether a person reviews under this login; GitHub's logins are the same in small and capital letters. */
export const isLogin = ({ github }: Person, login: string): boolean =>
  github !== undefined && github.toLowerCase() === login.toLowerCase();

const pipelines = (people: readonly Person[]): readonly Person[] =>
  people.filter(({ roles }) => roles.includes(PIPELINE));
