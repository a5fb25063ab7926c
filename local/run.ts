import { loadWorkspace, type Workspace } from '../lib/workspace';
import { type BusinessClock, openBusinessClock } from './business-clock';
import { accessToken, createReadStageSecret, type ReadStageSecret, sourceAuthorizations } from './credentials';
import { AS_OF, createDeployment, type Deployment } from './deployment';
import { type EmbeddedAws, startEmbeddedAws } from './embedded-aws';
import { type Foundation, readFoundation } from './foundation';
import type { Progress } from './progress';
import { openPublicApi, type PublicApi } from './public-api';
import { openPipeline, type Pipeline } from './replay/pipeline';
import { type ChangedKeys, createPostHook, feedbackOn, type PostHook } from './vendor-feedback';
import { startVendorStandIn, type VendorMessage, type VendorStandIn } from './vendor-stand-in';

export const STAGE = 'local';

/** The whole platform, deployed on an embedded AWS and open for business. */
export interface Running {
  readonly root: string;
  readonly workspace: Workspace;
  readonly aws: EmbeddedAws;
  readonly deployment: Deployment;
  readonly foundation: Foundation;
  readonly api: PublicApi;
  readonly clock: BusinessClock;
  readonly pipeline: Pipeline;
  readonly vendors: VendorStandIn;
  readonly readSecret: ReadStageSecret;
  readonly postHook: PostHook;
  /** Statuses with which each vendor's webhooks were answered, in their order. */
  readonly hookAnswers: ReadonlyMap<string, readonly number[]>;
  /** What vendors sign with from now on. */
  readonly vendorKeys: ChangedKeys;
  readonly authorizations: ReadonlyMap<string, string>;
  readonly token: string;
  /** Waits until the stand-in has posted all feedback it owes. */
  readonly feedbackSent: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

export interface RunOptions {
  readonly root: string;
  readonly progress: Progress;
  /** Sees every message that a vendor was sent. */
  readonly onMessage?: (message: VendorMessage) => void;
  /**
   * What vendors report about a message.
   * @default feedbackOn
   */
  readonly feedback?: typeof feedbackOn;
  /** Ends everything, whatever is under way. */
  readonly stopped?: AbortSignal;
}

/** Starts the embedded AWS and deploys the real app with the real CDK CLI; on failure nothing is left running. */
export const startPlatform = async (options: RunOptions): Promise<Running> => {
  const { workspace, findings } = loadWorkspace(options.root, { asOf: new Date(AS_OF) });
  if (workspace === undefined) throw new Error(`The workspace has ${findings.length} findings: run npx tandem check.`);
  const closers: (() => Promise<void> | void)[] = [];
  let stopping: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const stop = (): Promise<void> => {
    stopping ??= close();
    return stopping;
  };
  options.stopped?.addEventListener('abort', () => void stop(), { once: true });
  try {
    return await open(options, workspace, closers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
};

const open = async (
  { root, progress, onMessage, feedback: reportOn = feedbackOn }: RunOptions,
  workspace: Workspace,
  closers: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<Running> => {
  const settings = workspace.platform.stages[STAGE];
  if (settings === undefined) throw new Error(`platform/platform.yaml has no stage "${STAGE}".`);
  const { prefix } = workspace.platform;
  const vendors = await startVendorStandIn(workspace.vendors);
  closers.push(vendors.stop);
  const aws = await startEmbeddedAws(root);
  closers.push(aws.stop);
  progress.step(`embedded AWS on ${aws.endpoint}`);

  const qualifiers = [settings.qualifier, settings.launchQualifier] as const;
  const deployment = createDeployment({ root, aws, vendorStandIn: vendors.url, prefix, qualifiers });
  closers.push(deployment.cleanUp);
  await Promise.all([
    deployment.bootstrap().then(() => progress.step('account bootstrapped twice: for the platform, and for launches')),
    deployment.synth().then(() => progress.step('handlers bundled, stacks synthesised, packs passed')),
  ]);
  await deployment.deploy();
  progress.step(`${1 + workspace.launches.length} stacks deployed`);
  const foundation = await readFoundation(aws, `${prefix}-${STAGE}-foundation`);

  const readSecret = createReadStageSecret(aws, `${prefix}/${STAGE}`);
  const api = openPublicApi(aws, foundation.apiHost);
  closers.push(api.close);
  const vendorKeys: ChangedKeys = new Map();
  const hookAnswers = new Map<string, number[]>();
  const postHook = counted(createPostHook(api, readSecret, vendorKeys), hookAnswers);
  const clock = openBusinessClock(aws, foundation.tables.control);
  const feedback = createFeedback(postHook, clock, reportOn);
  vendors.open(readSecret, (vendor, message) => {
    onMessage?.(message);
    feedback.owe(vendor, message);
  });
  closers.push(feedback.settled);
  return {
    root,
    workspace,
    aws,
    deployment,
    foundation,
    api,
    clock,
    pipeline: openPipeline(aws, foundation),
    vendors,
    readSecret,
    postHook,
    hookAnswers,
    vendorKeys,
    authorizations: await sourceAuthorizations(workspace.sources, readSecret),
    token: await accessToken(aws, foundation),
    feedbackSent: feedback.sent,
    stop,
  };
};

/** Notes how each webhook was answered. */
const counted =
  (post: PostHook, answers: Map<string, number[]>): PostHook =>
  async (vendor, event) => {
    const answer = await post(vendor, event);
    answers.set(vendor.vendor, [...(answers.get(vendor.vendor) ?? []), answer.status]);
    return answer;
  };

/** Vendors are slow to report, and each report at the same time is one more process on the embedded AWS. */
const LANES = 2;

/** Posts what the vendors owe, in the order of their messages, in a few lanes. */
const createFeedback = (postHook: PostHook, clock: BusinessClock, reportOn: typeof feedbackOn) => {
  const lanes = Array.from({ length: LANES }, () => Promise.resolve());
  let owed = 0;
  let posted = 0;
  let failure: unknown;
  const post = async (vendor: Workspace['vendors'][number], message: VendorMessage): Promise<void> => {
    for (const event of reportOn(vendor, message, new Date(clock.now()).toISOString())) {
      const answer = await postHook(vendor, event);
      if (answer.status >= 300) throw new Error(`/hooks/${vendor.vendor} answered ${answer.status}.`);
      posted += 1;
    }
  };
  const settled = async (): Promise<void> => {
    for (let before = -1; before !== owed; ) {
      before = owed;
      await Promise.all(lanes);
    }
  };
  return {
    owe: (vendor: Workspace['vendors'][number], message: VendorMessage): void => {
      const lane = owed % LANES;
      owed += 1;
      lanes[lane] = (lanes[lane] ?? Promise.resolve())
        .then(() => post(vendor, message))
        .catch((error: unknown) => {
          failure ??= error;
        });
    },
    settled,
    sent: async (): Promise<number> => {
      await settled();
      if (failure !== undefined) throw failure;
      return posted;
    },
  };
};
