import { Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { GovernedFunction } from './governed-function';
import { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';
import { isLocal, resourceName } from './stage-context';

export interface AudienceReviewerProps extends Pick<SharedParts, 'context' | 'profiles' | 'control'> {
  /** Takes what the schedule could not hand over. */
  readonly undelivered: GovernedQueue;
}

const TIMEOUT = Duration.seconds(60);

/** Lets people leave and enter segments by time alone, and evaluates everybody when segments were changed. */
export class AudienceReviewer extends Construct {
  public readonly queue: GovernedQueue;
  public readonly function: GovernedFunction;

  constructor(scope: Construct, id: string, props: AudienceReviewerProps) {
    super(scope, id);
    const { context, profiles, control } = props;
    this.queue = new GovernedQueue(this, 'Queue', { context, name: 'review', consumerTimeout: TIMEOUT });
    this.function = new GovernedFunction(this, 'Function', { context, handler: 'review-segments', timeout: TIMEOUT });
    profiles.grantReview(this.function);
    control.grantReviewProgress(this.function);
    control.useBusinessClock(this.function);
    this.queue.grantSend(this.function, 'REVIEW_QUEUE_URL');
    this.function.consume(this.queue, { batchSize: 1, maxConcurrency: 16 });
    this.#schedule(props);
  }

  #schedule({ context, undelivered }: AudienceReviewerProps): void {
    const { stage } = context;
    const group = resourceName(stage, 'review');
    const groupResource = new CfnScheduleGroup(this, 'Schedules', { name: group });
    const role = this.#schedulerRole(context, group, undelivered);
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: resourceName(stage, 'review'),
      groupName: group,
      description: 'Looks every minute for people whose segments change by time',
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      // Where business time is the control store's, whoever sets that clock has it looked.
      state: isLocal(stage) ? 'DISABLED' : 'ENABLED',
      target: {
        arn: this.queue.queue.queueArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ kind: 'look' }),
        deadLetterConfig: { arn: undelivered.queue.queueArn },
        // The next look does what a lost one would have done.
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 1 },
      },
    });
    schedule.addResourceDependency(groupResource);
  }

  #schedulerRole({ stage, transitKey }: BlockContext, group: string, undelivered: GovernedQueue): Role {
    const stack = Stack.of(this);
    const groupArn = stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: group });
    const role = new Role(this, 'SchedulerRole', {
      roleName: resourceName(stage, 'review-scheduler'),
      description: 'The schedule that has segments looked at',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': groupArn } },
      }),
    });
    new ManagedPolicy(this, 'SchedulerPolicy', {
      managedPolicyName: resourceName(stage, 'review-scheduler'),
      description: 'Sends to the review queue, and gives up into the queue of undelivered events',
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['sqs:SendMessage'],
          resources: [this.queue.queue.queueArn, undelivered.queue.queueArn],
        }),
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [transitKey.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `sqs.${stack.region}.amazonaws.com` } },
        }),
      ],
    });
    return role;
  }
}
