import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { LaunchDefinition } from '../../contracts/decision';
import { ChannelLaunch } from '../blocks/channel-launch';
import { resourceName, type StageContext } from '../blocks/stage-context';
import { GovernedStack } from './governed-stack';

export interface LaunchStackProps {
  readonly stage: StageContext;
  readonly definition: LaunchDefinition;
  /** Cost centre of the team. */
  readonly costCentre: string;
  /**
   * The definition that speaks until this one does, where something else sets it off.
   * @default - none
   */
  readonly keep?: LaunchDefinition | undefined;
}

/** One launch: goes up, changes and goes away alone, deployed by a bootstrap that can make nothing but a launch. */
export class LaunchStack extends GovernedStack {
  public readonly launch: string;

  constructor(scope: Construct, { stage, definition, costCentre, keep }: LaunchStackProps) {
    const { launch, team } = definition;
    super(scope, resourceName(stage, 'launch', launch), {
      stage,
      description: `Launch ${launch} of ${team}`,
      qualifier: stage.settings.launchQualifier,
      tags: {
        [`${stage.prefix}:launch`]: launch,
        [`${stage.prefix}:team`]: team,
        [`${stage.prefix}:cost-centre`]: costCentre,
      },
    });
    this.launch = launch;
    new ChannelLaunch(this, 'Launch', { stage, definition, keep });
  }

  /** Whether a stack is a launch's. */
  public static isLaunchStack(stack: Stack): stack is LaunchStack {
    return stack instanceof LaunchStack;
  }
}
