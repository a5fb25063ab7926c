import { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { GovernedFunction, METRICS_NAMESPACE } from './governed-function';
import { allowSend } from './governed-queue';
import { resourceName, type StageContext } from './stage-context';
import { allowTable, allowTableStream, type ReachedTable } from './table-access';
import { TrailBucket } from './trail-bucket';

export interface AuditTrailProps {
  readonly context: BlockContext;
  /** The control table, and the stream of its changes. */
  readonly control: ReachedTable;
  readonly switchStreamArn: string;
  /** Queue that takes pointers to what the stream gave up on; in transit, its messages are under the context's key. */
  readonly undeliveredArn: string;
}

const KEEPER = 'keep-trail';
/** Where the trail ends, and what is in it. */
const HEAD = 'TRAIL';
const MARKS = 'TRAIL#*';

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

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { context, control, switchStreamArn, undeliveredArn } = props;
    const keeper = new GovernedFunction(this, 'Keep', {
      context,
      handler: KEEPER,
      timeout: Duration.seconds(60),
    });
    this.bucket = new TrailBucket(this, 'Bucket', { context, keeper });
    allowTable(keeper, control, ['GetItem'], [HEAD]);
    allowTable(keeper, control, ['BatchGetItem'], [MARKS]);
    allowTable(keeper, control, ['PutItem'], [HEAD, MARKS]);
    allowTableStream(keeper, control, switchStreamArn);
    allowSend(keeper, undeliveredArn, context.transitKey);
    keeper.mapFrom('FromStream', {
      eventSourceArn: switchStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: BATCH,
      bisectBatchOnError: true,
      retryAttempts: 10_000,
      maxRecordAge: STREAM_GIVES_UP,
      onFailure: { bind: () => ({ destination: undeliveredArn }) },
      filters: KEPT.map((pattern) => FilterCriteria.filter(pattern)),
    });
    context.alarms.watch(this, 'StreamAgeAlarm', {
      kind: 'stream-age',
      subject: keeper.name,
      metric: keeper.live.metric('IteratorAge', { statistic: 'Maximum', period: STREAM_LATE }),
      threshold: STREAM_LATE.toMilliseconds(),
      periods: 2,
    });
    context.alarms.watch(this, 'RowAlarm', {
      kind: 'trail-row',
      subject: keeper.name,
      metric: new Metric({
        namespace: METRICS_NAMESPACE,
        metricName: 'TrailNotKept',
        dimensionsMap: { service: keeper.name },
        statistic: Stats.SUM,
        period: STREAM_LATE,
      }),
      threshold: 0,
    });
  }
}

/** The keeper as the foundation's dashboard shows it: by its name, for another stack makes it. */
export const trailKeeper = (stage: StageContext): Pick<GovernedFunction, 'errors' | 'duration'> => {
  const FunctionName = resourceName(stage, KEEPER);
  const metric = (metricName: string, statistic: string): IMetric =>
    new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { FunctionName, Resource: `${FunctionName}:live` },
      label: KEEPER,
      period: Duration.minutes(5),
      statistic,
    });
  return { errors: () => metric('Errors', Stats.SUM), duration: () => metric('Duration', Stats.p(95)) };
};
