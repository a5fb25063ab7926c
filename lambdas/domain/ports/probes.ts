import type { Proof } from '../../../contracts/probe';

/** Keeps for an hour what a step says of a run of a probe; of a step and id the last word counts. */
export type SaveProof = (run: string, proof: Proof) => Promise<void>;
/** Everything that is proven of a run by now. Strongly consistent. */
export type LoadProofs = (run: string) => Promise<readonly Proof[]>;
