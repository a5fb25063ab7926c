import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GovernedFunction } from './governed-function';
import { REHEARSAL_KEY } from './platform-secrets';
import type { SharedParts } from './shared-parts';

export type LaunchRehearserProps = Pick<SharedParts, 'context' | 'profiles' | 'engagement' | 'control' | 'secrets'>;

/** Says what a launch would do, and what past days would have come to; writes nothing. Operators invoke it; nothing else does. */
export class LaunchRehearser extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: LaunchRehearserProps) {
    super(scope, id);
    const { context, profiles, engagement, control, secrets } = props;
    this.function = new GovernedFunction(this, 'Rehearse', {
      context,
      handler: 'rehearse-launch',
      // A slice ends within seconds; a stage that throttles reads may take as long as this.
      timeout: Duration.minutes(2),
      memory: 1769,
    });
    profiles.grantRehearse(this.function);
    engagement.grantRehearse(this.function);
    control.grantReadLaunches(this.function);
    control.useBusinessClock(this.function);
    secrets.grantRead(this.function, [REHEARSAL_KEY]);
  }
}
