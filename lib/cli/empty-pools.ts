import type { LaunchDefinition } from '../../contracts/decision';
import type { Finding } from '../../contracts/finding';
import type { LaunchManifest } from '../../contracts/launch';
import type { PoolTable } from './aws/pool-table';
import { fileFinding } from './codes';

type Offers = Pick<LaunchManifest | LaunchDefinition, 'launch' | 'offers'>;

/** Offers whose codes come from a pool. */
export const poolsOf = ({ offers }: Offers): readonly { readonly offer: string; readonly pool: string }[] =>
  offers.flatMap(({ id, code }) => (code !== undefined && 'pool' in code ? [{ offer: id, pool: code.pool }] : []));

/** A finding for each pool that a launch names and that has no code left: its offer would be chosen for nobody. */
export const emptyPools = async (pools: PoolTable, launch: Offers): Promise<readonly Finding[]> => {
  const names = [...new Set(poolsOf(launch).map(({ pool }) => pool))];
  const standings = await Promise.all(names.map((pool) => pools.standing(launch.launch, pool)));
  return names.flatMap((pool, index) => {
    const { added, left } = standings[index] ?? { added: 0, left: 0 };
    if (left > 0) return [];
    const message =
      added === 0 ? `the pool "${pool}" has no codes` : `all ${added} codes of the pool "${pool}" are given`;
    const fix = `Run: npx tandem codes add ${launch.launch} ${pool} --from <file>.csv`;
    return [fileFinding('codes.poolEmpty', `launches/${launch.launch}.yaml`, message, fix)];
  });
};
