import { type Answer, refuse } from '../answer';
import type { LaunchState } from '../aws/control-table';
import { fileFinding } from '../codes';
import type { Context } from '../context';

/** The gateway sends nothing on a reading of its switches that is older than one second; after this, every reading is new. */
export const SETTLE_MS = 1200;

/** Stops every launch, or lets all go on. Returns when a stop holds everywhere. */
export const pauseAll = async (context: Context, paused: boolean): Promise<Answer> => {
  const { control } = await context.services();
  await control.setPausedAll(paused, stampOf(context));
  if (paused) await context.wait(SETTLE_MS);
  return {
    data: { pausedAll: paused },
    lines: [paused ? `All launches are paused. ${STOPPED}` : `The pause of all launches is over. ${HELD}`],
  };
};

/** Stops one launch for now. */
export const pauseLaunch = (context: Context, launch: string): Promise<Answer> =>
  changeLaunch(context, launch, ['live', 'paused'], 'paused', `"${launch}" is paused. ${STOPPED}`);

/** Lets a paused launch go on. */
export const resumeLaunch = (context: Context, launch: string): Promise<Answer> =>
  changeLaunch(context, launch, ['paused', 'live'], 'live', `"${launch}" is live again. ${HELD}`);

/** Ends a launch for good. */
export const endLaunch = (context: Context, launch: string): Promise<Answer> =>
  changeLaunch(context, launch, ['live', 'paused', 'ended'], 'ended', `"${launch}" has ended, for good. ${STOPPED}`);

/** What a stop says once it holds. */
export const STOPPED = `The switches have settled (${SETTLE_MS} ms): from now on no new request to a vendor starts. Requests already on their way end by themselves.`;
/** What the end of a stop says. */
export const HELD = 'Held messages are sent once, unless their time is over.';

const changeLaunch = async (
  context: Context,
  launch: string,
  from: readonly LaunchState[],
  to: LaunchState,
  said: string,
): Promise<Answer> => {
  const { control } = await context.services();
  if (!(await control.setLaunch(launch, from, to, stampOf(context)))) {
    const row = (await control.launches()).find((one) => one.launch === launch);
    return refuse(cannotChange(launch, row?.state));
  }
  if (to !== 'live') await context.wait(SETTLE_MS);
  return { data: { launch, state: to }, lines: [said] };
};

const cannotChange = (launch: string, state: LaunchState | undefined) => {
  const file = `launches/${launch}.yaml`;
  return state === 'ended'
    ? fileFinding('launch.ended', file, `"${launch}" has ended, for good`, 'Start a new launch from its file.')
    : fileFinding(
        'launch.notLive',
        file,
        `"${launch}" has never gone live here`,
        'See `tandem status` for the launches of this stage.',
      );
};

/** Who and when, for a control row. */
export const stampOf = ({ by, now }: Pick<Context, 'by' | 'now'>) => ({ by, at: now().toISOString() });
