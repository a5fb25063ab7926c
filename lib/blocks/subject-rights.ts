import { Duration, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import { RIGHTS_VERBS } from '../../contracts/subject-rights';
import { customerScope } from './api-identity';
import { ErasureAnswers } from './erasure-answers';
import { GovernedFunction } from './governed-function';
import { GovernedQueue } from './governed-queue';
import { LateStrands } from './late-strands';
import { RECEIPT_KEY, TRAIL_KEY, VAULT_KEY } from './platform-secrets';
import type { SharedParts } from './shared-parts';
import { isLocal } from './stage-context';

export interface SubjectRightsProps extends SharedParts {
  /** Delivery queues by vendor, through which vendors are asked to erase. */
  readonly deliveries: ReadonlyMap<string, GovernedQueue>;
  /** The function that applies events, and finds late ones of somebody erased. */
  readonly updateProfile: GovernedFunction;
}

const TIMEOUT = Duration.seconds(60);
/** Messages that wait for a vendor go round as new ones, each for a quarter of an hour at most. */
const LONGEST_HELD = 1800;
/** Who asks for customers is a service desk, not a shop. */
const SHARE = 0.05;
const RIGHTS_EVENTS = `${SOURCE.edgePrefix}subject-rights`;

/**
 * How long a vendor has to confirm, how often its answer is looked for, and how long anything that was under way may still
 * write: caches, and functions at work.
 */
const PATIENCE = { vendor: Duration.hours(24), poll: Duration.minutes(1), settle: Duration.minutes(3) };
const LOCAL_PATIENCE = { vendor: Duration.seconds(30), poll: Duration.seconds(2), settle: Duration.seconds(5) };

/** What customers may ask: shown and exported by a function that deletes nothing, erased by one that nobody can call. */
export class SubjectRights extends Construct {
  /** Erasures to bring on. */
  public readonly queue: GovernedQueue;
  public readonly answers: ErasureAnswers;
  public readonly late: LateStrands;
  public readonly functions: readonly GovernedFunction[];

  constructor(scope: Construct, id: string, props: SubjectRightsProps) {
    super(scope, id);
    this.queue = new GovernedQueue(this, 'Queue', {
      context: props.context,
      name: 'erasure',
      consumerTimeout: TIMEOUT,
      maxReceives: 20,
      alarmAge: LONGEST_HELD,
    });
    this.answers = new ErasureAnswers(this, 'Answers', props);
    this.late = new LateStrands(this, 'Late', props);
    this.functions = [this.#answer(props), this.#erase(props), this.answers.function, this.late.function];
  }

  #answer(props: SubjectRightsProps): GovernedFunction {
    const { context, api, identity, bus, profiles, vault, engagement, control, secrets } = props;
    const fn = new GovernedFunction(this, 'Answer', {
      context,
      handler: 'subject-rights',
      timeout: Duration.seconds(25),
      memory: 1024,
      reservedConcurrency: context.stage.settings.edge.reservedConcurrency,
    });
    const { authorizer } = identity;
    api.serve(
      fn,
      RIGHTS_VERBS.map((verb) => ({
        method: HttpMethod.POST,
        path: `/v1/customers/${verb}`,
        share: SHARE,
        authorizer,
        scopes: [customerScope(verb)],
      })),
    );
    profiles.grantReadAll(fn);
    vault.grantSubjectRights(fn);
    engagement.grantReadAll(fn);
    control.useBusinessClock(fn);
    control.grantTell(fn);
    secrets.grantRead(fn, [VAULT_KEY, RECEIPT_KEY, TRAIL_KEY]);
    bus.grantPublish(fn, RIGHTS_EVENTS);
    this.queue.grantSend(fn, 'ERASURE_QUEUE_URL');
    return fn;
  }

  #erase({
    context,
    bus,
    profiles,
    vault,
    engagement,
    control,
    secrets,
    deliveries,
  }: SubjectRightsProps): GovernedFunction {
    const { vendor, poll, settle } = isLocal(context.stage) ? LOCAL_PATIENCE : PATIENCE;
    const urls = [...deliveries].map(([name, { queue }]) => [name, queue.queueUrl]);
    const fn = new GovernedFunction(this, 'Erase', {
      context,
      handler: 'erase-customer',
      timeout: TIMEOUT,
      memory: 1024,
      environment: {
        VENDOR_SECONDS: String(vendor.toSeconds()),
        POLL_SECONDS: String(poll.toSeconds()),
        SETTLE_SECONDS: String(settle.toSeconds()),
        DELIVERY_QUEUE_URLS: Stack.of(this).toJsonString(Object.fromEntries(urls)),
      },
    });
    profiles.grantErase(fn);
    vault.grantErase(fn);
    engagement.grantErase(fn);
    control.useBusinessClock(fn);
    control.grantTell(fn);
    secrets.grantRead(fn, [VAULT_KEY, RECEIPT_KEY]);
    bus.grantPublish(fn, RIGHTS_EVENTS);
    for (const queue of deliveries.values()) queue.grantSend(fn);
    this.queue.grantSend(fn, 'ERASURE_QUEUE_URL');
    fn.consume(this.queue, { batchSize: 1, maxConcurrency: 5 });
    return fn;
  }
}
