import { type Answer, refuse } from '../answer';
import type { Change, LaunchState } from '../aws/control-table';
import { fileFinding } from '../codes';
import type { Context } from '../context';
import { notApprovedAnyMore } from './resume-approval';

/** The gateway sends nothing on a reading of its switches that is older than one second; after this, every reading is new. */
export const SETTLE_MS = 1200;

/** Stops every launch, or lets all go on. Returns when a stop holds everywhere. */
export const pauseAll = async (context: Context, paused: boolean, reason?: string): Promise<Answer> => {
  const { control } = await context.services();
  await control.setPausedAll(paused, changeOf(context, reason));
  if (paused) await context.wait(SETTLE_MS);
  return {
    data: { pausedAll: paused },
    lines: [paused ? `All launches are paused. ${STOPPED}` : `The pause of all launches is over. ${HELD}`],
  };
};

/** Stops one launch for now. */
export const pauseLaunch = (context: Context, launch: string, reason?: string): Promise<Answer> =>
  changeLaunch(
    context,
    launch,
    { from: ['live', 'paused'], to: 'paused', reason },
    `"${launch}" is paused. ${STOPPED}`,
  );

/** Lets a paused launch go on as it was: what was approved then, while those approvals hold, and nothing that was changed since. */
export const resumeLaunch = async (context: Context, launch: string): Promise<Answer> => {
  const refused = await notApprovedAnyMore(context, launch);
  return (
    refused ??
    changeLaunch(context, launch, { from: ['paused', 'live'], to: 'live' }, `"${launch}" is live again. ${HELD}`)
  );
};

/** Ends a launch for good. */
export const endLaunch = (context: Context, launch: string, reason?: string): Promise<Answer> =>
  changeLaunch(
    context,
    launch,
    { from: ['live', 'paused', 'ended'], to: 'ended', reason },
    `"${launch}" has ended, for good. ${STOPPED}`,
  );

/** What a stop says once it holds. */
export const STOPPED = `The switches have settled (${SETTLE_MS} ms): from now on no new request to a vendor starts. Requests already on their way end by themselves.`;
/** What the end of a stop says. */
export const HELD = 'Held messages are sent once, unless their time is over.';

interface Turn {
  readonly from: readonly LaunchState[];
  readonly to: LaunchState;
  readonly reason?: string | undefined;
}

const changeLaunch = async (
  context: Context,
  launch: string,
  { from, to, reason }: Turn,
  said: string,
): Promise<Answer> => {
  const { control } = await context.services();
  if (!(await control.setLaunch(launch, from, to, changeOf(context, reason)))) {
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

/** What a control row keeps of a change. */
const changeOf = (context: Context, reason: string | undefined): Change => ({
  ...stampOf(context),
  ...(reason !== undefined && { reason }),
});

/** Who and when, for a control row. */
export const stampOf = ({ by, now }: Pick<Context, 'by' | 'now'>) => ({ by, at: now().toISOString() });
