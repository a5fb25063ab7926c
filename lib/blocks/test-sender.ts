import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GovernedFunction } from './governed-function';
import type { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';

export interface TestSenderProps extends Pick<SharedParts, 'context' | 'vault' | 'engagement' | 'control'> {
  /** Delivery queues by vendor. */
  readonly deliveries: ReadonlyMap<string, GovernedQueue>;
}

/** Asks the gateway for tests of launches. Operators invoke it; nothing else does. */
export class TestSender extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: TestSenderProps) {
    super(scope, id);
    const { context, vault, engagement, control, deliveries } = props;
    this.function = new GovernedFunction(this, 'Send', {
      context,
      handler: 'send-test',
      timeout: Duration.seconds(30),
    });
    control.grantKeepTests(this.function);
    control.useBusinessClock(this.function);
    vault.grantKeepTesters(this.function);
    engagement.grantReadAttempts(this.function);
    for (const queue of deliveries.values()) queue.grantSend(this.function);
    const urls = [...deliveries].map(([vendor, { queue }]) => [vendor, queue.queueUrl]);
    this.function.addEnvironment('DELIVERY_QUEUE_URLS', Stack.of(this).toJsonString(Object.fromEntries(urls)));
  }
}
