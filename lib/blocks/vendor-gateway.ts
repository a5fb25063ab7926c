import { Duration, Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import type { Vendor } from '../../contracts/vendor';
import type { BlockContext } from './block-context';
import { constructId } from './construct-id';
import { messagesFor } from './event-patterns';
import { GovernedFunction, METRICS_NAMESPACE } from './governed-function';
import { GovernedQueue } from './governed-queue';
import { outboundSecrets, PREFERENCE_KEY } from './platform-secrets';
import type { SharedParts } from './shared-parts';
import { isLocal } from './stage-context';

export interface VendorGatewayProps
  extends Pick<SharedParts, 'context' | 'bus' | 'profiles' | 'vault' | 'engagement' | 'control' | 'secrets'> {
  readonly vendors: readonly Vendor[];
  /** Address of the preference centre, that messages link to. */
  readonly preferencesUrl: string;
  /**
   * Address that stands in for every vendor; stage `local` only.
   * @default - each vendor's own address
   */
  readonly vendorStandIn?: string | undefined;
}

const TIMEOUT = Duration.seconds(60);
/** Messages that wait go round as new ones, each for a quarter of an hour at most; older ones nobody has looked at. */
const LONGEST_HELD = 1800;
/** A worker waits for the vendor most of the time: about this many requests a second. */
const REQUESTS_PER_WORKER = 5;
const MOST_WORKERS = 50;
/** Messages that a copy of the function is given, unless its vendor takes more in one request. */
const MESSAGES_AT_ONCE = 5;

/** The only way out: a queue per approved vendor, and one function that checks everything again before it sends. */
export class VendorGateway extends Construct {
  public readonly function: GovernedFunction;
  /** Delivery queues by vendor. */
  public readonly queues: ReadonlyMap<string, GovernedQueue>;

  constructor(scope: Construct, id: string, props: VendorGatewayProps) {
    super(scope, id);
    const { context, vendorStandIn } = props;
    if (vendorStandIn !== undefined && !isLocal(context.stage)) {
      throw new Error(
        `${this.node.path}: a vendor stand-in (${vendorStandIn}) exists in stage "local" only, got stage "${context.stage.name}"; leave out -c vendorStandIn.`,
      );
    }
    this.function = this.#deliver(props);
    const served = props.vendors.filter(({ outbound }) => outbound !== undefined);
    this.queues = new Map(served.map((vendor) => [vendor.vendor, this.#queue(vendor, props)]));
    this.#tellQueues('DELIVERY_QUEUE_URLS', ({ queue }) => queue.queueUrl);
    this.#tellQueues('DEAD_LETTER_URLS', ({ deadLetter }) => deadLetter.queueUrl);
    for (const vendor of this.queues.keys()) this.#watchCircuit(vendor, context);
  }

  #tellQueues(variable: string, urlOf: (queue: GovernedQueue) => string): void {
    const urls = [...this.queues].map(([vendor, queue]) => [vendor, urlOf(queue)]);
    this.function.addEnvironment(variable, Stack.of(this).toJsonString(Object.fromEntries(urls)));
  }

  #watchCircuit(vendor: string, { alarms }: BlockContext): void {
    alarms.watch(this, `${constructId(vendor)}CircuitAlarm`, {
      kind: 'vendor-circuit',
      subject: `delivery-${vendor}`,
      metric: new Metric({
        namespace: METRICS_NAMESPACE,
        metricName: 'CircuitsOpened',
        dimensionsMap: { service: this.function.name, vendor },
        statistic: Stats.SUM,
        period: Duration.minutes(1),
      }),
      threshold: 0,
    });
  }

  #deliver({ context, vendorStandIn, ...props }: VendorGatewayProps): GovernedFunction {
    const fn = new GovernedFunction(this, 'Deliver', {
      context,
      handler: 'deliver-message',
      timeout: TIMEOUT,
      memory: 1024,
      environment: {
        PREFERENCES_URL: props.preferencesUrl,
        HOLD_SECONDS: isLocal(context.stage) ? '5' : '60',
        ...(vendorStandIn === undefined ? {} : { VENDOR_URL_OVERRIDE: vendorStandIn }),
      },
    });
    props.bus.grantPublish(fn, SOURCE.gateway);
    // Apart from queues and secrets, of which each vendor brings more.
    fn.allowTables(() => {
      props.profiles.grantReadViews(fn);
      props.vault.grantReadValues(fn);
      props.vault.grantReadTesters(fn);
      props.engagement.grantAttempt(fn);
      props.engagement.grantReadCodes(fn);
      props.engagement.grantProve(fn);
      props.control.grantReadSwitches(fn);
      props.control.grantReadTests(fn);
      props.control.grantLimitVendors(fn);
      props.control.grantTell(fn);
      props.control.useBusinessClock(fn);
    });
    props.secrets.grantRead(fn, [PREFERENCE_KEY, ...props.vendors.flatMap(outboundSecrets)]);
    return fn;
  }

  #queue(vendor: Vendor, { context, bus }: VendorGatewayProps): GovernedQueue {
    const name = constructId(vendor.vendor);
    const queue = new GovernedQueue(this, `${name}Queue`, {
      context,
      name: `delivery-${vendor.vendor}`,
      consumerTimeout: TIMEOUT,
      maxReceives: 8,
      alarmAge: LONGEST_HELD,
    });
    bus.route(`MessagesFor${name}`, {
      description: `Messages that ${vendor.vendor} is asked to deliver`,
      pattern: messagesFor(vendor.vendor),
      to: queue,
    });
    queue.grantSend(this.function);
    queue.grantPutAside(this.function);
    this.function.consume(queue, {
      batchSize: vendor.outbound?.batch?.most ?? MESSAGES_AT_ONCE,
      maxConcurrency: workersFor(vendor),
    });
    return queue;
  }
}

/** Copies of the function that together keep to the vendor's agreed rate; AWS allows no fewer than two. */
const workersFor = ({ outbound }: Vendor): number => {
  const rate = Number.parseInt(outbound?.rate ?? '0', 10);
  return Math.min(MOST_WORKERS, Math.max(2, Math.floor(rate / REQUESTS_PER_WORKER)));
};
