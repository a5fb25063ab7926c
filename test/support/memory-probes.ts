import type { Proof } from '../../contracts/probe';
import type { LoadProofs, SaveProof } from '../../lambdas/domain/ports/probes';

/** What is proven by probes, in memory; the peer of `createProbes`. */
export const createMemoryProbes = () => {
  const runs = new Map<string, Map<string, Proof>>();
  const saveProof: SaveProof = async (run, proof) => {
    const proofs = runs.get(run) ?? new Map<string, Proof>();
    runs.set(run, proofs.set(`${proof.step}#${proof.id}`, structuredClone(proof)));
  };
  const loadProofs: LoadProofs = async (run) => structuredClone([...(runs.get(run)?.values() ?? [])]);
  return { saveProof, loadProofs };
};
