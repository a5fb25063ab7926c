import type { NeededRole } from '../../contracts/approval';
import { durationSeconds } from '../../contracts/duration';
import { judgeRecords, type Verdict } from './judge-records';
import type { Approvers } from './matrix';
import { type FoundRecord, readRecords } from './record-file';
import type { AbleJudge } from './stage-judge';

/** Something that people are to approve: a launch's plan, or a change of what governs. */
export interface Proposal {
  readonly subject: string;
  readonly stage: string;
  readonly plan: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly changes: readonly { readonly kind: string; readonly words: string }[];
  readonly needed: readonly NeededRole[];
  readonly approvers: Approvers;
  readonly judge: AbleJudge;
  /** File that its findings point at. */
  readonly file: string;
  /** What stands behind `ask` and `approve` on the command line. */
  readonly argument: string;
  /** Whether a record has served before, and so does not serve again. */
  readonly isUsed: (found: FoundRecord) => boolean;
}

/** What the records of the project, or these, make of a proposal at a moment. */
export const verdictOf = (
  root: string,
  proposal: Proposal,
  now: Date,
  records: readonly FoundRecord[] = readRecords(root, proposal.subject),
): Verdict =>
  judgeRecords({
    ...{ ...proposal, now, records },
    validForSeconds: durationSeconds(proposal.judge.approvals.validFor),
  });
