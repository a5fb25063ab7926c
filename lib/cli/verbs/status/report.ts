import { approvalOf } from '../../../approval';
import { changesOf } from '../../../plan/changes';
import { fingerprintOf } from '../../../plan/fingerprint';
import { upcomingOf } from '../../../watch/next';
import { numbersOf } from '../../../watch/numbers';
import type { Workspace } from '../../../workspace';
import { compileQuietTimes } from '../../../workspace/quiet-times';
import type { Context } from '../../context';
import { poolsOf } from '../../empty-pools';
import type { LaunchHealth, LaunchReport } from './one';
import type { Watched } from './watched';

/** Gathers everything about one launch. */
export const launchReport = async (
  context: Context,
  workspace: Workspace,
  watched: Watched,
  now: Date,
): Promise<LaunchReport> => {
  const { counters } = await context.services();
  const { definition, row, state } = watched;
  const [sums, pools, health, approving] = await Promise.all([
    counters.read(watched.launch),
    poolsLeft(context, watched),
    healthOf(context, watched),
    approvingOf(context, workspace, watched),
  ]);
  const quiet = compileQuietTimes(workspace.policy);
  return {
    watched,
    ...(definition === undefined ? {} : { numbers: numbersOf(definition, sums) }),
    pools,
    health,
    ...approving,
    upcoming: definition === undefined ? [] : upcomingOf(definition, { ...row, state }, quiet, now.getTime()),
  };
};

/** What is left of the pools that the launch gives codes from. */
const poolsLeft = async (context: Context, { launch, definition }: Watched): Promise<LaunchReport['pools']> => {
  const { pools } = await context.services();
  const names = [...new Set(definition === undefined ? [] : poolsOf(definition).map(({ pool }) => pool))];
  return Promise.all(names.map(async (pool) => ({ pool, ...(await pools.standing(launch, pool)) })));
};

/** Whether what is written may go live; nothing is said of an ended launch, nor of a file that cannot be planned. */
const approvingOf = async (
  context: Context,
  workspace: Workspace,
  { launch, state, written, definition, row }: Watched,
): Promise<Pick<LaunchReport, 'approval' | 'changes'>> => {
  if (written === undefined || state === 'ended') return { changes: [] };
  const changes = changesOf(workspace, launch, row === undefined ? undefined : definition);
  const fingerprint = fingerprintOf(workspace, launch, context.stage);
  return { approval: await approvalOf(context, launch, { fingerprint, changes }), changes };
};

/** Alarms of other launches are theirs. */
const isOfOther = (alarm: string, launch: string): boolean =>
  alarm.startsWith('launch-') && !alarm.startsWith(`launch-${launch}-launch-`);

const healthOf = async (context: Context, { launch, definition }: Watched): Promise<LaunchHealth> => {
  const { control, health: openHealth } = await context.services();
  const health = await openHealth();
  const vendors = [...new Set(definition?.channels.use.flatMap(({ vendor }) => vendor ?? []))];
  const [told, alarms] = await Promise.all([
    Promise.all(
      vendors.map(async (vendor) => {
        const [{ state }, circuit, messages] = await Promise.all([
          control.vendorState(vendor),
          health.circuit(vendor),
          health.messages(vendor),
        ]);
        return { vendor, state, circuit, ...messages };
      }),
    ),
    health.alarms(),
  ]);
  return { vendors: told, alarms: alarms.filter((alarm) => !isOfOther(alarm, launch)) };
};
