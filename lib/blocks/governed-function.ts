import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  Architecture,
  Code,
  EventSourceMapping,
  type EventSourceMappingOptions,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { constructId } from './construct-id';
import { watchFunction } from './function-alarms';
import type { GovernedQueue } from './governed-queue';
import { resourceName, resourcePath, type StageContext } from './stage-context';

export interface GovernedFunctionProps {
  readonly context: BlockContext;
  /** Folder under lambdas/handlers, and the function's name within the stage. */
  readonly handler: string;
  readonly timeout: Duration;
  /**
   * Variables beyond those that grants bring along.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Memory in MB; the processor grows with it.
   * @default 512
   */
  readonly memory?: number;
  /**
   * Executions kept for this function, and its upper limit.
   * @default - shares the account's pool
   */
  readonly reservedConcurrency?: number | undefined;
}

export interface ConsumeProps {
  readonly batchSize: number;
  /** Copies of the function that may work on the queue at once, 2 to 1000. */
  readonly maxConcurrency: number;
}

const FIVE_MINUTES = Duration.minutes(5);
/** Where the functions' own metrics are; each carries the function's name as `service`. */
export const METRICS_NAMESPACE = 'Tandem';

/**
 * A function as IT runs one: bundle made beforehand, role of its own with managed policies of its own, encrypted log group,
 * tracing, alarms, and the alias `live` as the only thing that is ever called.
 */
export class GovernedFunction extends Construct {
  public readonly name: string;
  /** The alias; typed as CDK's interface, whose optional members exactOptionalPropertyTypes tells apart from the class's. */
  public readonly live: IFunction;
  /** Role under which the code runs. */
  public readonly role: Role;
  public readonly timeout: Duration;
  readonly #stage: StageContext;
  #policy: ManagedPolicy;
  readonly #function: LambdaFunction;

  constructor(scope: Construct, id: string, props: GovernedFunctionProps) {
    super(scope, id);
    const { context, handler } = props;
    this.name = handler;
    this.#stage = context.stage;
    this.timeout = props.timeout;
    this.role = new Role(this, 'Role', {
      roleName: resourceName(context.stage, handler),
      description: `Runs ${handler}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    this.#policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: resourceName(context.stage, handler),
      description: `What ${handler} may do`,
      roles: [this.role],
    });
    const logGroup = this.#logGroup(props);
    this.#allowTelemetry(logGroup);
    this.#function = this.#lambda(props, logGroup);
    const version = this.#function.currentVersion as IVersion;
    this.live = new Alias(this, 'Live', { aliasName: 'live', version }) as IFunction;
    watchFunction(this, context.alarms);
  }

  /** Adds to the function's policy. */
  public allow(actions: readonly string[], resources: readonly string[], conditions: object = {}): void {
    this.#policy.addStatements(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(Object.keys(conditions).length > 0 ? { conditions: { ...conditions } } : {}),
      }),
    );
  }

  /** Puts what `grants` allow with tables into a policy of its own, for AWS takes 6,144 characters of each. */
  public allowTables(grants: () => void): void {
    const policy = this.#policy;
    this.#policy = new ManagedPolicy(this, 'TablesPolicy', {
      managedPolicyName: resourceName(this.#stage, `${this.name}-tables`),
      description: `What ${this.name} may do with tables`,
      roles: [this.role],
    });
    grants();
    this.#policy = policy;
  }

  /** Sets a variable of the function. */
  public addEnvironment(name: string, value: string): void {
    this.#function.addEnvironment(name, value);
  }

  /** Lets the function use a key, through one AWS service only. */
  public allowKey(key: IKey, service: string, actions: readonly string[]): void {
    this.allow(actions, [key.keyArn], {
      StringEquals: { 'kms:ViaService': `${service}.${Stack.of(this).region}.amazonaws.com` },
    });
  }

  /** Feeds the function from a queue; a batch may fail in part, and the queue's dead letter takes what keeps failing. */
  public consume(queue: GovernedQueue, { batchSize, maxConcurrency }: ConsumeProps): EventSourceMapping {
    queue.grantConsume(this);
    return this.mapFrom(`From${constructId(queue.name)}`, {
      eventSourceArn: queue.queue.queueArn,
      batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
  }

  /** Adds an event source mapping to the alias, once the role can read the source: Lambda checks that on creation. */
  public mapFrom(id: string, options: EventSourceMappingOptions): EventSourceMapping {
    const mapping = new EventSourceMapping(this, id, { target: this.live, ...options });
    mapping.node.addDependency(this.#policy);
    return mapping;
  }

  /** Errors, for the dashboard. */
  public errors(): IMetric {
    return this.live.metricErrors({ label: this.name, period: FIVE_MINUTES, statistic: Stats.SUM });
  }

  /** Slowest twentieth, for the dashboard. */
  public duration(): IMetric {
    return this.live.metricDuration({ label: this.name, period: FIVE_MINUTES, statistic: Stats.p(95) });
  }

  #logGroup({ context, handler }: GovernedFunctionProps): LogGroup {
    return new LogGroup(this, 'Logs', {
      logGroupName: resourcePath(context.stage, handler),
      retention: context.stage.settings.logRetentionDays as RetentionDays,
      encryptionKey: context.logKey,
      removalPolicy: context.stage.settings.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  #lambda(props: GovernedFunctionProps, logGroup: LogGroup): LambdaFunction {
    const { context, handler } = props;
    return new LambdaFunction(this, 'Function', {
      functionName: resourceName(context.stage, handler),
      code: this.#bundle(context.handlersDir, handler),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory ?? 512,
      timeout: props.timeout,
      tracing: Tracing.ACTIVE,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // The managed policies say everything; nothing may add an inline one behind its back.
      role: this.role.withoutPolicyUpdates(),
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
      environment: {
        STAGE: context.stage.name,
        POWERTOOLS_SERVICE_NAME: handler,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
        ...props.environment,
      },
    });
  }

  #bundle(handlersDir: string, handler: string): Code {
    const folder = join(handlersDir, handler);
    if (existsSync(folder)) return Code.fromAsset(folder);
    throw new Error(
      `${this.node.path}: there is no bundle at ${folder}; run "npx tsx bin/build.ts", as cdk synth does.`,
    );
  }

  #allowTelemetry(logGroup: LogGroup): void {
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    this.allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
  }
}
