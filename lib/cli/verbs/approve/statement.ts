import type { Statement } from '../../../../contracts/approval';
import type { Proposal } from '../../../approval';

/** A moment as statements have it: to the second, in UTC. */
export const toSeconds = (moment: Date): string => `${moment.toISOString().slice(0, 19)}Z`;

/** What a person signs of a proposal. */
export const statementOf = (
  { subject, stage, plan, parts }: Proposal,
  given: Pick<Statement, 'role' | 'person' | 'at' | 'by' | 'review'>,
): Statement => ({ version: 1, subject, stage, plan, parts, ...given });
