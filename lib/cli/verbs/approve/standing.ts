import type { Proposal, Verdict } from '../../../approval';
import type { Answer } from '../../answer';

/** What the records come to now, and what is to be done next. */
export const standing = (proposal: Proposal, verdict: Verdict, written: readonly string[]): Answer => {
  const { subject, plan, argument } = proposal;
  const { state, given, missing } = verdict;
  return {
    data: { subject, plan, written, state, given, missing },
    lines: [
      ...given.map(({ person, role, at, by }) => `  ${person} approved as ${role} at ${at}, by ${by}`),
      ...missing.map(({ role, people }) => `  waits for ${role}: ${people.join(' or ') || 'nobody can'}`),
      ...(state === 'granted' ? [`All who have to approve ${argument} have done so.`] : []),
      ...written.map((file) => `${file} is written: commit and push it.`),
    ],
  };
};
