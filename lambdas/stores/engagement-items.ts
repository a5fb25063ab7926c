import type { StrandId } from '../../contracts/profile';
import type { Key } from './table';

export const decisionItem = (decisionId: string): Key => ({ pk: `D#${decisionId}`, sk: 'DECISION' });
export const ledgerItem = (strand: StrandId): Key => ({ pk: `L#${strand}`, sk: 'LEDGER' });
export const attemptItem = (messageId: string): Key => ({ pk: `M#${messageId}`, sk: 'ATTEMPT' });
export const countersItem = (launch: string, shard: number): Key => ({ pk: `C#${launch}#${shard}`, sk: 'COUNTERS' });
export const countMark = (eventId: string): Key => ({ pk: `O#${eventId}`, sk: 'MARK' });
