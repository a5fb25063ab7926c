import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { GovernedFunction } from './governed-function';
import type { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';
import { TrailBucket } from './trail-bucket';

export interface AuditTrailProps extends Pick<SharedParts, 'context' | 'control'> {
  /** Takes pointers to what the stream gave up on. */
  readonly undelivered: GovernedQueue;
}

/** Well before the stream forgets, after 24 hours. */
const STREAM_GIVES_UP = Duration.hours(12);
const STREAM_LATE = Duration.minutes(5);
/** A fact a change, and all of a batch are settled in one transaction, which takes a hundred items. */
const BATCH = 50;

const keys = (of: object) => ({ dynamodb: { Keys: of } });
/** Switches whatever is done to them; keys of webhooks and what functions tell when they are new. AWS takes five. */
const KEPT = [
  keys({ pk: { S: FilterRule.isEqual('LAUNCHES') } }),
  keys({ pk: { S: FilterRule.isEqual('GLOBAL') } }),
  keys({ pk: { S: FilterRule.beginsWith('VENDOR#') } }),
  { eventName: FilterRule.isEqual('INSERT'), ...keys({ sk: { S: FilterRule.beginsWith('KEY#') } }) },
  { eventName: FilterRule.isEqual('INSERT'), ...keys({ pk: { S: FilterRule.beginsWith('TELL#') } }) },
];

/**
 * What happened at run time, in one chain of hashes that nobody can write over or delete. Everything comes by the control
 * table's stream: switches because they are thrown there, the rest because functions tell it there before they answer.
 * @stateful
 */
export class AuditTrail extends Construct {
  public readonly bucket: TrailBucket;
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, { context, control, undelivered }: AuditTrailProps) {
    super(scope, id);
    this.function = new GovernedFunction(this, 'Keep', {
      context,
      handler: 'keep-trail',
      timeout: Duration.seconds(60),
    });
    this.bucket = new TrailBucket(this, 'Bucket', { context, keeper: this.function });
    control.grantKeepTrail(this.function);
    undelivered.grantSend(this.function);
    this.function.mapFrom('FromStream', {
      eventSourceArn: control.grantSwitchStream(this.function),
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: BATCH,
      bisectBatchOnError: true,
      retryAttempts: 10_000,
      maxRecordAge: STREAM_GIVES_UP,
      onFailure: { bind: () => ({ destination: undelivered.queue.queueArn }) },
      filters: KEPT.map((pattern) => FilterCriteria.filter(pattern)),
    });
    context.alarms.watch(this, 'StreamAgeAlarm', {
      kind: 'stream-age',
      subject: this.function.name,
      metric: this.function.live.metric('IteratorAge', { statistic: 'Maximum', period: STREAM_LATE }),
      threshold: STREAM_LATE.toMilliseconds(),
      periods: 2,
    });
  }
}
