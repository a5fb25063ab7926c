import type { Answer } from '../../answer';
import type { Context } from '../../context';
import { emptyPools, poolsOf } from '../../empty-pools';
import { soundLaunch } from '../../sound-launch';
import { table } from '../../table';

/** How many codes the pools of a launch have had, and how many nobody has yet. No code is shown. */
export const showCodes = async (context: Context, launch: string): Promise<Answer> => {
  const found = soundLaunch(context, launch);
  if (found.refused !== undefined) return found.refused;
  const { pools } = await context.services();
  const rows = await Promise.all(
    poolsOf(found.manifest).map(async ({ offer, pool }) => ({ offer, pool, ...(await pools.standing(launch, pool)) })),
  );
  return {
    data: { launch, pools: rows },
    findings: await emptyPools(pools, found.manifest),
    lines:
      rows.length === 0
        ? ['No offer of the launch takes its codes from a pool.']
        : table(
            ['pool', 'offer', 'added', 'given', 'left'],
            rows.map(({ pool, offer, added, left }) => [
              pool,
              offer,
              String(added),
              String(added - left),
              String(left),
            ]),
          ),
  };
};
