import type { Finding } from '../../../../contracts/finding';
import { drainedAt } from '../../../../contracts/retention';
import { differences } from '../../../governance/running-launches';
import { say } from '../../../messages';
import { fileFinding } from '../../codes';
import type { Context } from '../../context';
import { stackName, type Watched } from './watched';

type Where = Pick<Context, 'platform' | 'stage'>;

/** A launch of the stage whose file is gone. */
export const orphan = ({ launch, state }: Pick<Watched, 'launch' | 'state'>, where: Where): Finding =>
  fileFinding(
    'launch.orphan',
    `launches/${launch}.yaml`,
    `the file is gone, and the launch is still in the stage (${state})`,
    `Run: npx tandem end ${launch}, then npx cdk destroy -c stage=${where.stage} ${stackName(where, launch)}, or bring the file back.`,
  );

/** Time that the sweeper has for what it should do at once. */
const SWEEPS_MS = 3_600_000;

/** Where a launch that is in the stage is not what is written, or only half there. Judged by what was read, without asking AWS again. */
export const deviationsOf = (watched: Watched, where: Where, now: Date): readonly Finding[] => {
  const { launch, state, file, row, definition, stack, deployedHash, disabledRule } = watched;
  const isDeployed = stack !== undefined || deployedHash !== undefined;
  const isRunning = state === 'live' || state === 'paused';
  const told = (said: { readonly code: Code; readonly message: string; readonly fix: string }): Finding =>
    fileFinding(said.code, `launches/${launch}.yaml`, said.message, said.fix);
  const startsAt = definition?.window.startsAt;
  return [
    ...(file === 'gone' && (isRunning || (state === 'never live' && isDeployed)) ? [orphan(watched, where)] : []),
    ...(isRunning && !isDeployed ? [told(say('launch.noStack', { launch, state }))] : []),
    ...(row === undefined && isDeployed && startsAt !== undefined && Date.parse(startsAt) <= now.getTime()
      ? [told(say('launch.noRow', { launch, starts: startsAt }))]
      : []),
    ...(state === 'ended' && isDeployed && shouldBeGone(watched, now)
      ? [told(say('launch.leftover', { launch, stack: stackName(where, launch) }))]
      : []),
    ...(isRunning && file === 'changed'
      ? [told(say('launch.drift.file', { launch, differences: changes(watched) }))]
      : []),
    ...(isRunning && disabledRule !== undefined
      ? [told(say('launch.drift.rule', { launch, rule: disabledRule }))]
      : []),
  ];
};

type Code = 'launch.drift' | 'launch.noStack' | 'launch.noRow' | 'launch.leftover';

const shouldBeGone = ({ row }: Watched, now: Date): boolean => {
  if (row?.closedAt !== undefined || row?.removedAt !== undefined) return true;
  return row?.offSince !== undefined && drainedAt(row.offSince) + SWEEPS_MS < now.getTime();
};

const changes = ({ definition, written }: Watched): readonly string[] =>
  definition === undefined || written === undefined ? [] : differences(definition, written);
