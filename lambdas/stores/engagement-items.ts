import type { Decision, DecisionInputs, LiveLaunch } from '../../contracts/decision';
import type { StrandId } from '../../contracts/profile';
import type { Key } from './table';

export const decisionItem = (decisionId: string): Key => ({ pk: `D#${decisionId}`, sk: 'DECISION' });
export const ledgerItem = (strand: StrandId): Key => ({ pk: `L#${strand}`, sk: 'LEDGER' });
export const attemptItem = (messageId: string): Key => ({ pk: `M#${messageId}`, sk: 'ATTEMPT' });
export const countersItem = (launch: string, shard: number): Key => ({ pk: `C#${launch}#${shard}`, sk: 'COUNTERS' });
export const countMark = (eventId: string): Key => ({ pk: `O#${eventId}`, sk: 'MARK' });

/** A launch as a decision's inputs name it: definitions are immutable and kept once, by hash. */
export type LaunchRef = Pick<LiveLaunch, 'state' | 'full'> & { readonly launch: string; readonly hash: string };

/** What the item of a decision holds. */
export interface DecisionBody {
  readonly decision: Decision;
  readonly inputs: Omit<DecisionInputs, 'launches'> & { readonly launches: readonly LaunchRef[] };
}

/** Replaces definitions by their hashes. */
export const withoutDefinitions = (inputs: DecisionInputs): DecisionBody['inputs'] => ({
  ...inputs,
  launches: inputs.launches.map(({ definition, state, full }) => ({
    launch: definition.launch,
    hash: definition.hash,
    state,
    full,
  })),
});
