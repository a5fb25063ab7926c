import { type App, Stack, Validations } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Waiver } from '../../../contracts/platform';
import { violationsOf } from '../../../lib/governance/violations';
import { applyWaivers } from '../../../lib/governance/waivers';
import { LaunchStack } from '../../../lib/stacks/launch-stack';
import { testApp, testDefinition, testStage } from '../../support/stage';
import { testWaiver } from '../../support/waivers';

const AS_OF = new Date('2026-11-22T12:00:00Z');
const SSL = 'AwsSolutions-SQS4';

/** A foundation and a launch, each with a queue that breaks two rules. */
const queues = () => {
  const app = testApp();
  const foundation = new Stack(app, 'tandem-prod-foundation');
  const launch = new LaunchStack(app, { stage: testStage(), definition: testDefinition(), costCentre: 'CC-2100' });
  new CfnQueue(foundation, 'Queue');
  new CfnQueue(launch, 'Queue');
  return app;
};

const apply = (app: App, waivers: readonly Waiver[], options: readonly string[] = []) =>
  applyWaivers(app, {
    waivers,
    packs: [new AwsSolutionsChecks()],
    asOf: AS_OF,
    text: `waivers:\n${waivers.map(({ id, expires }) => `  - id: ${id}\n    expires: ${expires}\n`).join('')}`,
    options,
  });

/** Ids acknowledged, with their reasons, by construct path. */
const acknowledged = (app: App) =>
  app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) =>
          Object.entries(data as Record<string, string>).map(([id, reason]) => [node.path, id, reason]),
        ),
    );

describe('applyWaivers', () => {
  it('acknowledges by the qualified id, with people, ticket and end', () => {
    const app = queues();
    expect(apply(app, [testWaiver({ rule: SSL, path: '*-foundation/Queue' })])).toEqual([]);
    expect(acknowledged(app)).toEqual([
      [
        'tandem-prod-foundation/Queue',
        `AwsSolutions::${SSL}`,
        'W-900: Nothing else would do in this place. (owner platform-engineering, approved by it-security in SEC-900, until 2027-11-22)',
      ],
    ]);
  });

  it('leaves the finding in the report, as suppressed, and lets no other pass', () => {
    const app = queues();
    const found = violationsOf(new AwsSolutionsChecks(), app);
    apply(app, [testWaiver({ rule: SSL, path: '*-foundation/Queue' })]);
    expect(violationsOf(new AwsSolutionsChecks(), app)).toEqual(found);
  });

  it('warns of one that has ended in the foundation, which stays deployable', () => {
    const app = queues();
    expect(apply(app, [testWaiver({ rule: SSL, path: '*-foundation/Queue', expires: '2026-11-22' })])).toEqual([
      expect.objectContaining({
        code: 'waiver.expired',
        severity: 'warning',
        file: 'platform/waivers.yaml',
        line: 3,
        path: 'waivers[0].expires',
      }),
    ]);
    expect(acknowledged(app)).toHaveLength(1);
  });

  it('excuses nothing before the day on which it is granted, and says so', () => {
    const app = queues();
    const waiver = testWaiver({ rule: SSL, path: '*-foundation/Queue', granted: '2026-11-23' });
    expect(apply(app, [waiver])).toEqual([
      expect.objectContaining({
        code: 'waiver.notYet',
        severity: 'warning',
        path: 'waivers[0].granted',
        message: 'waiver W-900 of AwsSolutions-SQS4 is granted from 2026-11-23 on: it excuses nothing yet',
      }),
    ]);
    expect(acknowledged(app)).toEqual([]);
  });

  it.each(['before', 'after'])('goes by the one in force where the next to come is written %s it', (place) => {
    const app = queues();
    const now = testWaiver({ id: 'W-1', rule: SSL, path: '*-foundation/Queue', expires: '2026-12-01' });
    const next = { ...now, id: 'W-2', granted: '2026-12-01', expires: '2027-12-01' };
    expect(apply(app, place === 'before' ? [next, now] : [now, next])).toEqual([]);
    expect(acknowledged(app)).toEqual([[expect.anything(), expect.anything(), expect.stringMatching(/^W-1:/)]]);
  });

  it('does not count one that has ended for a launch', () => {
    const app = queues();
    expect(apply(app, [testWaiver({ rule: SSL, path: '*-launch-*/Queue', expires: '2026-11-22' })])).toEqual([
      expect.objectContaining({ code: 'waiver.expired', severity: 'error' }),
    ]);
    expect(acknowledged(app)).toEqual([]);
  });

  it('holds up to the day before it ends', () => {
    const app = queues();
    const [foundation, launch] = ['*-foundation/Queue', '*-launch-*/Queue'].map((path, index) =>
      testWaiver({ id: `W-${index}`, rule: SSL, path, expires: '2026-11-23' }),
    );
    expect(
      apply(
        app,
        [foundation, launch].flatMap((one) => one ?? []),
      ),
    ).toEqual([]);
    expect(acknowledged(app)).toHaveLength(2);
  });

  it.each([
    { path: '*', says: 'its path names no launch, or nothing below a stack' },
    { path: '**', says: 'its path names no launch, or nothing below a stack' },
    { path: '*-foundation/*', says: 'its path names no launch, or nothing below a stack' },
    { path: '*/Queue', says: 'it excuses the platform and launches alike' },
  ])('refuses one that is too wide: $path', ({ path, says }) => {
    expect(apply(queues(), [testWaiver({ rule: SSL, path })])).toEqual([
      expect.objectContaining({
        code: 'waiver.tooWide',
        severity: 'error',
        file: 'platform/waivers.yaml',
        path: 'waivers[0].path',
        message: `waiver W-900 of AwsSolutions-SQS4 at ${path} is too wide: ${says}`,
      }),
    ]);
  });

  it('warns of one that matches nothing, unless it belongs to an option that is off', () => {
    const unused = testWaiver({ rule: SSL, path: 'nowhere' });
    expect(apply(queues(), [unused])).toEqual([
      expect.objectContaining({ code: 'waiver.unused', severity: 'warning', line: 2, path: 'waivers[0].id' }),
    ]);
    expect(apply(queues(), [{ ...unused, option: 'cloudFrontWaf' }])).toEqual([]);
    expect(apply(queues(), [{ ...unused, option: 'cloudFrontWaf' }], ['cloudFrontWaf'])).toHaveLength(1);
  });
});
