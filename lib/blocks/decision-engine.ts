import { Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { SOURCE } from '../../contracts/names';
import { GovernedFunction } from './governed-function';
import { GovernedQueue } from './governed-queue';
import type { SharedParts } from './shared-parts';
import { resourceName } from './stage-context';

export interface DecisionEngineProps
  extends Pick<SharedParts, 'context' | 'bus' | 'profiles' | 'engagement' | 'control'> {
  /** Takes what a schedule could not hand over. */
  readonly undelivered: GovernedQueue;
}

const DECIDE_TIMEOUT = Duration.seconds(30);
const BLAST_TIMEOUT = Duration.seconds(60);

/** The one place that decides over all launches: for an event, and person by person for a scheduled launch. */
export class DecisionEngine extends Construct {
  public readonly decisionQueue: GovernedQueue;
  public readonly blastQueue: GovernedQueue;
  public readonly functions: readonly GovernedFunction[];
  /** Role under which launches' schedules send to the blast queue. */
  public readonly schedulerRole: Role;
  public readonly scheduleGroup: string;

  constructor(scope: Construct, id: string, props: DecisionEngineProps) {
    super(scope, id);
    const { context, bus } = props;
    this.decisionQueue = new GovernedQueue(this, 'DecisionQueue', {
      context,
      name: 'decision',
      consumerTimeout: DECIDE_TIMEOUT,
    });
    this.blastQueue = new GovernedQueue(this, 'BlastQueue', { context, name: 'blast', consumerTimeout: BLAST_TIMEOUT });
    bus.admitRules(this.decisionQueue);
    this.functions = [this.#decide(props), this.#blast(props)];
    this.scheduleGroup = resourceName(context.stage, 'launches');
    new CfnScheduleGroup(this, 'Schedules', { name: this.scheduleGroup });
    this.schedulerRole = this.#schedulerRole(props);
  }

  #decide(props: DecisionEngineProps): GovernedFunction {
    const fn = new GovernedFunction(this, 'Decide', {
      context: props.context,
      handler: 'decide-offer',
      timeout: DECIDE_TIMEOUT,
      memory: 1024,
    });
    this.#connect(fn, props);
    fn.consume(this.decisionQueue, { batchSize: 10, maxConcurrency: 100 });
    return fn;
  }

  #blast(props: DecisionEngineProps): GovernedFunction {
    const fn = new GovernedFunction(this, 'Blast', {
      context: props.context,
      handler: 'run-blast',
      timeout: BLAST_TIMEOUT,
      memory: 1024,
    });
    this.#connect(fn, props);
    props.profiles.grantList(fn);
    this.blastQueue.grantSend(fn, 'BLAST_QUEUE_URL');
    // A page at a time and 64 shards: more copies would only queue behind one another.
    fn.consume(this.blastQueue, { batchSize: 1, maxConcurrency: 32 });
    return fn;
  }

  #connect(fn: GovernedFunction, { bus, profiles, engagement, control }: DecisionEngineProps): void {
    bus.grantPublish(fn, SOURCE.decision);
    profiles.grantReadViews(fn);
    engagement.grantDecide(fn);
    engagement.grantProve(fn);
    control.grantReadLaunches(fn);
    control.useBusinessClock(fn);
  }

  #schedulerRole({ context, undelivered }: DecisionEngineProps): Role {
    const stack = Stack.of(this);
    const { account, region } = stack;
    const group = stack.formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: this.scheduleGroup,
    });
    const role = new Role(this, 'SchedulerRole', {
      roleName: resourceName(context.stage, 'scheduler'),
      description: 'Schedules of launches start a blast',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } },
      }),
    });
    new ManagedPolicy(this, 'SchedulerPolicy', {
      managedPolicyName: resourceName(context.stage, 'scheduler'),
      description: 'Sends to the blast queue, and gives up into the queue of undelivered events',
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['sqs:SendMessage'],
          resources: [this.blastQueue.queue.queueArn, undelivered.queue.queueArn],
        }),
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [context.transitKey.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
        }),
      ],
    });
    return role;
  }
}
