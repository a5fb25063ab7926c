import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import type { Vendor } from '../../contracts/vendor';
import type { BlockContext } from './block-context';
import { constructId } from './construct-id';
import { GovernedFunction, METRICS_NAMESPACE } from './governed-function';
import { GovernedQueue } from './governed-queue';
import { INGEST_KEY, inboundSecrets, VAULT_KEY } from './platform-secrets';
import type { SharedParts } from './shared-parts';

export interface IngestApiProps extends Pick<SharedParts, 'context' | 'api' | 'bus' | 'vault' | 'control' | 'secrets'> {
  readonly vendors: readonly Vendor[];
}

/** Segment's calls; a batch carries most events and gets the whole rate. */
const CALLS = { track: 1, batch: 1, identify: 0.5, page: 0.5, screen: 0.5, group: 0.25, alias: 0.25 };

/** The edge: events of sources and webhooks of vendors, verified, checked and tokenised before they reach the bus. */
export class IngestApi extends Construct {
  public readonly quarantine: GovernedQueue;
  public readonly functions: readonly GovernedFunction[];

  constructor(scope: Construct, id: string, props: IngestApiProps) {
    super(scope, id);
    this.quarantine = this.#quarantine(props.context);
    this.functions = [this.#ingest(props), this.#webhooks(props)];
    for (const fn of this.functions) this.#connect(fn, props);
  }

  #ingest({ context, api, secrets }: IngestApiProps): GovernedFunction {
    const fn = this.#function('Ingest', 'ingest-events', context);
    secrets.grantRead(fn, [INGEST_KEY, VAULT_KEY]);
    api.serve(
      fn,
      Object.entries(CALLS).map(([call, share]) => ({ method: HttpMethod.POST, path: `/v1/${call}`, share })),
    );
    return fn;
  }

  #webhooks({ context, api, secrets, vendors, control }: IngestApiProps): GovernedFunction {
    const fn = this.#function('Webhooks', 'receive-webhook', context);
    secrets.grantRead(fn, [VAULT_KEY, ...vendors.flatMap(inboundSecrets)]);
    control.grantReceiveWebhooks(fn);
    fn.addEnvironment('PUBLIC_URL', api.url);
    for (const vendor of vendors) this.#watchKeys(vendor, fn, context);
    api.serve(fn, [
      { method: HttpMethod.POST, path: '/hooks/{vendor}', share: 0.5 },
      { method: HttpMethod.GET, path: '/hooks/{vendor}', share: 0.01 },
      { method: HttpMethod.HEAD, path: '/hooks/{vendor}', share: 0.01 },
    ]);
    return fn;
  }

  /** A key that still signs after its time, one that never came into use, or one that nobody can read. */
  #watchKeys({ vendor, inbound }: Vendor, fn: GovernedFunction, { alarms }: BlockContext): void {
    if (inbound === undefined) return;
    alarms.watch(this, `${constructId(vendor)}KeyAlarm`, {
      kind: 'vendor-key',
      subject: `hooks-${vendor}`,
      metric: new Metric({
        namespace: METRICS_NAMESPACE,
        metricName: 'VendorKeyOverdue',
        dimensionsMap: { service: fn.name, vendor },
        statistic: Stats.SUM,
        period: Duration.hours(1),
      }),
      threshold: 0,
    });
  }

  #function(id: string, handler: string, context: BlockContext): GovernedFunction {
    return new GovernedFunction(this, id, {
      context,
      handler,
      timeout: Duration.seconds(20),
      memory: 1024,
      reservedConcurrency: context.stage.settings.edge.reservedConcurrency,
    });
  }

  #connect(fn: GovernedFunction, { bus, vault, control }: IngestApiProps): void {
    bus.grantPublish(fn, `${SOURCE.edgePrefix}*`);
    vault.grantTokenise(fn);
    control.useBusinessClock(fn);
    this.quarantine.grantSend(fn, 'QUARANTINE_QUEUE_URL');
  }

  #quarantine(context: BlockContext): GovernedQueue {
    return new GovernedQueue(this, 'Quarantine', {
      context,
      name: 'quarantine',
      use: 'parked',
      // People read it over and over, which must not put anything aside.
      maxReceives: 100,
      alarmDepth: 1000,
    });
  }
}
