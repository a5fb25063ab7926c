import type { Ask } from '../../../contracts/approval';
import { approvalFinding, type Proposal, verdictOf } from '../../approval';
import { writeAsk } from '../../approval/record-file';
import { say } from '../../messages';
import { type Answer, refuse } from '../answer';
import type { Context } from '../context';
import { table } from '../table';
import type { Subject } from './approval';
import { proposed } from './approve/proposed';
import { toSeconds } from './approve/statement';
import { fileRequests } from './ask/file-requests';
import { tellChat } from './ask/tell-chat';

/**
 * Asks for the approval of a launch as its file is now, or of a change of what governs: writes down what is asked of whom,
 * and tells the chat. What only IT can mend of a launch becomes a request to IT instead.
 */
export const ask = async (context: Context, subject: Subject): Promise<Answer> => {
  const filed = 'launch' in subject ? fileRequests(context, subject.launch) : undefined;
  if (filed !== undefined) return filed;
  const found = await proposed(context, subject);
  if ('answer' in found) return found.answer;
  const { proposal } = found;
  const { file, needed } = proposal;
  const nobody = needed.filter(({ people }) => people.length === 0);
  if (nobody.length > 0) {
    return refuse(...nobody.map((one) => approvalFinding(file, say('approval.missing.nobody', one))));
  }
  const verdict = verdictOf(context.root, proposal, context.now());
  if (verdict.state === 'granted') {
    return { lines: ['All who have to approve this have done so.'], data: dataOf(proposal, verdict.state) };
  }
  const written = writeAsk(context.root, askOf(proposal, context.now()));
  const untold = await tellChat(context, proposal);
  return {
    data: { ...dataOf(proposal, verdict.state), file: written, told: untold === undefined },
    findings: untold === undefined ? [] : [approvalFinding(file, say('approval.notNotified', untold))],
    lines: [...shown(proposal), '', ...next(proposal, written)],
  };
};

const askOf = ({ subject, stage, plan, parts, approvers, changes, needed }: Proposal, now: Date): Ask => ({
  ...{ subject, stage, plan, parts },
  authors: [...approvers.authors],
  at: toSeconds(now),
  changes: changes.map(({ kind, words }) => ({ kind, words })),
  needed: needed.map(({ role, because, people }) => ({ role, because: [...because], people: [...people] })),
});

const dataOf = ({ subject, plan, needed, changes }: Proposal, state: string) => ({
  ...{ subject, plan, state, changes },
  needed,
});

const shown = ({ changes, needed }: Proposal): readonly string[] => [
  'What changes:',
  ...changes.map(({ words }) => `  ${words}`),
  '',
  ...table(
    ['needs', 'who can', 'because'],
    needed.map(({ role, people, because }) => [role, people.join(', '), because.join('; ')]),
  ),
];

const next = ({ plan, argument }: Proposal, file: string): readonly string[] => [
  `${file} asks for plan ${plan.slice(0, 16)}.`,
  `Next: commit and push it. Who can approves with: npx tandem approve ${argument}, or by a review of the pull request.`,
];
