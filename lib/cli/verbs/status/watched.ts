import type { LaunchDefinition } from '../../../../contracts/decision';
import { withinLimit } from '../../../blocks/launch-name';
import { compileLaunch, type Loaded } from '../../../workspace';
import type { LaunchRow } from '../../aws/control-table';
import type { LaunchStack } from '../../aws/launch-stacks';
import type { Context } from '../../context';

/** What file, stage and CloudFormation say of one launch. */
export interface Watched {
  readonly launch: string;
  readonly state: LaunchRow['state'] | 'never live';
  readonly file: 'same' | 'changed' | 'has errors' | 'not deployed' | 'gone';
  readonly row?: LaunchRow;
  /** What its row names, or where it has none what its file makes; undefined where neither can be read. */
  readonly definition?: LaunchDefinition;
  /** What its file makes; undefined where it is gone or has errors. */
  readonly written?: LaunchDefinition;
  /** Hash that its stack carries; undefined where it has none. */
  readonly deployedHash?: string;
  readonly stack?: LaunchStack;
  /** Name of the rule of its stack, where that was disabled. */
  readonly disabledRule?: string;
}

/** Everything that runs, is deployed or is written, by name. */
export const watchedLaunches = async (context: Context): Promise<readonly Watched[]> => {
  const { control, deployed, stacks: openStacks } = await context.services();
  const stacks = await openStacks();
  const [rows, hashes, standing, rules] = await Promise.all([
    control.launches(),
    deployed.hashes(),
    stacks.list(),
    stacks.ruleStates(),
  ]);
  const written = writtenLaunches(context.workspace());
  const names = new Set([
    ...written.keys(),
    ...hashes.keys(),
    ...standing.map(({ launch }) => launch),
    ...rows.map(({ launch }) => launch),
  ]);
  const watch = async (launch: string): Promise<Watched> => {
    const row = rows.find((one) => one.launch === launch);
    const running = row && (await control.definition(launch, row.hash));
    const file = written.get(launch);
    const definition = running ?? (row === undefined ? file : undefined);
    const deployedHash = hashes.get(launch);
    const stack = standing.find((one) => one.launch === launch);
    const rule = withinLimit(`${stackName(context, launch)}`);
    return {
      launch,
      state: row?.state ?? 'never live',
      file: fileState(written.has(launch), file?.hash, deployedHash),
      ...(row === undefined ? {} : { row }),
      ...(definition === undefined ? {} : { definition }),
      ...(file === undefined ? {} : { written: file }),
      ...(deployedHash === undefined ? {} : { deployedHash }),
      ...(stack === undefined ? {} : { stack }),
      ...(rules.get(rule) === 'DISABLED' ? { disabledRule: rule } : {}),
    };
  };
  return Promise.all([...names].sort().map(watch));
};

/** Name of a launch's stack. */
export const stackName = ({ platform, stage }: Pick<Context, 'platform' | 'stage'>, launch: string): string =>
  `${platform.prefix}-${stage}-launch-${launch}`;

/** Launch -> what its file compiles to; undefined where the file has errors. */
const writtenLaunches = ({ workspace, sources }: Loaded): ReadonlyMap<string, LaunchDefinition | undefined> => {
  const written = new Map<string, LaunchDefinition | undefined>();
  for (const file of sources.keys()) {
    const launch = /^launches\/(.+)\.ya?ml$/.exec(file)?.[1];
    if (launch === undefined) continue;
    const manifest = workspace?.launches.find((one) => one.file === file)?.manifest;
    written.set(launch, manifest && workspace && compileLaunch(manifest, workspace));
  }
  return written;
};

const fileState = (isThere: boolean, hash: string | undefined, deployed: string | undefined): Watched['file'] => {
  if (!isThere) return 'gone';
  if (hash === undefined) return 'has errors';
  if (deployed === undefined) return 'not deployed';
  return hash === deployed ? 'same' : 'changed';
};
