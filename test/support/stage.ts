import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { LaunchDefinition } from '../../contracts/decision';
import type { Stage } from '../../contracts/platform';
import type { Vendor } from '../../contracts/vendor';
import { AlarmDesk } from '../../lib/blocks/alarm-desk';
import type { BlockContext } from '../../lib/blocks/block-context';
import type { StageContext } from '../../lib/blocks/stage-context';
import { FUNCTIONS } from '../../lib/bundle';
import { FoundationStack, type FoundationStackProps } from '../../lib/stacks/foundation-stack';
import { TrailStack } from '../../lib/stacks/trail-stack';

const ROOT = resolve(__dirname, '../..');

/** A protected stage that imports nothing, unless told otherwise. */
export const testStage = (settings: Partial<Stage> = {}, name = 'prod'): StageContext => ({
  name,
  prefix: 'tandem',
  costCentre: 'CC-1000',
  settings: {
    account: '111122223333',
    region: 'us-east-1',
    realCustomers: true,
    approvals: 'required',
    protect: true,
    qualifier: 'tandem',
    launchQualifier: 'tandemlnch',
    edge: { cloudFrontWaf: false },
    throttle: { rate: 1000, burst: 2000 },
    logRetentionDays: 90,
    trailRetentionDays: 2557,
    import: {},
    ...settings,
  },
});

/** The stage on a laptop. */
export const localStage = (settings: Partial<Stage> = {}): StageContext =>
  testStage({ account: '000000000000', protect: false, realCustomers: false, ...settings }, 'local');

/** An app with the flags that are deployed with. */
export const testApp = (): App => {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  return new App({ context, analyticsReporting: false });
};

let folder: string | undefined;
/** A folder that stands for all bundles. */
export const handlersFolder = (): string => {
  if (folder !== undefined) return folder;
  folder = mkdtempSync(join(tmpdir(), 'tandem-handlers-'));
  for (const name of FUNCTIONS) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.js'), `// ${name}\n`);
  }
  return folder;
};

/** A bare stack and what a block is built with. */
export const blockFixture = (stage: StageContext = testStage()): { stack: Stack; context: BlockContext } => {
  const { account, region } = stage.settings;
  const stack = new Stack(testApp(), 'Test', { env: { account, region } });
  const transitKey = new Key(stack, 'Transit');
  const alarms = new AlarmDesk(stack, 'Alarms', { stage, key: transitKey });
  const logKey = new Key(stack, 'Logs');
  return { stack, context: { stage, alarms, transitKey, logKey, handlersDir: handlersFolder() } };
};

/** A vendor that sends and reports, with a rate of 50 messages a second. */
export const testVendor = (changes: Partial<Vendor> = {}): Vendor => ({
  vendor: 'mailhub',
  approval: { by: 'it-security', ticket: 'SEC-1', date: '2026-01-01', expires: '2028-01-01' },
  agreement: { ref: 'DPA-1', residency: ['US'] },
  channels: ['email'],
  purposes: ['personalised-offers'],
  fields: ['email'],
  outbound: {
    url: 'https://api.mailhub.example/send',
    auth: { header: 'Authorization', secret: 'mailhub/api-key' },
    sign: 'standard-webhooks-v1',
    rate: '50/s',
    timeout: '10 seconds',
  },
  inbound: {
    scheme: 'standard-webhooks-v1',
    secret: 'mailhub/webhook',
    mode: 'enforce',
    events: { opened: 'Message Opened' },
  },
  ...changes,
});

/** A vendor that only reports. */
export const silentVendor = (vendor = 'chirp'): Vendor => {
  const { outbound: _none, ...reporting } = testVendor({ vendor });
  return reporting;
};

/** The template of a foundation. */
export const foundationTemplate = (
  stage: StageContext = testStage(),
  props: Partial<FoundationStackProps> = {},
): Template =>
  Template.fromStack(
    new FoundationStack(testApp(), {
      stage,
      vendors: [testVendor()],
      goals: ['Order Completed'],
      handlersDir: handlersFolder(),
      ...props,
    }),
  );

/** The template of an audit trail. */
export const trailTemplate = (stage: StageContext = testStage()): Template =>
  Template.fromStack(new TrailStack(testApp(), { stage, handlersDir: handlersFolder() }));

/** A launch that an event sets off. */
export const testDefinition = (changes: Partial<LaunchDefinition> = {}): LaunchDefinition => ({
  launch: 'autumn-coats',
  hash: '0123456789abcdef0123456789abcdef',
  team: 'retail-marketing',
  purpose: 'personalised-offers',
  rank: 1,
  window: {
    startsAt: '2026-11-27T11:00:00.000Z',
    endsAt: '2026-12-01T04:59:59.999Z',
    redeemUntil: '2026-12-08T04:59:59.999Z',
    timezone: 'America/New_York',
  },
  audience: { include: [], exclude: [], holdout: 0.1 },
  trigger: { kind: 'event', event: 'Store Entered' },
  channels: { reach: 'first', use: [{ channel: 'app', kind: 'pull' }] },
  offers: [{ id: 'coat-20', copy: { en: { headline: '20% off your next coat', body: 'Any coat until 7 December.' } } }],
  limits: { messages: 1, perSeconds: 604_800 },
  ...changes,
});
