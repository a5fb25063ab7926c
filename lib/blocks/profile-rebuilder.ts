import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GovernedFunction } from './governed-function';
import type { SharedParts } from './shared-parts';

export type ProfileRebuilderProps = Pick<SharedParts, 'context' | 'profiles' | 'control'>;

/** Works profiles out anew from their history, beside those that are stored, and switches. Operators invoke it; nothing else does. */
export class ProfileRebuilder extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, { context, profiles, control }: ProfileRebuilderProps) {
    super(scope, id);
    this.function = new GovernedFunction(this, 'Rebuild', {
      context,
      handler: 'rebuild-profiles',
      // Shorter than the time after which an erasure looks again for what was under way.
      timeout: Duration.minutes(2),
      memory: 1024,
    });
    profiles.grantRebuild(this.function);
    control.grantRebuildRuns(this.function);
    control.useBusinessClock(this.function);
  }
}
