import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GovernedFunction } from './governed-function';
import { GovernedQueue } from './governed-queue';
import { VAULT_KEY } from './platform-secrets';
import type { SharedParts } from './shared-parts';

export interface LateStrandsProps extends Pick<SharedParts, 'context' | 'profiles' | 'vault' | 'secrets'> {
  /** The function that applies events, and finds late ones of somebody erased. */
  readonly updateProfile: GovernedFunction;
}

const TIMEOUT = Duration.seconds(30);

/** Erases what late events of erased customers brought along, and publishes nothing of it. */
export class LateStrands extends Construct {
  public readonly queue: GovernedQueue;
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: LateStrandsProps) {
    super(scope, id);
    const { context, profiles, vault, secrets, updateProfile } = props;
    this.function = new GovernedFunction(this, 'Erase', { context, handler: 'erase-late-strands', timeout: TIMEOUT });
    this.queue = new GovernedQueue(this, 'Queue', { context, name: 'late-strands', consumerTimeout: TIMEOUT });
    profiles.grantEndStrands(this.function);
    vault.grantEraseLate(this.function);
    secrets.grantRead(this.function, [VAULT_KEY]);
    this.function.consume(this.queue, { batchSize: 1, maxConcurrency: 5 });
    this.queue.grantSend(updateProfile, 'LATE_STRANDS_QUEUE_URL');
  }
}
