import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import { GovernedFunction } from './governed-function';
import type { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';

export interface TestSenderProps extends Pick<SharedParts, 'context' | 'bus' | 'vault' | 'engagement' | 'control'> {
  /** Delivery queues by vendor. */
  readonly deliveries: ReadonlyMap<string, GovernedQueue>;
  /** Where schedules of launches send to. */
  readonly blasts: GovernedQueue;
  /** Answers channels that ask. */
  readonly offers: GovernedFunction;
}

/** Asks the gateway for tests of launches, and sends probes of them on their way. Operators invoke it; nothing else does. */
export class TestSender extends Construct {
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: TestSenderProps) {
    super(scope, id);
    this.function = new GovernedFunction(this, 'Send', {
      context: props.context,
      handler: 'send-test',
      timeout: Duration.seconds(30),
    });
    props.control.useBusinessClock(this.function);
    this.#tests(props);
    this.#probes(props);
  }

  #tests({ vault, engagement, control, deliveries }: TestSenderProps): void {
    control.grantKeepTests(this.function);
    control.grantTell(this.function);
    vault.grantKeepTesters(this.function);
    engagement.grantReadAttempts(this.function);
    for (const queue of deliveries.values()) queue.grantSend(this.function);
    const urls = [...deliveries].map(([vendor, { queue }]) => [vendor, queue.queueUrl]);
    this.function.addEnvironment('DELIVERY_QUEUE_URLS', Stack.of(this).toJsonString(Object.fromEntries(urls)));
  }

  /** A probe is an event like those that resolved customers' events become: launches' rules listen to nothing else. */
  #probes({ bus, engagement, control, blasts, offers }: TestSenderProps): void {
    bus.grantPublish(this.function, SOURCE.resolved);
    blasts.grantSend(this.function, 'BLAST_QUEUE_URL');
    control.grantReadDefinitions(this.function);
    engagement.grantReadProofs(this.function);
    this.function.allow(['lambda:InvokeFunction'], [offers.live.functionArn]);
    this.function.addEnvironment('OFFER_API', offers.live.functionArn);
  }
}
