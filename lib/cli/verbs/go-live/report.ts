import type { Found, Wanted } from '../../../golive/facts';
import type { GoLiveEnd } from '../../../golive/go-live';
import { type Answer, refuse } from '../../answer';
import type { LaunchRow } from '../../aws/control-table';
import { fileFinding } from '../../codes';

/** What is live now, and what was done for it. */
export const live = (
  { definition: { launch, hash }, plan }: Wanted,
  { did, probe }: Extract<GoLiveEnd, { end: 'live' }>,
  approvedBy: readonly string[],
): Answer => ({
  data: { launch, hash, state: 'live', plan, approvedBy, did, proven: probe?.proven ?? [] },
  lines: [
    ...(probe?.proven ?? []).map((step) => `proven: ${step}`),
    did.length === 0
      ? `"${launch}" is live already, with this plan (definition ${hash}).`
      : `"${launch}" is live (definition ${hash}).`,
  ],
});

const fileOf = (launch: string): string => `launches/${launch}.yaml`;

/** Why a launch that was stopped does not go live again, and what to do instead. */
export const stopped = (launch: string, row: LaunchRow, wanted: string): Answer => {
  const why = row.reason === undefined ? '' : `: ${row.reason}`;
  if (row.state === 'ended') {
    const message = `"${launch}" has ended, for good, by ${row.by} at ${row.at}${why}`;
    return refuse(fileFinding('launch.ended', fileOf(launch), message, 'Start a new launch from its file.'));
  }
  const message = `"${launch}" was paused by ${row.by} at ${row.at}${why}`;
  const fix =
    row.hash === wanted
      ? `Run: npx tandem resume ${launch}`
      : `What is paused is not what the file says now. To go on with what was live: npx tandem resume ${launch}; then go live with the change. To stop it for good: npx tandem end ${launch}`;
  return refuse(fileFinding('launch.paused', fileOf(launch), message, fix));
};

/** Somebody paused it, ended it or made something else live, in the same minute. */
export const raced = (launch: string): Answer =>
  refuse(
    fileFinding(
      'launch.raced',
      fileOf(launch),
      'somebody else changed the launch meanwhile, and nothing was switched',
      'See `npx tandem status`, then run this again.',
    ),
  );

const LEFT = {
  leave: (row: Found['row']) => (row === undefined ? 'It never spoke, and does not' : 'What was live goes on'),
  destroy: () => 'Its stack was removed again; it never spoke',
  restore: () => 'What was live goes on, and its stack is as it was',
} as const;

/** What did not work, and in what state that leaves the launch. */
export const failed = (launch: string, end: Extract<GoLiveEnd, { end: 'failed' }>, row: Found['row']): Answer => {
  const left =
    end.notTakenBack === undefined
      ? LEFT[end.back](row)
      : `${LEFT.leave(row)}, but what was begun could not be taken back (${end.notTakenBack})`;
  const fix = `${left}. Mend the cause, then run this again: it goes on from there.`;
  const proven =
    end.probe === undefined || end.probe.proven.length === 0 ? '' : `; proven: ${end.probe.proven.join('; ')}`;
  return end.at === 'probe'
    ? refuse(fileFinding('launch.notProven', fileOf(launch), `the probe did not pass: ${end.why}${proven}`, fix))
    : refuse(fileFinding('launch.notDeployed', fileOf(launch), `it could not be deployed: ${end.why}`, fix));
};
