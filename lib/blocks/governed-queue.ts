import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { QUEUE_DAYS } from '../../contracts/retention';
import type { BlockContext } from './block-context';
import type { GovernedFunction } from './governed-function';
import { resourceName } from './stage-context';

export interface GovernedQueueProps {
  readonly context: BlockContext;
  /** Name within the stage, for example `profile`. */
  readonly name: string;
  /**
   * Whether a function works it off, or people look after what is parked in it.
   * @default 'worked'
   */
  readonly use?: 'worked' | 'parked';
  /**
   * Time limit of the function that consumes it; the queue hides a message six times as long, as AWS advises.
   * @default - 30 seconds
   */
  readonly consumerTimeout?: Duration;
  /**
   * Receipts after which a message is put aside.
   * @default 5
   */
  readonly maxReceives?: number;
  /**
   * Waiting messages from which somebody should look.
   * @default - 10,000 where a function works them off, else the first
   */
  readonly alarmDepth?: number;
  /**
   * Age of the oldest message, in seconds, from which a function has fallen behind.
   * @default 300
   */
  readonly alarmAge?: number;
}

const TOO_OLD = 300;
const FIVE_MINUTES = Duration.minutes(5);

/** Lets a function send to a queue that is encrypted with the key, whichever stack makes them. */
export const allowSend = (fn: GovernedFunction, queueArn: string, key: IKey): void => {
  fn.allow(['sqs:SendMessage'], [queueArn]);
  fn.allowKey(key, 'sqs', ['kms:Decrypt', 'kms:GenerateDataKey']);
};

/** A queue with everything IT asks of one: key, TLS only, a dead letter with an alarm, and alarms on age and depth. */
export class GovernedQueue extends Construct {
  public readonly queue: Queue;
  public readonly deadLetter: Queue;
  public readonly name: string;
  readonly #key: IKey;
  readonly #admitted = new Set<string>();

  constructor(scope: Construct, id: string, props: GovernedQueueProps) {
    super(scope, id);
    const { context } = props;
    this.name = props.name;
    this.#key = context.transitKey;
    this.deadLetter = this.#deadLetter(props);
    this.queue = new Queue(this, 'Queue', {
      ...this.#encrypted(),
      queueName: resourceName(context.stage, props.name),
      visibilityTimeout: Duration.seconds(6 * (props.consumerTimeout?.toSeconds() ?? 30)),
      // A message keeps its age in the dead letter queue: that one must keep it longer.
      retentionPeriod: Duration.days(props.use === 'parked' ? 14 : QUEUE_DAYS),
      deadLetterQueue: { queue: this.deadLetter, maxReceiveCount: props.maxReceives ?? 5 },
    });
    this.#watch(props);
  }

  /** Lets an AWS service send, for resources of this account that match the ARN pattern; said twice, it stands once. */
  public allowService(sid: string, service: string, sourceArn: string): void {
    if (this.#admitted.has(sid)) return;
    this.#admitted.add(sid);
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal(service)],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnLike: { 'aws:SourceArn': sourceArn },
        },
      }),
    );
  }

  /** Lets a function send, and tells it the queue's address in a variable. */
  public grantSend(fn: GovernedFunction, variable?: string): void {
    if (variable !== undefined) fn.addEnvironment(variable, this.queue.queueUrl);
    allowSend(fn, this.queue.queueArn, this.#key);
  }

  /** Lets a function put messages aside itself, beside what the queue puts aside after too many receipts. */
  public grantPutAside(fn: GovernedFunction): void {
    allowSend(fn, this.deadLetter.queueArn, this.#key);
  }

  /** Lets a function's event source mapping take messages. */
  public grantConsume(fn: GovernedFunction): void {
    const actions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'];
    fn.allow(
      actions.map((action) => `sqs:${action}`),
      [this.queue.queueArn],
    );
    fn.allowKey(this.#key, 'sqs', ['kms:Decrypt']);
  }

  /** Lets a function look through parked messages and take some out, and tells it the queue's address in a variable. */
  public grantTidy(fn: GovernedFunction, variable: string): void {
    fn.addEnvironment(variable, this.queue.queueUrl);
    fn.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], [this.queue.queueArn]);
    fn.allowKey(this.#key, 'sqs', ['kms:Decrypt']);
  }

  /** Waiting messages, for the dashboard. */
  public depth(): IMetric {
    return this.queue.metricApproximateNumberOfMessagesVisible({ label: this.name, period: FIVE_MINUTES });
  }

  /** Age of the oldest message, for the dashboard. */
  public age(): IMetric {
    return this.queue.metricApproximateAgeOfOldestMessage({ label: this.name, period: FIVE_MINUTES });
  }

  /** Messages in the dead letter queue, for the dashboard. */
  public putAside(): IMetric {
    return this.deadLetter.metricApproximateNumberOfMessagesVisible({ label: this.name, period: FIVE_MINUTES });
  }

  #encrypted() {
    return {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: this.#key,
      // A longer-lived data key means fewer paid calls to KMS.
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    } as const;
  }

  #deadLetter({ context, name }: GovernedQueueProps): Queue {
    // The source queue points here, so its ARN is spelt out instead of referred to.
    const sourceArn = Stack.of(this).formatArn({ service: 'sqs', resource: resourceName(context.stage, name) });
    return new Queue(this, 'DeadLetter', {
      ...this.#encrypted(),
      queueName: resourceName(context.stage, `${name}-dlq`),
      retentionPeriod: Duration.days(14),
      redriveAllowPolicy: {
        redrivePermission: RedrivePermission.BY_QUEUE,
        sourceQueues: [Queue.fromQueueArn(this, 'Source', sourceArn)],
      },
    });
  }

  #watch({ context, name, use, alarmDepth, alarmAge }: GovernedQueueProps): void {
    const waiting = (queue: Queue) =>
      queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM });
    context.alarms.watch(this, 'DeadLetterAlarm', {
      kind: 'dead-letter',
      subject: `${name}-dlq`,
      metric: waiting(this.deadLetter),
      threshold: 0,
    });
    if (use === 'parked') {
      context.alarms.watch(this, 'ParkedAlarm', {
        kind: 'parked-messages',
        subject: name,
        metric: waiting(this.queue),
        threshold: alarmDepth ?? 0,
      });
      return;
    }
    context.alarms.watch(this, 'AgeAlarm', {
      kind: 'queue-age',
      subject: name,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      threshold: alarmAge ?? TOO_OLD,
      periods: 2,
    });
    context.alarms.watch(this, 'DepthAlarm', {
      kind: 'queue-depth',
      subject: name,
      metric: waiting(this.queue),
      threshold: alarmDepth ?? 10_000,
      periods: 2,
    });
  }
}
