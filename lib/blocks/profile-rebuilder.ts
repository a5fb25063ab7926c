import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import type { ControlStore } from './control-store';
import { GovernedFunction } from './governed-function';
import type { PiiVault } from './pii-vault';
import { type PlatformSecrets, VAULT_KEY } from './platform-secrets';
import type { ProfileStore } from './profile-store';

export interface ProfileRebuilderProps {
  readonly context: BlockContext;
  readonly profiles: ProfileStore;
  readonly vault: PiiVault;
  readonly control: ControlStore;
  readonly secrets: PlatformSecrets;
}

/** Works profiles out anew from their history, and lets in what came too late. Operators invoke it; nothing else does. */
export class ProfileRebuilder extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, { context, profiles, vault, control, secrets }: ProfileRebuilderProps) {
    super(scope, id);
    this.function = new GovernedFunction(this, 'Rebuild', {
      context,
      handler: 'rebuild-profiles',
      timeout: Duration.minutes(5),
      memory: 1024,
    });
    profiles.grantRebuild(this.function);
    vault.grantTakeOut(this.function);
    secrets.grantRead(this.function, [VAULT_KEY]);
    control.useBusinessClock(this.function);
  }
}
