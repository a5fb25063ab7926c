import type { Money } from '../../contracts/decision';
import type { LaunchManifest } from '../../contracts/launch';
import type { Known } from '../workspace/known';
import { windowOf } from '../workspace/launch-window';
import { eachSound } from '../workspace/sound';
import { money } from '../workspace/words';
import type { Workspace } from '../workspace/workspace';

/** A launch as others of its team see it. */
export interface Run {
  readonly launch: string;
  readonly team: string;
  /** Epoch milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Month in which it starts, by its own clock: `2026-11`. */
  readonly month: string;
  /** What it asks for itself; what it leaves out is the team's most for one launch. */
  readonly budget: { readonly sending?: Money; readonly discounts?: Money };
}

/** What rules on launches go by. A part is undefined where it could not be read: then nothing is judged by it. */
export interface LaunchFacts
  extends Pick<Known, 'teams' | 'channels' | 'purposes' | 'vendors' | 'policy' | 'segments' | 'lists'> {
  /** Every launch whose times exist, in the order in which they start; of two at once, by name. */
  readonly runs: readonly Run[];
}

/** The facts of a workspace, or of another set of launches under its policy. */
export const launchFacts = (known: Omit<LaunchFacts, 'runs'>, launches: readonly LaunchManifest[]): LaunchFacts => ({
  ...known,
  runs: launches
    .flatMap((launch) => eachSound(() => runOf(launch)))
    .sort((a, b) => a.startsAt - b.startsAt || (a.launch < b.launch ? -1 : 1)),
});

/** The facts of a sound workspace; of its own launches, or of others under its policy. */
export const workspaceFacts = (
  { teams, channels, purposes, vendors, policy, audiences, launches }: Workspace,
  judged: readonly LaunchManifest[] = launches.map(({ manifest }) => manifest),
): LaunchFacts =>
  launchFacts(
    {
      teams: new Map(teams.map((one) => [one.team, one])),
      channels: new Map(channels.map((one) => [one.channel, one])),
      purposes: new Map(purposes.map((one) => [one.purpose, one])),
      vendors: new Map(vendors.map((one) => [one.vendor, one])),
      segments: new Map(audiences.flatMap((one) => ('segment' in one ? [[one.segment, one]] : []))),
      lists: new Set(audiences.flatMap((one) => ('list' in one ? [one.list] : []))),
      policy,
    },
    judged,
  );

const runOf = (launch: LaunchManifest): readonly Run[] => {
  const { start, end } = windowOf(launch);
  if (start === undefined || end === undefined) return [];
  const { sending, discounts } = launch.budget ?? {};
  return [
    {
      launch: launch.launch,
      team: launch.team,
      startsAt: start.toMillis(),
      endsAt: end.toMillis(),
      month: launch.when.starts.slice(0, 7),
      budget: {
        ...(sending === undefined ? {} : { sending: money(sending) }),
        ...(discounts === undefined ? {} : { discounts: money(discounts) }),
      },
    },
  ];
};
