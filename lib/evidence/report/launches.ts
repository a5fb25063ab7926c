import type { Workspace } from '../../workspace';

/** A launch as the report tells rows of its stack from others. */
export interface ReportedLaunch {
  readonly launch: string;
  readonly team: string;
  readonly channels: readonly string[];
}

/** Launches without mistakes, by name. */
export const reportedLaunches = ({ launches }: Pick<Workspace, 'launches'>): readonly ReportedLaunch[] =>
  launches
    .map(({ manifest: { launch, team, channels } }) => ({
      launch,
      team,
      channels: [...new Set(channels.use.map(({ channel }) => channel))],
    }))
    .sort((a, b) => (a.launch < b.launch ? -1 : 1));

/** Whose launch makes what stands at a construct path; undefined for everything of the platform. */
export const launchOfPath = (launches: readonly ReportedLaunch[]): ((path: string) => ReportedLaunch | undefined) => {
  const byName = new Map(launches.map((one) => [one.launch, one]));
  return (path) => byName.get(/^[^/]*?-launch-([^/]+)/.exec(path)?.[1] ?? '');
};
