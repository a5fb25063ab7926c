import type { Finding } from '../../contracts/finding';
import { say } from '../messages';
import { approvalFinding } from './codes';
import type { Verdict } from './judge-records';
import type { Proposal } from './proposal';

/** What is to be told of a verdict that does not let a plan go ahead: each missing role, each approval that does not count. */
export const approvalFindings = (
  { file, argument }: Pick<Proposal, 'file' | 'argument'>,
  verdict: Verdict,
): readonly Finding[] => {
  if (verdict.state === 'granted') return [];
  return [
    ...verdict.missing.map(({ role, because, people }) =>
      people.length === 0
        ? approvalFinding(file, say('approval.missing.nobody', { role, because }))
        : approvalFinding(file, say('approval.missing', { role, because, people, argument })),
    ),
    ...verdict.voided.map(({ why }) => approvalFinding(file, say('approval.void', { why }))),
  ];
};
