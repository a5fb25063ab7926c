import type { StrandId } from '../../contracts/profile';
import type { Key } from './table';

export const decisionItem = (decisionId: string): Key => ({ pk: `D#${decisionId}`, sk: 'DECISION' });
/** Partition of everything that is kept under a strand. */
export const ledgerKey = (strand: StrandId): string => `L#${strand}`;
export const ledgerItem = (strand: StrandId): Key => ({ pk: ledgerKey(strand), sk: 'LEDGER' });
/** Finds a decision by the person it was made for; those that changed the ledger are named in it. */
export const decisionIndexItem = (strand: StrandId, decisionId: string): Key => ({
  pk: ledgerKey(strand),
  sk: `D#${decisionId}`,
});
export const attemptItem = (messageId: string): Key => ({ pk: `M#${messageId}`, sk: 'ATTEMPT' });
export const countersItem = (launch: string, shard: number): Key => ({ pk: `C#${launch}#${shard}`, sk: 'COUNTERS' });
/** Counters that lie apart, beside the others of the shard. */
export const counterPartItem = (launch: string, shard: number, part: string): Key => ({
  pk: `C#${launch}#${shard}`,
  sk: `PART#${part}`,
});
export const countMark = (eventId: string): Key => ({ pk: `O#${eventId}`, sk: 'MARK' });
/** What is set aside of a launch's budget for sending. */
export const budgetItem = (launch: string): Key => ({ pk: `BUDGET#${launch}`, sk: 'SENDING' });
