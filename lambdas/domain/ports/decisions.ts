import type { Decision, DecisionInputs, Ledger } from '../../../contracts/decision';
import type { StrandId } from '../../../contracts/profile';

export interface StoredLedger {
  readonly strand: StrandId;
  readonly version: number;
  readonly ledger: Ledger;
}

/** Ledgers kept under any of the strands. */
export type LoadLedgers = (strands: readonly StrandId[]) => Promise<readonly StoredLedger[]>;

/**
 * Keeps the decision and, where it reserves a cap or makes an exposure, the ledger, in one conditional transaction.
 * `exists` returns the decision made before under the same id.
 */
export type SaveDecision = (
  decision: Decision,
  inputs: DecisionInputs,
  ledger?: StoredLedger,
) => Promise<
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'exists'; readonly decision: Decision }
  | { readonly outcome: 'conflict' }
>;

export type LoadDecision = (decisionId: string) => Promise<Decision | undefined>;

/** Saves a ledger at the version it was read at. */
export type SaveLedger = (ledger: StoredLedger) => Promise<'saved' | 'conflict'>;
