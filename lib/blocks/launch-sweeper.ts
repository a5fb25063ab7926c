import { Aws, Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { GovernedFunction, METRICS_NAMESPACE } from './governed-function';
import { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';
import { resourceName, type StageContext } from './stage-context';
import { addSteadyLook } from './steady-look';

export interface LaunchSweeperProps extends Pick<SharedParts, 'context' | 'control' | 'engagement'> {
  /** Takes what the schedule could not hand over. */
  readonly undelivered: GovernedQueue;
}

const TIMEOUT = Duration.minutes(2);
const EVERY = Duration.minutes(5);

/** Start of the names of a stage's launch stacks. */
export const launchStacks = (stage: StageContext): string => resourceName(stage, 'launch', '');

/** The role of the launches' own bootstrap under which CloudFormation makes and removes them. */
export const launchExecutionRole = ({ settings }: StageContext): string =>
  `cdk-${settings.launchQualifier}-cfn-exec-role-${settings.account}-${settings.region}`;

/** Ends launches whose time is over, pauses those that have spent their budget, and removes the stacks of those that ended; reaches no other stack. */
export class LaunchSweeper extends Construct {
  public readonly queue: GovernedQueue;
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, { context, control, engagement, undelivered }: LaunchSweeperProps) {
    super(scope, id);
    this.queue = new GovernedQueue(this, 'Queue', { context, name: 'sweep', consumerTimeout: TIMEOUT });
    this.function = new GovernedFunction(this, 'Function', { context, handler: 'sweep-launches', timeout: TIMEOUT });
    control.grantSweepLaunches(this.function);
    engagement.grantReadUsed(this.function);
    control.useBusinessClock(this.function);
    this.#removeStacks(context.stage);
    // Passes one after the other would do; two at once do no harm.
    this.function.consume(this.queue, { batchSize: 1, maxConcurrency: 2 });
    addSteadyLook(this, {
      context,
      name: 'sweep',
      has: 'ended launches swept',
      description: 'Looks every five minutes for launches that are over',
      every: EVERY,
      queue: this.queue,
      undelivered,
    });
    context.alarms.watch(this, 'SweepAlarm', {
      kind: 'launch-sweep',
      subject: 'launches',
      metric: new Metric({
        namespace: METRICS_NAMESPACE,
        metricName: 'LaunchesNotSwept',
        dimensionsMap: { service: this.function.name },
        statistic: Stats.MAXIMUM,
        period: EVERY,
      }),
      threshold: 0,
      periods: 3,
      breaching: 2,
    });
  }

  #removeStacks(stage: StageContext): void {
    const stacks = `arn:${Aws.PARTITION}:cloudformation:${Aws.REGION}:${Aws.ACCOUNT_ID}:stack/${launchStacks(stage)}*/*`;
    const role = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${launchExecutionRole(stage)}`;
    this.function.allow(
      ['DescribeStacks', 'DeleteStack', 'UpdateTerminationProtection'].map((action) => `cloudformation:${action}`),
      [stacks],
    );
    this.function.allow(['iam:PassRole'], [role], {
      StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    });
    this.function.addEnvironment('LAUNCH_STACKS', launchStacks(stage));
    this.function.addEnvironment('LAUNCH_EXECUTION_ROLE', role);
  }
}
