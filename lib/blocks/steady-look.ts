import { type Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import type { GovernedQueue } from './governed-queue';
import { isLocal, resourceName } from './stage-context';

export interface SteadyLookProps {
  readonly context: BlockContext;
  /** Name within the stage; the role is its `-scheduler`. */
  readonly name: string;
  /** What it is for, in words; completes "The schedule that has ...". */
  readonly has: string;
  readonly description: string;
  /** Whole minutes between two looks. */
  readonly every: Duration;
  /** Is sent `{"kind": "look"}`. */
  readonly queue: GovernedQueue;
  /** Takes what the schedule could not hand over. */
  readonly undelivered: GovernedQueue;
}

/** Has a function look again and again, by its queue. A look that is lost is made up for by the next one. */
export const addSteadyLook = (scope: Construct, props: SteadyLookProps): void => {
  const { context, name, description, every, queue, undelivered } = props;
  const { stage } = context;
  const minutes = every.toMinutes();
  const group = resourceName(stage, name);
  const groupResource = new CfnScheduleGroup(scope, 'Schedules', { name: group });
  const role = schedulerRole(scope, group, props);
  const schedule = new CfnSchedule(scope, 'Schedule', {
    name: group,
    groupName: group,
    description,
    scheduleExpression: `rate(${minutes} minute${minutes === 1 ? '' : 's'})`,
    flexibleTimeWindow: { mode: 'OFF' },
    // Where business time is the control store's, whoever sets that clock has it looked.
    state: isLocal(stage) ? 'DISABLED' : 'ENABLED',
    target: {
      arn: queue.queue.queueArn,
      roleArn: role.roleArn,
      input: JSON.stringify({ kind: 'look' }),
      deadLetterConfig: { arn: undelivered.queue.queueArn },
      // The next look does what a lost one would have done.
      retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 1 },
    },
  });
  schedule.addResourceDependency(groupResource);
};

const schedulerRole = (scope: Construct, group: string, props: SteadyLookProps): Role => {
  const { context, name, has, queue, undelivered } = props;
  const stack = Stack.of(scope);
  const groupArn = stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: group });
  const role = new Role(scope, 'SchedulerRole', {
    roleName: resourceName(context.stage, `${name}-scheduler`),
    description: `The schedule that has ${has}`,
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': groupArn } },
    }),
  });
  new ManagedPolicy(scope, 'SchedulerPolicy', {
    managedPolicyName: resourceName(context.stage, `${name}-scheduler`),
    description: `Sends to the ${name} queue, and gives up into the queue of undelivered events`,
    roles: [role],
    statements: [
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [queue.queue.queueArn, undelivered.queue.queueArn],
      }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [context.transitKey.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sqs.${stack.region}.amazonaws.com` } },
      }),
    ],
  });
  return role;
};
