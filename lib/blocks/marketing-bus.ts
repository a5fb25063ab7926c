import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnArchive, CfnEventBus, CfnEventBusPolicy, CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { BlockContext } from './block-context';
import { busArnOf, busNameOf } from './bus-arn';
import { EDGE_EVENTS, type EventPattern } from './event-patterns';
import type { GovernedFunction } from './governed-function';
import type { GovernedQueue } from './governed-queue';
import { queueTarget } from './queue-target';
import { dataRemovalPolicy, resourceName } from './stage-context';

export interface MarketingBusProps {
  readonly context: BlockContext;
  /** Takes what a rule could not hand over in a day, and what the bus could not decrypt. */
  readonly undelivered: GovernedQueue;
}

export interface RouteProps {
  readonly description: string;
  readonly pattern: EventPattern;
  readonly to: GovernedQueue;
}

/** Longest that an archive may keep events that are tied to people. */
const ARCHIVE_DAYS = 90;

/**
 * The bus all events travel on, encrypted, with an archive of what came in at the edge. Only the platform's own roles may
 * put events; on an imported bus that holds for our sources alone.
 * @stateful
 */
export class MarketingBus extends Construct {
  public readonly busArn: string;
  public readonly busName: string;
  readonly #context: BlockContext;
  readonly #undelivered: GovernedQueue;
  /** Roles that may publish: ARN by construct path. */
  readonly #publishers = new Map<string, string>();
  readonly #bus: CfnEventBus | undefined;

  constructor(scope: Construct, id: string, { context, undelivered }: MarketingBusProps) {
    super(scope, id);
    this.#context = context;
    this.#undelivered = undelivered;
    this.busArn = busArnOf(Stack.of(this), context.stage);
    this.busName = busNameOf(this.busArn);
    this.#bus = context.stage.settings.import.bus === undefined ? this.#ownBus() : undefined;
    undelivered.allowService('RulesGiveUp', 'events.amazonaws.com', this.#ruleArns());
    this.#archive();
    this.#admitPublishersOnly();
  }

  /** Sends matching events to a queue. */
  public route(id: string, { description, pattern, to }: RouteProps): CfnRule {
    this.admitRules(to);
    const target = queueTarget(to.queue.queueArn, this.#undelivered.queue.queueArn);
    return this.#onBus(
      new CfnRule(this, id, { description, eventBusName: this.busName, eventPattern: pattern, targets: [target] }),
    );
  }

  /** Lets rules on this bus send to a queue; those of launches stand in stacks of their own. */
  public admitRules(queue: GovernedQueue): void {
    queue.allowService('RulesSend', 'events.amazonaws.com', this.#ruleArns());
  }

  /** Lets a function publish under one source (`*` at its end stands for the rest) and no other, and tells it the bus's name. */
  public grantPublish(fn: GovernedFunction, source: string): void {
    this.#publishers.set(fn.role.node.path, fn.role.roleArn);
    fn.allow(['events:PutEvents'], [this.busArn], { StringLike: { 'events:source': source } });
    fn.addEnvironment('BUS_NAME', this.busName);
  }

  #ownBus(): CfnEventBus {
    const { stage, transitKey } = this.#context;
    this.#undelivered.allowService('BusGivesUp', 'events.amazonaws.com', this.busArn);
    return new CfnEventBus(this, 'Bus', {
      name: this.busName,
      description: `Every event of ${stage.prefix} ${stage.name}`,
      kmsKeyIdentifier: transitKey.keyArn,
      deadLetterConfig: { arn: this.#undelivered.queue.queueArn },
    });
  }

  #archive(): void {
    const { stage, transitKey } = this.#context;
    const archive = new CfnArchive(this, 'EdgeArchive', {
      archiveName: resourceName(stage, 'edge'),
      description: 'Events as they entered, with tokens in place of personal data',
      sourceArn: this.busArn,
      eventPattern: EDGE_EVENTS,
      retentionDays: ARCHIVE_DAYS,
      kmsKeyIdentifier: transitKey.keyArn,
    });
    archive.applyRemovalPolicy(dataRemovalPolicy(stage));
    this.#onBus(archive);
  }

  #admitPublishersOnly(): void {
    const ours = this.#bus === undefined ? { StringLike: { 'events:source': 'tandem.*' } } : {};
    const policy = new CfnEventBusPolicy(this, 'PublishersOnly', {
      eventBusName: this.busName,
      statementId: 'TandemPublishersOnly',
      statement: {
        Sid: 'TandemPublishersOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: this.busArn,
        Condition: {
          ...ours,
          ArnNotEquals: { 'aws:PrincipalArn': Lazy.list({ produce: () => this.#publisherArns() }) },
        },
      },
    });
    this.#onBus(policy);
  }

  /** By construct path: an ARN that is not resolved yet is a number that synthesis counts up, and differs from run to run. */
  #publisherArns(): string[] {
    return [...this.#publishers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, arn]) => arn);
  }

  #onBus<T extends CfnRule | CfnArchive | CfnEventBusPolicy>(resource: T): T {
    if (this.#bus !== undefined) resource.addResourceDependency(this.#bus);
    return resource;
  }

  #ruleArns(): string {
    return Stack.of(this).formatArn({ service: 'events', resource: 'rule', resourceName: `${this.busName}/*` });
  }
}
