import { clockText } from '../../calendar';
import { type Upcoming, upcomingOf } from '../../watch/next';
import { type Numbers, numbersOf, shareText, total } from '../../watch/numbers';
import { compileQuietTimes } from '../../workspace/quiet-times';
import { type Answer, refuse } from '../answer';
import { fileFinding } from '../codes';
import type { Context } from '../context';
import { table } from '../table';
import { deviationsOf } from './status/deviations';
import { reportLines } from './status/one';
import { type Watched, watchedLaunches } from './status/watched';

/** All launches of the stage, or everything about one: what runs where, how it does, and where it is not what is written. */
export const status = async (context: Context, launch?: string, asOf: Date = context.now()): Promise<Answer> =>
  launch === undefined ? statusOfAll(context, asOf) : statusOfOne(context, launch, asOf);

interface Line {
  readonly watched: Watched;
  readonly numbers?: Numbers;
  readonly next?: Upcoming;
}

const statusOfAll = async (context: Context, now: Date): Promise<Answer> => {
  const { control, counters } = await context.services();
  const [launches, pause] = await Promise.all([watchedLaunches(context), control.pausedAll()]);
  const { workspace } = context.workspace();
  const quiet = workspace === undefined ? { hours: [], blackouts: [] } : compileQuietTimes(workspace.policy);
  const lines = await Promise.all(
    launches.map(async (watched): Promise<Line> => {
      const { definition, row, state } = watched;
      if (definition === undefined || row === undefined) return { watched };
      const [next] = upcomingOf(definition, { ...row, state }, quiet, now.getTime());
      const numbers = numbersOf(definition, await counters.read(watched.launch));
      return { watched, numbers, ...(next === undefined ? {} : { next }) };
    }),
  );
  const pausedAll = pause?.paused === true;
  return {
    data: { pausedAll, launches: lines.map(toJson) },
    findings: launches.flatMap((watched) => deviationsOf(watched, context, now)),
    lines: [
      pausedAll ? `EVERYTHING IS PAUSED, by ${pause.by} at ${pause.at}.` : 'Nothing is paused for all.',
      ...table(
        ['launch', 'state', 'file', 'definition', 'since', 'by', 'reached', 'presented', 'redeemed', 'spent', 'next'],
        lines.map(cells),
      ),
    ],
  };
};

const cells = ({ watched, numbers, next }: Line): readonly string[] => {
  const { launch, state, file, row, definition } = watched;
  const spent = [
    ...(numbers?.sending === undefined ? [] : [`sending ${shareText(numbers.sending)}`]),
    ...(numbers?.discounts === undefined ? [] : [`discounts ${shareText(numbers.discounts)}`]),
  ];
  return [
    launch,
    state,
    file,
    hashOf(watched)?.slice(0, 8) ?? '',
    row?.at ?? '',
    row?.by ?? '',
    numbers === undefined ? '' : String(numbers.reached),
    numbers === undefined ? '' : String(total(numbers.presented) + total(numbers.delivered)),
    numbers === undefined ? '' : String(total(numbers.redeemed)),
    spent.join(', '),
    next === undefined ? '' : `${clockText(next.at, definition?.window.timezone ?? 'UTC')} ${next.what}`,
  ];
};

const hashOf = ({ row, deployedHash }: Watched): string | undefined => row?.hash ?? deployedHash;

const toJson = ({ watched, numbers, next }: Line): object => {
  const { launch, state, file, row, stack } = watched;
  const hash = hashOf(watched);
  return {
    launch,
    state,
    file,
    ...(hash === undefined ? {} : { hash }),
    ...(row === undefined ? {} : { since: row.at, by: row.by }),
    ...(row?.reason === undefined ? {} : { reason: row.reason }),
    ...(stack === undefined ? {} : { stack: stack.status }),
    ...(numbers === undefined ? {} : { numbers }),
    ...(next === undefined ? {} : { next: { at: new Date(next.at).toISOString(), what: next.what } }),
  };
};

const statusOfOne = async (context: Context, launch: string, now: Date): Promise<Answer> => {
  const { workspace, findings, sources } = context.workspace();
  if (workspace === undefined) return { findings: findings.filter((one) => one.severity === 'error'), sources };
  const watched = (await watchedLaunches(context)).find((one) => one.launch === launch);
  if (watched === undefined) {
    const fix = 'Run npx tandem status for all there are.';
    return refuse(fileFinding('launch.noFile', `launches/${launch}.yaml`, 'there is no such launch', fix));
  }
  // Loaded only for one launch: plans and approvals are large.
  const [{ launchReport }, { stackDrift }] = await Promise.all([
    import('./status/report'),
    import('./status/stack-drift'),
  ]);
  const [report, drift] = await Promise.all([
    launchReport(context, workspace, watched, now),
    stackDrift(context, workspace, [watched]),
  ]);
  const { numbers, pools, health, approval, changes, upcoming } = report;
  return {
    data: {
      ...toJson({ watched, ...(numbers === undefined ? {} : { numbers }) }),
      ...(watched.row === undefined ? {} : { row: watched.row }),
      pools,
      health,
      ...(approval === undefined ? {} : { approval: approval.state }),
      changes,
      next: upcoming.map(({ at, what }) => ({ at: new Date(at).toISOString(), what })),
    },
    findings: [...deviationsOf(watched, context, now), ...drift],
    lines: reportLines(report),
  };
};
