import type { Construct } from 'constructs';
import type { Vendor } from '../../contracts/vendor';
import { AlarmDesk } from '../blocks/alarm-desk';
import { ApiIdentity } from '../blocks/api-identity';
import { AudienceReviewer } from '../blocks/audience-reviewer';
import type { BlockContext } from '../blocks/block-context';
import { ControlStore } from '../blocks/control-store';
import { DecisionEngine } from '../blocks/decision-engine';
import { EdgeShield } from '../blocks/edge-shield';
import { EngagementStore } from '../blocks/engagement-store';
import { FoundationKeys } from '../blocks/foundation-keys';
import { GovernedQueue } from '../blocks/governed-queue';
import { IngestApi } from '../blocks/ingest-api';
import { LaunchRehearser } from '../blocks/launch-rehearser';
import { LaunchSweeper } from '../blocks/launch-sweeper';
import { MarketingBus } from '../blocks/marketing-bus';
import { OfferApi } from '../blocks/offer-api';
import { OutcomeRecorder } from '../blocks/outcome-recorder';
import { PiiVault } from '../blocks/pii-vault';
import { PlatformSecrets } from '../blocks/platform-secrets';
import { PREFERENCES_PATH, PreferenceCentre } from '../blocks/preference-centre';
import { ProfilePipeline } from '../blocks/profile-pipeline';
import { ProfileRebuilder } from '../blocks/profile-rebuilder';
import { ProfileStore } from '../blocks/profile-store';
import { PublicApi } from '../blocks/public-api';
import { QuarantineRedrive } from '../blocks/quarantine-redrive';
import type { StageContext } from '../blocks/stage-context';
import { SubjectRights } from '../blocks/subject-rights';
import { TestSender } from '../blocks/test-sender';
import { VendorGateway } from '../blocks/vendor-gateway';

export interface FoundationProps {
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

/** What the parts of the path share: keys, alarms, bus, stores, secrets and the API. Their ids are construct paths, which last. */
export const makeBase = (scope: Construct, { stage, vendors, handlersDir }: FoundationProps) => {
  const keys = new FoundationKeys(scope, 'Keys', stage);
  const alarms = new AlarmDesk(scope, 'Alarms', { stage, key: keys.transit });
  const context: BlockContext = { stage, alarms, transitKey: keys.transit, logKey: keys.logs, handlersDir };
  const undelivered = new GovernedQueue(scope, 'Undelivered', { context, name: 'undelivered', use: 'parked' });
  alarms.subscribe(undelivered.queue);
  return {
    context,
    alarms,
    vendors,
    undelivered,
    bus: new MarketingBus(scope, 'MarketingBus', { context, undelivered }),
    secrets: new PlatformSecrets(scope, 'Secrets', { context, vendors }),
    profiles: new ProfileStore(scope, 'Profiles', context),
    vault: new PiiVault(scope, 'Vault', context),
    engagement: new EngagementStore(scope, 'Engagement', context),
    control: new ControlStore(scope, 'Control', context),
    api: new PublicApi(scope, 'PublicApi', context),
    identity: new ApiIdentity(scope, 'Identity', context),
  };
};
export type Base = ReturnType<typeof makeBase>;

/** The path of an event, from the edge to what came of it. */
export const makeParts = (scope: Construct, base: Base, { stage, goals, vendorStandIn }: FoundationProps) => {
  const shield = stage.settings.edge.cloudFrontWaf ? new EdgeShield(scope, 'Shield', base) : undefined;
  const preferencesUrl = `${shield?.url ?? base.api.url}${PREFERENCES_PATH}`;
  const ingest = new IngestApi(scope, 'Ingest', base);
  const pipeline = new ProfilePipeline(scope, 'Pipeline', { ...base, quarantine: ingest.quarantine });
  const decisions = new DecisionEngine(scope, 'Decisions', base);
  const offers = new OfferApi(scope, 'Offers', base);
  const gateway = new VendorGateway(scope, 'Gateway', { ...base, vendorStandIn, preferencesUrl });
  const redrive = new QuarantineRedrive(scope, 'QuarantineRedrive', { ...base, quarantine: ingest.quarantine });
  const tests = new TestSender(scope, 'Tests', {
    ...base,
    deliveries: gateway.queues,
    blasts: decisions.blastQueue,
    offers: offers.function,
  });
  const rights = new SubjectRights(scope, 'Rights', {
    ...base,
    deliveries: gateway.queues,
    updateProfile: pipeline.update,
  });
  const outcomes = new OutcomeRecorder(scope, 'Outcomes', { ...base, goals });
  return {
    ingest,
    preferences: new PreferenceCentre(scope, 'Preferences', base),
    pipeline,
    reviewer: new AudienceReviewer(scope, 'Audiences', base),
    rebuilder: new ProfileRebuilder(scope, 'Rebuilder', base),
    redrive,
    decisions,
    offers,
    gateway,
    rehearser: new LaunchRehearser(scope, 'Rehearsals', base),
    tests,
    rights,
    sweeper: new LaunchSweeper(scope, 'Sweeper', base),
    outcomes,
    shield,
  };
};
export type Parts = ReturnType<typeof makeParts>;
