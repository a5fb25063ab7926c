import type { ErasureState } from '../../lambdas/domain/erasure-state';
import type { LoadErasure, SaveErasure } from '../../lambdas/domain/ports/rights';

/** Erasures in memory; the peer of `createErasures`. */
export const createMemoryErasures = () => {
  const kept = new Map<string, { readonly version: number; readonly text: string }>();
  const loadErasure: LoadErasure = async (receipt) => {
    const found = kept.get(receipt);
    return found && { version: found.version, state: JSON.parse(found.text) as ErasureState };
  };
  const saveErasure: SaveErasure = async (state, was) => {
    if ((kept.get(state.receipt)?.version ?? 0) !== was) return 'conflict';
    kept.set(state.receipt, { version: was + 1, text: JSON.stringify(state) });
    return 'saved';
  };
  return { loadErasure, saveErasure, texts: (): readonly string[] => [...kept.values()].map(({ text }) => text) };
};
