import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import type { BlockContext } from './block-context';
import { GovernedFunction } from './governed-function';
import type { GovernedQueue } from './governed-queue';
import type { MarketingBus } from './marketing-bus';
import type { PiiVault } from './pii-vault';
import { type PlatformSecrets, VAULT_KEY } from './platform-secrets';

export interface QuarantineRedriveProps {
  readonly context: BlockContext;
  readonly bus: MarketingBus;
  readonly vault: PiiVault;
  readonly secrets: PlatformSecrets;
  readonly quarantine: GovernedQueue;
}

/** Works quarantined events off. Operators invoke it; nothing else does. */
export class QuarantineRedrive extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, { context, bus, vault, secrets, quarantine }: QuarantineRedriveProps) {
    super(scope, id);
    this.function = new GovernedFunction(this, 'Redrive', {
      context,
      handler: 'redrive-quarantine',
      timeout: Duration.minutes(2),
      memory: 1024,
    });
    vault.grantTakeOut(this.function, { restate: true });
    secrets.grantRead(this.function, [VAULT_KEY]);
    quarantine.grantTidy(this.function, 'QUARANTINE_QUEUE_URL');
    bus.grantPublish(this.function, `${SOURCE.edgePrefix}*`);
  }
}
