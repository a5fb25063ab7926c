import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Effect, PolicyStatement, ServicePrincipal, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AlarmKind } from './alarm-kinds';
import { resourceName, type StageContext } from './stage-context';

export interface AlarmDeskProps {
  readonly stage: StageContext;
  readonly key: IKey;
}

/** One alarm: what is watched, from where on it is too much, and which runbook page it opens. */
export interface AlarmProps {
  readonly stage: StageContext;
  readonly kind: AlarmKind;
  /** What is watched, in words; completes "<kind> of <subject>". */
  readonly subject: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /**
   * Periods that are looked at.
   * @default 1
   */
  readonly periods?: number;
  /**
   * Periods of those that must breach.
   * @default - all
   */
  readonly breaching?: number;
}

/** Where blocks have their alarms made: each tells the stage's topic. */
export interface Alarms {
  /** Adds an alarm below the construct it watches. */
  readonly watch: (scope: Construct, id: string, alarm: Omit<AlarmProps, 'stage'>) => Alarm;
}

/** Makes an alarm that names its runbook page and tells the given topic, also when it recovers. */
export const addAlarm = (scope: Construct, id: string, topicArn: string, props: AlarmProps): Alarm => {
  const periods = props.periods ?? 1;
  const alarm = new Alarm(scope, id, {
    alarmName: resourceName(props.stage, props.subject, props.kind),
    alarmDescription: `${props.kind} of ${props.subject}. Runbook: docs/runbooks/${props.kind}.md`,
    metric: props.metric,
    threshold: props.threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: periods,
    datapointsToAlarm: props.breaching ?? periods,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  const toTopic: IAlarmAction = { bind: () => ({ alarmActionArn: topicArn }) };
  alarm.addAlarmAction(toTopic);
  alarm.addOkAction(toTopic);
  return alarm;
};

/** Alarms of a stack that does not make the topic. */
export const alarmsTo = (stage: StageContext, topicArn: string): Alarms => ({
  watch: (scope, id, alarm) => addAlarm(scope, id, topicArn, { ...alarm, stage }),
});

/**
 * Where every alarm goes: a topic of our own, encrypted and for this account's alarms only, or the organisation's (`import.alarmTopic`).
 */
export class AlarmDesk extends Construct implements Alarms {
  public readonly topic: ITopic;
  readonly #stage: StageContext;
  readonly #own: Topic | undefined;

  constructor(scope: Construct, id: string, { stage, key }: AlarmDeskProps) {
    super(scope, id);
    this.#stage = stage;
    const imported = stage.settings.import.alarmTopic;
    this.#own = imported === undefined ? this.#topic(key) : undefined;
    this.topic = this.#own ?? Topic.fromTopicArn(this, 'ImportedTopic', imported ?? '');
  }

  /** Adds an alarm below the construct it watches. */
  public watch(scope: Construct, id: string, alarm: Omit<AlarmProps, 'stage'>): Alarm {
    return addAlarm(scope, id, this.topic.topicArn, { ...alarm, stage: this.#stage });
  }

  /** Sends alarms to the stage's mailbox; mail that cannot be sent ends in the queue. An imported topic keeps its own subscribers. */
  public subscribe(undeliverable: IQueue): void {
    const email = this.#stage.settings.alarmEmail;
    if (this.#own === undefined || email === undefined) return;
    this.#own.addSubscription(new EmailSubscription(email, { deadLetterQueue: undeliverable }));
  }

  #topic(key: IKey): Topic {
    const topic = new Topic(this, 'Topic', {
      topicName: resourceName(this.#stage, 'alarms'),
      displayName: `${this.#stage.prefix} ${this.#stage.name} alarms`,
      masterKey: key,
    });
    const { account, partition, region } = Stack.of(this);
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccountPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        },
      }),
    );
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TlsOnly',
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['sns:Publish', 'sns:Subscribe'],
        resources: [topic.topicArn],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    return topic;
  }
}
