import { CfnOutput } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { Vendor } from '../../contracts/vendor';
import { AlarmDesk } from '../blocks/alarm-desk';
import { ApiIdentity } from '../blocks/api-identity';
import type { BlockContext } from '../blocks/block-context';
import { ControlStore } from '../blocks/control-store';
import { DecisionEngine } from '../blocks/decision-engine';
import { EdgeShield } from '../blocks/edge-shield';
import { EngagementStore } from '../blocks/engagement-store';
import { FoundationKeys } from '../blocks/foundation-keys';
import { GovernedQueue } from '../blocks/governed-queue';
import { IngestApi } from '../blocks/ingest-api';
import { foundationParameter, type Joint } from '../blocks/launch-joints';
import { MarketingBus } from '../blocks/marketing-bus';
import { OfferApi } from '../blocks/offer-api';
import { OperationsDashboard } from '../blocks/operations-dashboard';
import { OutcomeRecorder } from '../blocks/outcome-recorder';
import { PiiVault } from '../blocks/pii-vault';
import { PlatformSecrets } from '../blocks/platform-secrets';
import { ProfilePipeline } from '../blocks/profile-pipeline';
import { ProfileStore } from '../blocks/profile-store';
import { PublicApi } from '../blocks/public-api';
import { resourceName, type StageContext } from '../blocks/stage-context';
import { VendorGateway } from '../blocks/vendor-gateway';
import { GovernedStack } from './governed-stack';

export interface FoundationStackProps {
  readonly stage: StageContext;
  readonly vendors: readonly Vendor[];
  /** Events that count towards a goal. */
  readonly goals: readonly string[];
  /** Folder with one bundle per handler. */
  readonly handlersDir: string;
  /**
   * Address that stands in for every vendor; stage `local` only.
   * @default - each vendor's own address
   */
  readonly vendorStandIn?: string | undefined;
}

/**
 * Everything that launches stand on: stores, bus, functions, queues and APIs of one stage.
 * @stateful
 */
export class FoundationStack extends GovernedStack {
  constructor(scope: Construct, props: FoundationStackProps) {
    const { stage } = props;
    super(scope, resourceName(stage, 'foundation'), {
      stage,
      description: `Foundation of ${stage.prefix} ${stage.name}`,
      qualifier: stage.settings.qualifier,
    });
    const context = this.#context(props);
    const undelivered = new GovernedQueue(this, 'Undelivered', { context, name: 'undelivered', use: 'parked' });
    context.alarms.subscribe(undelivered.queue);

    const bus = new MarketingBus(this, 'MarketingBus', { context, undelivered });
    const secrets = new PlatformSecrets(this, 'Secrets', { context, vendors: props.vendors });
    const profiles = new ProfileStore(this, 'Profiles', context);
    const vault = new PiiVault(this, 'Vault', context);
    const engagement = new EngagementStore(this, 'Engagement', context);
    const control = new ControlStore(this, 'Control', context);
    const api = new PublicApi(this, 'PublicApi', context);
    const identity = new ApiIdentity(this, 'Identity', context);
    const shared = { context, bus, secrets, profiles, vault, engagement, control, api, vendors: props.vendors };

    const ingest = new IngestApi(this, 'Ingest', shared);
    const pipeline = new ProfilePipeline(this, 'Pipeline', { ...shared, quarantine: ingest.quarantine });
    const decisions = new DecisionEngine(this, 'Decisions', { ...shared, undelivered });
    const offers = new OfferApi(this, 'Offers', { ...shared, identity });
    const gateway = new VendorGateway(this, 'Gateway', { ...shared, vendorStandIn: props.vendorStandIn });
    const outcomes = new OutcomeRecorder(this, 'Outcomes', { ...shared, goals: props.goals });

    new OperationsDashboard(this, 'Operations', {
      context,
      api,
      functions: [
        ...ingest.functions,
        ...pipeline.functions,
        ...decisions.functions,
        offers.function,
        gateway.function,
        outcomes.function,
      ],
      queues: [
        ...pipeline.queues,
        decisions.decisionQueue,
        decisions.blastQueue,
        ...gateway.queues.values(),
        outcomes.queue,
        ingest.quarantine,
        undelivered,
      ],
      tables: [profiles, vault, engagement, control],
    });

    this.#publish(stage, {
      'bus-name': bus.busName,
      'decision-queue-arn': decisions.decisionQueue.queue.queueArn,
      'blast-queue-arn': decisions.blastQueue.queue.queueArn,
      'undelivered-queue-arn': undelivered.queue.queueArn,
      'scheduler-role-arn': decisions.schedulerRole.roleArn,
      'schedule-group': decisions.scheduleGroup,
      'alarm-topic-arn': context.alarms.topic.topicArn,
    });
    const shield = stage.settings.edge.cloudFrontWaf ? new EdgeShield(this, 'Shield', { context, api }) : undefined;
    this.#tell(stage, {
      ApiUrl: shield?.url ?? api.url,
      ApiHost: api.host,
      BusName: bus.busName,
      ProfilesTable: profiles.table.tableName,
      VaultTable: vault.table.tableName,
      EngagementTable: engagement.table.tableName,
      ControlTable: control.table.tableName,
      ...(identity.own === undefined
        ? {}
        : {
            TokenUrl: identity.own.tokenUrl,
            UserPoolId: identity.own.userPoolId,
            ClientId: identity.own.clientId,
          }),
      ProfileQueueUrl: pipeline.profileQueue.queue.queueUrl,
      PublishRetryQueueUrl: pipeline.retryQueue.queue.queueUrl,
      DecisionQueueUrl: decisions.decisionQueue.queue.queueUrl,
      BlastQueueUrl: decisions.blastQueue.queue.queueUrl,
      OutcomeQueueUrl: outcomes.queue.queue.queueUrl,
      QuarantineQueueUrl: ingest.quarantine.queue.queueUrl,
      UndeliveredQueueUrl: undelivered.queue.queueUrl,
      ...Object.fromEntries(
        [...gateway.queues].map(([vendor, { queue }]) => [`DeliveryQueueUrl${capital(vendor)}`, queue.queueUrl]),
      ),
    });
  }

  #context({ stage, handlersDir }: FoundationStackProps): BlockContext {
    const keys = new FoundationKeys(this, 'Keys', stage);
    const alarms = new AlarmDesk(this, 'Alarms', { stage, key: keys.transit });
    return { stage, alarms, transitKey: keys.transit, logKey: keys.logs, handlersDir };
  }

  /** What launch stacks read when they are deployed. */
  #publish(stage: StageContext, joints: Readonly<Record<Joint, string>>): void {
    for (const [name, value] of Object.entries(joints)) this.#parameter(stage, name, value);
  }

  /** What people and the CLI read: each an output, and a parameter in kebab case. */
  #tell(stage: StageContext, facts: Readonly<Record<string, string>>): void {
    for (const [id, value] of Object.entries(facts)) {
      new CfnOutput(this, id, { value });
      if (id !== 'BusName') this.#parameter(stage, kebab(id), value);
    }
  }

  #parameter(stage: StageContext, name: string, stringValue: string): void {
    new StringParameter(this, `Parameter-${name}`, { parameterName: foundationParameter(stage, name), stringValue });
  }
}

const kebab = (id: string): string => id.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** `mail-hub` -> `MailHub`. */
const capital = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
