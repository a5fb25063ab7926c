import { deflateRawSync } from 'node:zlib';
import { type CfnResource, Duration } from 'aws-cdk-lib';
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
import { withinLimit } from './launch-name';
import { passesOf } from './launch-passes';
import { queueTarget } from './queue-target';
import { isLocal, resourceName, resourcePath, type StageContext } from './stage-context';

type EventTrigger = Extract<Trigger, { kind: 'event' }>;
type AtTrigger = Extract<Trigger, { kind: 'at' }>;

export interface ChannelLaunchProps {
  readonly stage: StageContext;
  readonly definition: LaunchDefinition;
  /**
   * The definition that speaks until this one does, where something else sets it off: both are set off meanwhile.
   * @default - none
   */
  readonly keep?: LaunchDefinition | undefined;
}

/** A standard parameter holds 4,096 characters. */
const CHUNK = 4000;

/** Name of a launch's rule and schedule. */
export const launchName = (stage: StageContext, launch: string): string =>
  withinLimit(resourceName(stage, 'launch', launch));

/** Where go-live finds a launch's definition: the first of its numbered parts, and the hash of the whole. */
export const definitionParameter = (stage: StageContext, launch: string, part: number): string =>
  resourcePath(stage, 'launches', launch, 'definition', String(part));
/** Hash of the former definition that the stack sets off as well. */
export const keepsParameter = (stage: StageContext, launch: string): string =>
  resourcePath(stage, 'launches', launch, 'keeps');
export const hashParameter = (stage: StageContext, launch: string): string =>
  resourcePath(stage, 'launches', launch, 'hash');

/** All a launch is made of: its definition, what sets it off, and an alarm on that. No function, role or key. */
export class ChannelLaunch extends Construct {
  readonly #stage: StageContext;
  readonly #definition: LaunchDefinition;
  readonly #name: string;

  constructor(scope: Construct, id: string, { stage, definition, keep }: ChannelLaunchProps) {
    super(scope, id);
    this.#stage = stage;
    this.#definition = definition;
    this.#name = launchName(stage, definition.launch);
    this.#keepDefinition();
    const { trigger } = definition;
    const own =
      trigger.kind === 'event' ? this.#onEvent(trigger) : trigger.kind === 'at' ? this.#onSchedule(trigger) : undefined;
    if (keep !== undefined) this.#keepFormer(keep, own);
  }

  /** There before anything of the new one takes its place, and gone with the next deployment. */
  #keepFormer({ launch, hash, trigger, window }: LaunchDefinition, own: CfnResource | undefined): void {
    // No launch has a dot in its name.
    const name = launchName(this.#stage, `${launch}.former`);
    const former =
      trigger.kind === 'event'
        ? this.#rule('FormerTrigger', name, trigger)
        : trigger.kind === 'at'
          ? this.#schedule('FormerSchedule', name, trigger, window.timezone)
          : undefined;
    if (former !== undefined) own?.addDependency(former);
    new StringParameter(this, 'Keeps', { parameterName: keepsParameter(this.#stage, launch), stringValue: hash });
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

  #onEvent(trigger: EventTrigger): CfnRule {
    const rule = this.#rule('Trigger', this.#name, trigger);
    this.#watch('launch-rule', 'AWS/Events', 'FailedInvocations', {
      EventBusName: this.#joint('bus-name'),
      RuleName: this.#name,
    });
    return rule;
  }

  #rule(id: string, name: string, { event, segment }: EventTrigger): CfnRule {
    const { launch } = this.#definition;
    return new CfnRule(this, id, {
      name,
      description: `${event} sets off a decision for ${launch}`,
      eventBusName: this.#joint('bus-name'),
      eventPattern: launchTrigger(launch, event, segment),
      targets: [queueTarget(this.#joint('decision-queue-arn'), this.#joint('undelivered-queue-arn'))],
    });
  }

  #onSchedule(trigger: AtTrigger): CfnSchedule {
    const schedule = this.#schedule('Schedule', this.#name, trigger, this.#definition.window.timezone);
    this.#watch('launch-schedule', 'AWS/Scheduler', 'TargetErrorCount', {
      ScheduleGroup: this.#joint('schedule-group'),
    });
    return schedule;
  }

  #schedule(id: string, name: string, trigger: AtTrigger, timezone: string): CfnSchedule {
    const { launch } = this.#definition;
    const { input, ...passes } = passesOf(trigger, timezone);
    return new CfnSchedule(this, id, {
      name,
      groupName: this.#joint('schedule-group'),
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
