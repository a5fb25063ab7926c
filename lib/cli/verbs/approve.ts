import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Finding } from '../../../contracts/finding';
import type { Person } from '../../../contracts/person';
import { approvalFinding, type Proposal, verdictOf } from '../../approval';
import { differingParts } from '../../approval/differing-parts';
import { roleFor } from '../../approval/give-roles';
import { isAuthor, keysOf } from '../../approval/people';
import { readAsks, writeRecord } from '../../approval/record-file';
import { say } from '../../messages';
import { type Answer, refuse } from '../answer';
import { type Context, EnvironmentError } from '../context';
import type { Subject } from './approval';
import { proposed } from './approve/proposed';
import { approveReviews } from './approve/reviews';
import { type SigningKey, signingKey } from './approve/signing-key';
import { type SignElsewhere, sshKeygen } from './approve/ssh-keygen';
import { standing } from './approve/standing';
import { statementOf, toSeconds } from './approve/statement';

export interface ApproveOptions {
  readonly role?: string;
  readonly key?: string;
  readonly reviews?: string;
  readonly pull?: string;
}

/** Shows a person what is asked, and signs with their key that it may go ahead; or signs for reviews of a pull request. */
export const approve = async (
  context: Context,
  subject: Subject,
  options: ApproveOptions,
  elsewhere: SignElsewhere = sshKeygen,
): Promise<Answer> => {
  const found = await proposed(context, subject);
  if ('answer' in found) return found.answer;
  const { proposal } = found;
  const key = signingKey(resolve(context.cwd, options.key ?? join(homedir(), '.ssh/id_ed25519')), elsewhere);
  if (options.reviews !== undefined) return approveReviews(context, proposal, key, options);
  const refused = whyNotAsked(context.root, proposal);
  if (refused !== undefined) return refuse(refused);
  const approver = approverOf(context, proposal, key, options.role);
  if ('finding' in approver) return refuse(approver.finding);
  if (!(await isConfirmed(context, proposal, approver)))
    return { lines: ['Nothing is signed.'], data: { signed: false } };
  const { person, role } = approver;
  const given = { role, person: person.person, at: toSeconds(context.now()), by: 'key' } as const;
  const file = writeRecord(context.root, key.sign(statementOf(proposal, given)));
  return standing(proposal, verdictOf(context.root, proposal, context.now()), [file]);
};

/** What was asked is what is signed: a plan that changed since is another one. */
const whyNotAsked = (root: string, { subject, stage, plan, parts, file, argument }: Proposal): Finding | undefined => {
  const asks = readAsks(root, subject).filter((one) => one.stage === stage);
  if (asks.some((one) => one.plan === plan)) return undefined;
  const latest = asks.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  return approvalFinding(
    file,
    latest === undefined
      ? say('approval.notAsked', { argument })
      : say('approval.notAsked.changed', { argument, parts: differingParts(latest.parts, parts) }),
  );
};

type Approver = { readonly person: Person; readonly role: string };

const approverOf = (
  context: Context,
  proposal: Proposal,
  { public: own }: SigningKey,
  wanted: string | undefined,
): Approver | { readonly finding: Finding } => {
  const { approvers, file } = proposal;
  const no = (said: Parameters<typeof approvalFinding>[1]) => ({ finding: approvalFinding(file, said) });
  const person = approvers.people.find((one) => keysOf(one).some(({ fingerprint }) => fingerprint === own.fingerprint));
  if (person === undefined) return no(say('approval.notYours.key', { key: own.fingerprint }));
  if (isAuthor(person, approvers.authors)) return no(say('approval.notYours.author', { person: person.name }));
  const { missing, given } = verdictOf(context.root, proposal, context.now());
  if (given.some((one) => one.person === person.person))
    return no(say('approval.notYours.given', { person: person.name }));
  const role = roleFor(person, missing, wanted);
  if (role !== undefined) return { person, role };
  return no(say('approval.notYours.role', { person: person.name, missing: missing.map((one) => one.role) }));
};

const isConfirmed = async (context: Context, proposal: Proposal, { person, role }: Approver): Promise<boolean> => {
  const { subject, stage, plan, changes, argument } = proposal;
  if (context.ask === undefined) throw new EnvironmentError('An approval is given at a terminal, by a person.');
  const shown = [
    `${subject.replace(/^launch:/, '')}, stage ${stage}, plan ${plan}`,
    ...changes.map(({ words }) => `  ${words}`),
    ...(subject === 'platform' ? [] : [`  The whole: npx tandem plan ${argument}`]),
  ];
  for (const line of shown) context.progress(line);
  const answer = await context.ask(`${person.name}, do you approve this as ${role}? (yes/no) `);
  return answer.trim().toLowerCase() === 'yes';
};
