import type { StrandId } from '../../contracts/profile';
import type { EndingStrand } from './erasure-state';
import type { ErasurePorts, ErasureSettings } from './erasure-step';
import { identifierOf } from './strand';

/** The strands with the hashes under which the vault indexes their values. */
export const endingStrands = async (
  { valuesOf, hashValue }: Pick<ErasurePorts, 'valuesOf' | 'hashValue'>,
  { kindOf }: Pick<ErasureSettings, 'kindOf'>,
  strands: readonly (readonly [strand: StrandId, erase: boolean])[],
): Promise<readonly EndingStrand[]> => {
  const values = await valuesOf(strands.map(([strand]) => identifierOf(strand).token));
  return Promise.all(
    strands.map(async ([strand, erase]): Promise<EndingStrand> => {
      const { type, token } = identifierOf(strand);
      const [kind, value] = [kindOf(type), values.get(token)];
      if (value === undefined || kind === undefined) return { strand, token, erase };
      return { strand, token, erase, hash: await hashValue({ kind, value }) };
    }),
  );
};

/** Takes values, and what is kept beside them, out of the vault; the index goes on saying when they were erased. */
export const forgetVault = async (
  ports: Pick<ErasurePorts, 'forgetOwned' | 'forgetPayloads' | 'forgetValues'>,
  strands: readonly EndingStrand[],
): Promise<void> => {
  for (const { hash, token, erase } of strands) {
    if (hash !== undefined) await ports.forgetOwned(hash, token);
    if (hash !== undefined && erase) await ports.forgetPayloads(hash);
    if (erase) await ports.forgetValues([token]);
  }
};
