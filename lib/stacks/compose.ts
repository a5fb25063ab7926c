import type { App } from 'aws-cdk-lib';
import type { Platform } from '../../contracts/platform';
import type { StageContext } from '../blocks/stage-context';
import { compileLaunch, platformConfig, type Workspace } from '../workspace';
import { FoundationStack } from './foundation-stack';
import { LaunchStack } from './launch-stack';
import { TrailStack } from './trail-stack';

export interface ComposeProps {
  readonly workspace: Workspace;
  readonly stage: StageContext;
  /** Folder with one bundle per handler. */
  readonly handlersDir: string;
  /**
   * Launches to make stacks for.
   * @default - all of the workspace
   */
  readonly launches?: readonly string[] | undefined;
  /**
   * Address that stands in for every vendor; stage `local` only.
   * @default - each vendor's own address
   */
  readonly vendorStandIn?: string | undefined;
}

export interface Composed {
  readonly foundation: FoundationStack;
  readonly trail: TrailStack;
  readonly launches: readonly LaunchStack[];
}

/** A name on the command line that the workspace does not have. */
export class UnknownNameError extends Error {
  public override readonly name = 'UnknownNameError';
}

/** A stage by its name, with what all stages share; throws with the names there are. */
export const stageContext = ({ stages, prefix, costCentre }: Platform, name: string): StageContext => {
  const settings = stages[name];
  if (settings === undefined) {
    throw new UnknownNameError(
      `platform/platform.yaml has no stage "${name}"; there are ${Object.keys(stages).join(', ')}. Use -c stage=<name>.`,
    );
  }
  return { name, prefix, costCentre, settings };
};

/** Makes the stacks of one stage: the foundation, its audit trail, and each launch for itself. */
export const compose = (app: App, props: ComposeProps): Composed => {
  const { workspace, stage, handlersDir, vendorStandIn } = props;
  const foundation = new FoundationStack(app, {
    stage,
    vendors: workspace.vendors,
    goals: platformConfig(workspace).outcomeEvents,
    handlersDir,
    vendorStandIn,
  });
  const trail = new TrailStack(app, { stage, handlersDir });
  trail.addStackDependency(foundation, 'reads its parameters');
  const launches = wantedLaunches(props).map(({ manifest }) => {
    const costCentre = costCentreOf(workspace, stage, manifest.team);
    const stack = new LaunchStack(app, { stage, definition: compileLaunch(manifest, workspace), costCentre });
    stack.addStackDependency(foundation, 'reads its parameters');
    return stack;
  });
  return { foundation, trail, launches };
};

/** Cost centre that a team's launches are charged to. */
export const costCentreOf = (
  { teams }: Pick<Workspace, 'teams'>,
  stage: Pick<StageContext, 'costCentre'>,
  name: string,
): string => teams.find(({ team }) => team === name)?.costCentre ?? stage.costCentre;

const wantedLaunches = ({ workspace, launches }: ComposeProps): Workspace['launches'] => {
  if (launches === undefined) return workspace.launches;
  const names = workspace.launches.map(({ manifest }) => manifest.launch);
  const unknown = launches.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new UnknownNameError(
      `launches/ has no ${unknown.map((name) => `"${name}"`).join(', ')}; there are ${names.join(', ')}. Use -c launches=<name>,<name> or -c launches=none.`,
    );
  }
  return workspace.launches.filter(({ manifest }) => launches.includes(manifest.launch));
};
