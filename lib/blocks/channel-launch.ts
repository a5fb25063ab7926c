import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { Duration } from 'aws-cdk-lib';
import { type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { LaunchDefinition, Trigger } from '../../contracts/decision';
import { addAlarm } from './alarm-desk';
import type { AlarmKind } from './alarm-kinds';
import { launchTrigger } from './event-patterns';
import { type Joint, readJoint } from './launch-joints';
import { passesOf } from './launch-passes';
import { queueTarget } from './queue-target';
import { isLocal, resourceName, resourcePath, type StageContext } from './stage-context';

export interface ChannelLaunchProps {
  readonly stage: StageContext;
  readonly definition: LaunchDefinition;
}

/** A standard parameter holds 4,096 characters. */
const CHUNK = 4000;

const LONGEST_NAME = 64;
const MARK = 9;

/** Name of a launch's rule and schedule; what AWS would find too long ends in a mark that is the launch's own. */
export const launchName = (stage: StageContext, launch: string): string => {
  const name = resourceName(stage, 'launch', launch);
  if (name.length <= LONGEST_NAME) return name;
  const mark = createHash('sha256')
    .update(name)
    .digest('hex')
    .slice(0, MARK - 1);
  return `${name.slice(0, LONGEST_NAME - MARK)}-${mark}`;
};

/** Where go-live finds a launch's definition: the first of its numbered parts, and the hash of the whole. */
export const definitionParameter = (stage: StageContext, launch: string, part: number): string =>
  resourcePath(stage, 'launches', launch, 'definition', String(part));
export const hashParameter = (stage: StageContext, launch: string): string =>
  resourcePath(stage, 'launches', launch, 'hash');

/** All a launch is made of: its definition, what sets it off, and an alarm on that. No function, role or key. */
export class ChannelLaunch extends Construct {
  readonly #stage: StageContext;
  readonly #definition: LaunchDefinition;
  readonly #name: string;

  constructor(scope: Construct, id: string, { stage, definition }: ChannelLaunchProps) {
    super(scope, id);
    this.#stage = stage;
    this.#definition = definition;
    this.#name = launchName(stage, definition.launch);
    this.#keepDefinition();
    const { trigger } = definition;
    if (trigger.kind === 'event') this.#onEvent(trigger);
    if (trigger.kind === 'at') this.#onSchedule(trigger);
  }

  #keepDefinition(): void {
    const { launch, hash } = this.#definition;
    const text = deflateRawSync(JSON.stringify(this.#definition)).toString('base64');
    for (let part = 0; part * CHUNK < text.length; part += 1) {
      new StringParameter(this, `Definition${part}`, {
        parameterName: definitionParameter(this.#stage, launch, part),
        stringValue: text.slice(part * CHUNK, (part + 1) * CHUNK),
      });
    }
    new StringParameter(this, 'Hash', { parameterName: hashParameter(this.#stage, launch), stringValue: hash });
  }

  #onEvent({ event, segment }: Extract<Trigger, { kind: 'event' }>): void {
    const busName = this.#joint('bus-name');
    new CfnRule(this, 'Trigger', {
      name: this.#name,
      description: `${event} sets off a decision for ${this.#definition.launch}`,
      eventBusName: busName,
      eventPattern: launchTrigger(this.#definition.launch, event, segment),
      targets: [queueTarget(this.#joint('decision-queue-arn'), this.#joint('undelivered-queue-arn'))],
    });
    this.#watch('launch-rule', 'AWS/Events', 'FailedInvocations', { EventBusName: busName, RuleName: this.#name });
  }

  #onSchedule(trigger: Extract<Trigger, { kind: 'at' }>): void {
    const { launch, window } = this.#definition;
    const group = this.#joint('schedule-group');
    const { input, ...passes } = passesOf(trigger, window.timezone);
    new CfnSchedule(this, 'Schedule', {
      name: this.#name,
      groupName: group,
      description: `Starts ${launch}`,
      ...passes,
      flexibleTimeWindow: { mode: 'OFF' },
      // Where business time is the control store's, whoever sets that clock starts the launch.
      state: isLocal(this.#stage) ? 'DISABLED' : 'ENABLED',
      target: {
        arn: this.#joint('blast-queue-arn'),
        roleArn: this.#joint('scheduler-role-arn'),
        input: JSON.stringify({ launch, run: trigger.at, ...input }),
        deadLetterConfig: { arn: this.#joint('undelivered-queue-arn') },
        retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      },
    });
    this.#watch('launch-schedule', 'AWS/Scheduler', 'TargetErrorCount', { ScheduleGroup: group });
  }

  #watch(kind: AlarmKind, namespace: string, metricName: string, dimensionsMap: Record<string, string>): void {
    const metric: IMetric = new Metric({
      namespace,
      metricName,
      dimensionsMap,
      period: Duration.minutes(5),
      statistic: Stats.SUM,
    });
    addAlarm(this, 'Alarm', this.#joint('alarm-topic-arn'), {
      stage: this.#stage,
      kind,
      subject: `launch-${this.#definition.launch}`,
      metric,
      threshold: 0,
    });
  }

  #joint(joint: Joint): string {
    return readJoint(this, this.#stage, joint);
  }
}
