import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { PIPELINE } from '../../../../contracts/approval-matrix';
import type { Finding } from '../../../../contracts/finding';
import { approvalFinding, type Proposal, verdictOf } from '../../../approval';
import { commitOf, isSameBut } from '../../../approval/git';
import { giveRoles } from '../../../approval/give-roles';
import { keysOf } from '../../../approval/people';
import { APPROVALS, folderOf, readRecords, writeRecord } from '../../../approval/record-file';
import { judgeReviews, type Pull, pullSchema, type Reviewed, reviewsSchema } from '../../../approval/reviews';
import { say } from '../../../messages';
import { type Answer, refuse } from '../../answer';
import { type Context, EnvironmentError } from '../../context';
import type { SigningKey } from './signing-key';
import { standing } from './standing';
import { statementOf } from './statement';

/** What the forge says, as files. */
interface Forge {
  readonly reviews?: string;
  readonly pull?: string;
}

/**
 * Signs, with the workflow's key, for reviews of a pull request that approve what is checked out here. Somebody who is
 * against it stops all of them; a review that was taken back takes its record with it.
 */
export const approveReviews = (context: Context, proposal: Proposal, key: SigningKey, forge: Forge): Answer => {
  const pull = read(context, forge.pull, '--pull', pullSchema);
  const reviews = read(context, forge.reviews, '--reviews', reviewsSchema);
  const { root } = context;
  const { file, approvers } = proposal;
  const refused = whyNotHere(root, file, pull) ?? whyNotWorkflow(proposal, key);
  if (refused !== undefined) return refuse(refused);
  const reviewed = judgeReviews(approvers, pull, reviews, (commit) => isSameBut(root, commit, APPROVALS));
  const removed = takeBack(root, proposal, reviewed);
  const against = reviewed.filter((one) => 'is' in one && one.is === 'against');
  if (against.length > 0) return { findings: told(file, 'approval.review.against', against), data: { removed } };
  const written = sign(context, proposal, key, reviewed);
  const verdict = verdictOf(root, proposal, context.now());
  const counted = new Set(verdict.given.map(({ person }) => person));
  const idle = reviewed.filter(({ person }) => !counted.has(person.person));
  const answer = standing(proposal, verdict, written);
  return { ...answer, data: { ...answer.data, removed }, findings: told(file, 'approval.review', idle) };
};

const read = <T extends z.ZodType>(
  { cwd }: Context,
  file: string | undefined,
  option: string,
  schema: T,
): z.infer<T> => {
  if (file === undefined) throw new EnvironmentError(`Give --reviews and --pull together, as the API gives them.`);
  try {
    return schema.parse(JSON.parse(readFileSync(resolve(cwd, file), 'utf8')));
  } catch (cause) {
    throw new EnvironmentError(`${option} ${file} is not what GitHub's API gives.`, { cause });
  }
};

/** What reviewers have looked at is the head of the pull request; anything else here would be signed unseen. */
const whyNotHere = (root: string, file: string, { head }: Pull): Finding | undefined => {
  if (isSameBut(root, head.sha, APPROVALS)) return undefined;
  const here = commitOf(root, 'HEAD') ?? 'no commit';
  return approvalFinding(file, say('approval.review.head', { commit: head.sha.slice(0, 12), head: here.slice(0, 12) }));
};

const whyNotWorkflow = ({ file, approvers }: Proposal, { public: own }: SigningKey): Finding | undefined => {
  const keys = approvers.people.filter(({ roles }) => roles.includes(PIPELINE)).flatMap(keysOf);
  if (keys.some(({ fingerprint }) => fingerprint === own.fingerprint)) return undefined;
  return approvalFinding(file, say('approval.notYours.workflow', { key: own.fingerprint }));
};

/** Removes what was signed for reviews that no longer stand; a record that a person signed is theirs to keep. */
const takeBack = (root: string, { subject, plan }: Proposal, reviewed: readonly Reviewed[]): readonly string[] => {
  const back = new Set(
    reviewed.flatMap((one) =>
      'is' in one && (one.is === 'against' || one.is === 'dismissed') ? [one.person.person] : [],
    ),
  );
  const files = readRecords(root, subject)
    .filter(({ file, record }) => file.startsWith(`${folderOf(subject, plan)}/`) && record?.statement.by === 'review')
    .flatMap(({ file, person }) => (back.has(person) ? [file] : []));
  for (const file of files) rmSync(join(root, file));
  return files;
};

/** Records for reviews of whoever is still needed; who has approved already is left as they are. */
const sign = (
  context: Context,
  proposal: Proposal,
  key: SigningKey,
  reviewed: readonly Reviewed[],
): readonly string[] => {
  const { given, missing } = verdictOf(context.root, proposal, context.now());
  const done = new Set(given.map(({ person }) => person));
  const open = reviewed.filter(({ person }) => !done.has(person.person));
  const approving = open.flatMap((one) => ('approved' in one ? [one] : []));
  const roles = giveRoles(
    approving.map(({ person }) => person),
    missing,
  );
  return approving.flatMap(({ person, approved }) => {
    const role = roles.get(person.person);
    if (role === undefined) return [];
    const statement = statementOf(proposal, { role, person: person.person, by: 'review', ...approved });
    return [writeRecord(context.root, key.sign(statement))];
  });
};

const told = (
  file: string,
  code: 'approval.review' | 'approval.review.against',
  reviewed: readonly Reviewed[],
): readonly Finding[] => reviewed.flatMap((one) => ('why' in one ? [approvalFinding(file, say(code, one))] : []));
