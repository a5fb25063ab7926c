import type { Finding } from '../../contracts/finding';
import { say } from '../messages';
import { approvalFinding } from './codes';
import type { Verdict } from './judge-records';

/** What is to be told of a verdict that does not let a plan go ahead: each missing role, each approval that does not count. */
export const approvalFindings = (file: string, verb: string, verdict: Verdict): readonly Finding[] => {
  if (verdict.state === 'granted') return [];
  return [
    ...verdict.missing.map(({ role, because, people }) =>
      people.length === 0
        ? approvalFinding(file, say('approval.missing.nobody', { role, because }))
        : approvalFinding(file, say('approval.missing', { role, because, people, verb })),
    ),
    ...verdict.voided.map(({ why }) => approvalFinding(file, say('approval.void', { why }))),
  ];
};
