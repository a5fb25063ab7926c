import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import { GovernedFunction } from './governed-function';
import type { GovernedQueue } from './governed-queue';
import { VAULT_KEY } from './platform-secrets';
import type { SharedParts } from './shared-parts';

export interface QuarantineRedriveProps
  extends Pick<SharedParts, 'context' | 'bus' | 'profiles' | 'vault' | 'control' | 'secrets'> {
  readonly quarantine: GovernedQueue;
}

/** Works quarantined events off, those that came too late into the profiles themselves. Operators invoke it; nothing else does. */
export class QuarantineRedrive extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: QuarantineRedriveProps) {
    super(scope, id);
    const { context, bus, profiles, vault, control, secrets, quarantine } = props;
    this.function = new GovernedFunction(this, 'Redrive', {
      context,
      handler: 'redrive-quarantine',
      timeout: Duration.minutes(2),
      memory: 1024,
    });
    vault.grantTakeOut(this.function, { restate: true });
    secrets.grantRead(this.function, [VAULT_KEY]);
    quarantine.grantTidy(this.function, 'QUARANTINE_QUEUE_URL');
    profiles.grantApply(this.function);
    control.useBusinessClock(this.function);
    control.grantTell(this.function);
    bus.grantPublish(this.function, `${SOURCE.edgePrefix}*`);
  }
}
