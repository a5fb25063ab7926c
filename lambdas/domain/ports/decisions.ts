import type { Decision, DecisionInputs, Ledger } from '../../../contracts/decision';
import type { CodeOwner } from '../../../contracts/pool-codes';
import type { StrandId } from '../../../contracts/profile';

export interface StoredLedger {
  readonly strand: StrandId;
  readonly version: number;
  readonly ledger: Ledger;
}

/** Ledgers kept under any of the strands. */
export type LoadLedgers = (strands: readonly StrandId[]) => Promise<readonly StoredLedger[]>;

/**
 * Keeps the decision and, where it reserves a cap, makes an exposure or gives codes, the ledger, in one conditional transaction in
 * which the codes cease to be free. `conflict`: the ledger has changed, or somebody else was given one of the codes.
 * `exists` returns the decision made before under the same id.
 */
export type SaveDecision = (
  decision: Decision,
  inputs: DecisionInputs,
  ledger?: StoredLedger,
  codes?: readonly CodeOwner[],
) => Promise<
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'exists'; readonly decision: Decision }
  | { readonly outcome: 'conflict' }
>;

export type LoadDecision = (decisionId: string) => Promise<Decision | undefined>;

/** Saves a ledger at the version it was read at. */
export type SaveLedger = (ledger: StoredLedger) => Promise<'saved' | 'conflict'>;
