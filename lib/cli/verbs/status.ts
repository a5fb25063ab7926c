import type { Finding } from '../../../contracts/finding';
import { compileLaunch, type Loaded } from '../../workspace';
import type { Answer } from '../answer';
import type { LaunchRow } from '../aws/control-table';
import { fileFinding } from '../codes';
import type { Context } from '../context';
import { table } from '../table';

interface LaunchStatus {
  readonly launch: string;
  readonly state: LaunchRow['state'] | 'never live';
  readonly file: 'same' | 'changed' | 'has errors' | 'not deployed' | 'gone';
  readonly hash?: string;
  readonly since?: string;
  readonly by?: string;
}

/** All launches of the stage: their state, whether what runs is what is written, and those whose file is gone. */
export const status = async (context: Context): Promise<Answer> => {
  const { control, deployed } = await context.services();
  const [rows, hashes, pause] = await Promise.all([control.launches(), deployed.hashes(), control.pausedAll()]);
  const written = writtenHashes(context.workspace());
  const names = new Set([...written.keys(), ...hashes.keys(), ...rows.map((row) => row.launch)]);
  const launches = [...names].sort().map((launch): LaunchStatus => {
    const row = rows.find((one) => one.launch === launch);
    const hash = row?.hash ?? hashes.get(launch);
    return {
      launch,
      state: row?.state ?? 'never live',
      file: fileState(written, launch, hashes.get(launch)),
      ...(hash === undefined ? {} : { hash }),
      ...(row === undefined ? {} : { since: row.at, by: row.by }),
    };
  });
  const pausedAll = pause?.paused === true;
  return {
    data: { pausedAll, launches },
    findings: launches.filter(isOrphan(hashes)).map((one) => orphan(one, context)),
    lines: [
      pausedAll ? `EVERYTHING IS PAUSED, by ${pause.by} at ${pause.at}.` : 'Nothing is paused for all.',
      ...table(
        ['launch', 'state', 'file', 'definition', 'since', 'by'],
        launches.map((one) => [
          one.launch,
          one.state,
          one.file,
          one.hash?.slice(0, 8) ?? '',
          one.since ?? '',
          one.by ?? '',
        ]),
      ),
    ],
  };
};

/** Launch -> hash of what its file compiles to; undefined where the file has errors. */
const writtenHashes = ({ workspace, sources }: Loaded): ReadonlyMap<string, string | undefined> => {
  const written = new Map<string, string | undefined>();
  for (const file of sources.keys()) {
    const launch = /^launches\/(.+)\.ya?ml$/.exec(file)?.[1];
    if (launch === undefined) continue;
    const manifest = workspace?.launches.find((one) => one.file === file)?.manifest;
    written.set(launch, manifest && workspace && compileLaunch(manifest, workspace).hash);
  }
  return written;
};

const fileState = (
  written: ReadonlyMap<string, string | undefined>,
  launch: string,
  deployed: string | undefined,
): LaunchStatus['file'] => {
  if (!written.has(launch)) return 'gone';
  const hash = written.get(launch);
  if (hash === undefined) return 'has errors';
  if (deployed === undefined) return 'not deployed';
  return hash === deployed ? 'same' : 'changed';
};

const isOrphan =
  (deployed: ReadonlyMap<string, string>) =>
  ({ launch, file, state }: LaunchStatus): boolean =>
    file === 'gone' && (deployed.has(launch) || state === 'live' || state === 'paused');

/** A launch of the stage whose file is gone. */
export const orphan = (
  { launch, state }: Pick<LaunchStatus, 'launch' | 'state'>,
  { platform, stage }: Pick<Context, 'platform' | 'stage'>,
): Finding =>
  fileFinding(
    'launch.orphan',
    `launches/${launch}.yaml`,
    `the file is gone, and the launch is still in the stage (${state})`,
    `Run: npx tandem end ${launch}, then npx cdk destroy -c stage=${stage} ${platform.prefix}-${stage}-launch-${launch}, or bring the file back.`,
  );
