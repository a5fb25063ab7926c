import type { LaunchDefinition } from '../../../../contracts/decision';
import type { Finding } from '../../../../contracts/finding';
import { differences, judgeRunning, type RunningVerdict } from '../../../governance/running-launches';
import { say } from '../../../messages';
import { compileLaunch, type Loaded, type Workspace } from '../../../workspace';
import { pathText } from '../../../workspace/draft';
import { locate } from '../../../workspace/locate';
import { ifSound } from '../../../workspace/sound';
import { parseYaml } from '../../../workspace/yaml-file';
import type { LaunchRow } from '../../aws/control-table';
import type { Services } from '../../aws/services';
import { fileFinding } from '../../codes';
import { type Context, EnvironmentError } from '../../context';
import { emptyPools } from '../../empty-pools';
import { deviationsOf } from '../status/deviations';
import { watchedLaunches } from '../status/watched';

/** A launch of the stage that may still speak, under the policy as it is written. */
export interface Deployed {
  readonly launch: string;
  readonly state: LaunchRow['state'] | 'never live';
  readonly file: 'same' | 'changed' | 'has errors' | 'gone';
  readonly hash?: string;
  /** Ids of the rules that it breaks. */
  readonly refused: readonly string[];
  /** Where what runs differs from what the file would be now. */
  readonly changed: readonly string[];
}

/** Which launches that run the policy would refuse today, and where what runs is not what is written. */
export const againstDeployed = async (
  context: Context,
  asOf: Date,
): Promise<{ readonly findings: readonly Finding[]; readonly deployed: readonly Deployed[] }> => {
  const loaded = context.workspace();
  const { workspace } = loaded;
  if (workspace === undefined)
    throw new EnvironmentError('The workspace cannot be read: run tandem check alone first.');
  // Loaded only where stacks are compared: CDK's tools are large.
  const { stackDrift } = await import('../status/stack-drift');
  const { control, deployed, pools } = await context.services();
  const watched = await watchedLaunches(context);
  const [rows, hashes] = await Promise.all([control.launches(), deployed.hashes()]);
  const found = await Promise.all(
    rows.filter(({ state }) => state !== 'ended').map((row) => readRunning(control, row)),
  );
  const running = found.filter(({ definition }) => definition === undefined || isAhead(definition, asOf));
  const definitions = running.flatMap(({ definition }) => definition ?? []);
  const verdicts = new Map(
    judgeRunning(definitions, writtenParts(loaded), workspace, asOf).map((one) => [one.launch, one]),
  );
  const told = running.map((one) => ({ ...one, ...fileOf(one.row.launch, one.definition, loaded, workspace) }));
  const unused = [...hashes.keys()].filter((launch) => rows.every((row) => row.launch !== launch));
  const gone = [
    ...told.filter(({ file }) => file === 'gone').map(({ row: { launch, state } }) => ({ launch, state })),
    ...unused
      .filter((launch) => !loaded.sources.has(fileName(launch)))
      .map((launch) => ({ launch, state: 'never live' as const })),
  ];
  const empty = await Promise.all(definitions.map((one) => emptyPools(pools, one)));
  return {
    findings: [
      ...empty.flat(),
      ...told.flatMap(({ row, definition }) =>
        definition === undefined ? [damaged(row)] : refusals(row, verdicts.get(row.launch), loaded),
      ),
      ...watched.flatMap((one) => deviationsOf(one, context, asOf)),
      ...(await stackDrift(context, workspace, watched)),
    ],
    deployed: [
      ...told.map(({ row: { launch, state, hash }, file, changed }) => ({
        launch,
        state,
        file,
        hash,
        refused: [...new Set(verdicts.get(launch)?.refused.map(({ rule }) => rule))],
        changed,
      })),
      ...gone
        .filter(({ state }) => state === 'never live')
        .map((one) => ({ ...one, file: 'gone' as const, refused: [], changed: [] })),
    ],
  };
};

interface Found {
  readonly row: LaunchRow;
  /** Undefined where the control store does not have what its row names. */
  readonly definition: LaunchDefinition | undefined;
}

const readRunning = async (control: Services['control'], row: LaunchRow): Promise<Found> => ({
  row,
  definition: await control.definition(row.launch, row.hash),
});

/** A launch whose time is over says nothing any more, whatever its state. */
const isAhead = ({ window }: LaunchDefinition, asOf: Date): boolean => Date.parse(window.endsAt) >= asOf.getTime();

const fileName = (launch: string): string => `launches/${launch}.yaml`;

const writtenParts = ({ drafts }: Loaded) =>
  new Map(
    [...drafts.values()].flatMap((draft) => {
      const part = ifSound(() => [draft.launch, { summary: draft.summary }] as const);
      return part === undefined ? [] : [part];
    }),
  );

const fileOf = (
  launch: string,
  running: LaunchDefinition | undefined,
  { sources }: Loaded,
  workspace: Workspace,
): Pick<Deployed, 'file' | 'changed'> => {
  const file = fileName(launch);
  if (!sources.has(file)) return { file: 'gone', changed: [] };
  const manifest = workspace.launches.find((one) => one.file === file)?.manifest;
  if (manifest === undefined || running === undefined) return { file: 'has errors', changed: [] };
  const written = compileLaunch(manifest, workspace);
  if (written.hash === running.hash) return { file: 'same', changed: [] };
  return { file: 'changed', changed: differences(running, written) };
};

const refusals = (
  { launch, state }: LaunchRow,
  verdict: RunningVerdict | undefined,
  { sources }: Loaded,
): readonly Finding[] => {
  const file = fileName(launch);
  const yaml = parseYaml(file, sources.get(file) ?? '');
  return (verdict?.refused ?? []).map(({ draft }) => {
    const { message, fix } = say('policy.running', { launch, state, told: draft.message });
    const place = { ...locate(yaml, draft.path, draft.at ?? 'value'), path: pathText(draft.path) };
    return { ...fileFinding('policy.running', file, message, fix), ...place };
  });
};

const damaged = ({ launch, hash, state }: LaunchRow): Finding =>
  fileFinding(
    'launch.damaged',
    fileName(launch),
    `it is ${state} with the definition ${hash}, which the control store does not have`,
    `Run: npx tandem end ${launch}, deploy it under another name, and find out who removed the definition.`,
  );
