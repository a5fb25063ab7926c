import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import { EDGE_EVENTS } from './event-patterns';
import { GovernedFunction } from './governed-function';
import { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';

export interface ProfilePipelineProps extends Pick<SharedParts, 'context' | 'bus' | 'profiles' | 'vault' | 'control'> {
  /** Where events go that no retry could apply. */
  readonly quarantine: GovernedQueue;
}

const UPDATE_TIMEOUT = Duration.seconds(30);
const PUBLISH_TIMEOUT = Duration.seconds(30);
/** Well before the stream forgets, after 24 hours. */
const STREAM_GIVES_UP = Duration.hours(12);
const STREAM_LATE = Duration.minutes(5);

/** From an event at the edge to a profile that is up to date, and from its stream to `tandem.resolved`. */
export class ProfilePipeline extends Construct {
  public readonly queues: readonly GovernedQueue[];
  public readonly profileQueue: GovernedQueue;
  public readonly retryQueue: GovernedQueue;
  public readonly functions: readonly GovernedFunction[];
  /** Applies events. */
  public readonly update: GovernedFunction;

  constructor(scope: Construct, id: string, props: ProfilePipelineProps) {
    super(scope, id);
    const { context } = props;
    this.profileQueue = new GovernedQueue(this, 'ProfileQueue', {
      context,
      name: 'profile',
      consumerTimeout: UPDATE_TIMEOUT,
    });
    this.retryQueue = new GovernedQueue(this, 'RetryQueue', {
      context,
      name: 'publish-retry',
      consumerTimeout: PUBLISH_TIMEOUT,
      maxReceives: 20,
    });
    const skipped = new GovernedQueue(this, 'SkippedQueue', { context, name: 'stream-skipped', use: 'parked' });
    this.queues = [this.profileQueue, this.retryQueue, skipped];
    this.update = this.#update(props);
    this.functions = [this.update, this.#publish(props, skipped)];
  }

  #update({ context, bus, profiles, control, vault, quarantine }: ProfilePipelineProps): GovernedFunction {
    const fn = new GovernedFunction(this, 'Update', { context, handler: 'update-profile', timeout: UPDATE_TIMEOUT });
    profiles.grantApply(fn);
    control.useBusinessClock(fn);
    vault.grantQuarantine(fn);
    quarantine.grantSend(fn, 'QUARANTINE_QUEUE_URL');
    fn.consume(this.profileQueue, { batchSize: 10, maxConcurrency: 100 });
    bus.route('EdgeToProfiles', {
      description: 'Every event of the edge, replays included, updates a profile',
      pattern: EDGE_EVENTS,
      to: this.profileQueue,
    });
    return fn;
  }

  #publish({ context, bus, profiles }: ProfilePipelineProps, skipped: GovernedQueue): GovernedFunction {
    const fn = new GovernedFunction(this, 'Publish', { context, handler: 'publish-changes', timeout: PUBLISH_TIMEOUT });
    bus.grantPublish(fn, SOURCE.resolved);
    this.retryQueue.grantSend(fn, 'PUBLISH_RETRY_QUEUE_URL');
    skipped.grantSend(fn);
    fn.consume(this.retryQueue, { batchSize: 10, maxConcurrency: 5 });
    fn.mapFrom('FromStream', {
      eventSourceArn: profiles.grantOutbox(fn),
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 4,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 100,
      maxRecordAge: STREAM_GIVES_UP,
      onFailure: { bind: () => ({ destination: skipped.queue.queueArn }) },
      // Events and persons are published; pointers and index items change with them.
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('EVT#') } } },
        }),
        FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.isEqual('VIEW') } } } }),
      ],
    });
    context.alarms.watch(this, 'StreamAgeAlarm', {
      kind: 'stream-age',
      subject: fn.name,
      metric: fn.live.metric('IteratorAge', { statistic: 'Maximum', period: STREAM_LATE }),
      threshold: STREAM_LATE.toMilliseconds(),
      periods: 2,
    });
    return fn;
  }
}
