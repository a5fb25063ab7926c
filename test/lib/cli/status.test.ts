import type { LaunchDefinition } from '../../../contracts/decision';
import type { LaunchRow } from '../../../lib/cli/aws/control-table';
import { launchTemplate } from '../../../lib/cli/verbs/status/launch-template';
import { compileLaunch, loadWorkspace, type Workspace } from '../../../lib/workspace';
import { type FakeStack, type FakeStage, fakeStage, runTandem } from '../../support/fake-stage';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const CDK_JSON = '{ "context": {} }';
const root = workspaceWith({ 'cdk.json': CDK_JSON });
const RULE = 'tandem-local-launch-autumn-coats';

const workspace = ((): Workspace => {
  const found = loadWorkspace(root, { asOf: AS_OF }).workspace;
  if (found === undefined) throw new Error('The fixture has mistakes.');
  return found;
})();
const coats = ((): LaunchDefinition => {
  const manifest = workspace.launches.find((one) => one.manifest.launch === 'autumn-coats')?.manifest;
  if (manifest === undefined) throw new Error('No autumn-coats.');
  return compileLaunch(manifest, workspace);
})();
const template = launchTemplate({ root, stage: 'local' }, workspace, coats);

interface With {
  readonly row?: Partial<LaunchRow>;
  readonly stack?: Partial<FakeStack> | 'none';
  readonly definition?: LaunchDefinition;
}

/** A stage in which the launch runs as it is written. */
const running = ({ row, stack, definition = coats }: With = {}): FakeStage => {
  const stage = fakeStage();
  const { hash, launch } = definition;
  stage.definitions.set(hash, definition);
  stage.rows.set(launch, { launch, state: 'live', hash, by: 'ada', at: '2026-11-20T08:00:00.000Z', ...row });
  if (stack === 'none') return stage;
  stage.deployed.set(launch, { hash, definition });
  stage.stacks.set(launch, {
    status: 'CREATE_COMPLETE',
    template,
    rule: { name: RULE, state: 'ENABLED' },
    ...stack,
  });
  return stage;
};

const told = async (stage: FakeStage, ...words: readonly string[]) => {
  const { code, out } = await runTandem(root, ['status', ...words, '--json'], stage);
  const { findings, ...data } = JSON.parse(out) as { findings: { code: string; message: string; severity: string }[] };
  return { code, data, findings: findings.map((one) => `${one.code}: ${one.message}`) };
};

describe('tandem status of all launches', () => {
  it('says how each does and what is next, and finds nothing where all is as it is written', async () => {
    const stage = running();
    stage.counters.set('autumn-coats', {
      counters: {
        exposed: 12,
        'delivered.email': 4,
        'presented.app': 3,
        'redeemed.coat-20': 2,
        'discounts.USD': 40_000,
      },
      parts: {},
    });
    const { code, out } = await runTandem(root, ['status'], stage);

    expect(code).toBe(0);
    expect(out).toMatch(
      /autumn-coats +live +same +\w{8} +2026-11-20T08:00:00.000Z +ada +12 +7 +2 +sending \d+%, discounts 2% +2026-11-27 06:00 its time begins/,
    );
    expect((await told(stage)).findings).toEqual([]);
  });

  it.each<[string, With, readonly string[]]>([
    ['a live launch without a stack', { stack: 'none' }, ['launch.noStack: it is live, and has no stack']],
    [
      'a paused launch without a stack',
      { row: { state: 'paused' }, stack: 'none' },
      ['launch.noStack: it is paused, and has no stack'],
    ],
    [
      'a rule that was disabled by hand',
      { stack: { rule: { name: RULE, state: 'DISABLED' } } },
      [`launch.drift: its rule ${RULE} was disabled by hand`],
    ],
    [
      'the stack of an ended launch that the sweeper should have removed',
      { row: { state: 'ended', offSince: '2026-11-15T00:00:00.000Z' } },
      ['launch.leftover: "autumn-coats" has ended'],
    ],
    [
      'the stack of a closed launch that was deployed again',
      { row: { state: 'ended', offSince: '2026-11-19T00:00:00.000Z', removedAt: '2026-11-19T00:00:00.000Z' } },
      ['launch.leftover: "autumn-coats" has ended'],
    ],
  ])('finds %s', async (_, given, expected) => {
    const { code, findings } = await told(running(given));
    expect(code).toBe(0);
    expect(findings).toEqual(expected.map((start) => expect.stringContaining(start)));
  });

  it.each<[string, With]>([
    [
      'an ended launch while messages of it may wait',
      { row: { state: 'ended', offSince: '2026-11-19T00:00:00.000Z' } },
    ],
    ['an ended launch that is gone', { row: { state: 'ended' }, stack: 'none' }],
  ])('has nothing to say of %s', async (_, given) => {
    expect((await told(running(given))).findings).toEqual([]);
  });

  it('finds a deployed launch that never went live though its time has begun, and none before', async () => {
    const stage = running();
    stage.rows.clear();
    expect((await told(stage)).findings).toEqual([]);
    expect((await told(stage, '--as-of', '2026-11-28')).findings).toEqual([
      expect.stringMatching(/^launch.noRow: .*began at 2026-11-27T11:00:00.000Z/),
    ]);
  });

  it('finds what is no longer as it is written, and in what', async () => {
    const before = { ...coats, hash: 'before', audience: { ...coats.audience, holdout: 0.5 } };
    expect((await told(running({ definition: before }))).findings).toEqual([
      `launch.drift: the file, or what IT sets for it, is not what is deployed: audience.holdout: 0.5 -> ${coats.audience.holdout}`,
    ]);
  });
});

describe('tandem status of one launch', () => {
  it('tells everything about it', async () => {
    const stage = running({
      row: { plan: 'c'.repeat(64), approvedBy: ['grace', 'joan'], liveSince: '2026-11-19T08:00:00.000Z' },
    });
    stage.counters.set('autumn-coats', {
      counters: { exposed: 12, 'held-out': 2, 'refused.no-consent': 1 },
      parts: {},
    });
    stage.waiting.set('mailhub', { waiting: 7, deadLetters: 2 });
    stage.circuits.set('mailhub', 'open');
    stage.alarms.push('delivery-mailhub-dlq-dead-letter', 'launch-other-launch-rule');
    const { code, out } = await runTandem(root, ['status', 'autumn-coats'], stage);

    expect(code).toBe(0);
    for (const line of [
      /state +live, by ada at 2026-11-20T08:00:00.000Z/,
      /live since +2026-11-19T08:00:00.000Z/,
      /plan +c{16}, approved by grace, joan/,
      /file +same/,
      /stack +CREATE_COMPLETE/,
      /reached +12 of at most 25000 people; 2 held out/,
      /refused +no-consent 1/,
      /sending +0.00 USD of 500.00 USD; a warning when it is spent/,
      /vendor mailhub +active, circuit open; 7 messages wait, 2 dead letters/,
      /alarms +delivery-mailhub-dlq-dead-letter$/m,
      /next +2026-11-27 06:00 its time begins; .*it ends; .*its results are complete/,
    ]) {
      expect(out).toMatch(line);
    }
  });

  it('says what is left of the pools that it gives codes from', async () => {
    const [offer, ...others] = coats.offers;
    if (offer === undefined) throw new Error('autumn-coats offers nothing.');
    const pooled = { ...coats, offers: [{ ...offer, code: { pool: 'coats' } }, ...others] };
    const stage = running({ definition: pooled });
    stage.pools.set('autumn-coats/coats', new Set(['AAA1', 'AAA2', 'AAA3']));
    stage.given.add('AAA2');

    expect((await runTandem(root, ['status', 'autumn-coats'], stage)).out).toMatch(/pool coats +2 of 3 codes left/);
    expect((await told(stage, 'autumn-coats')).data).toMatchObject({ pools: [{ pool: 'coats', added: 3, left: 2 }] });
  });

  it('compares its stack with what is written, and asks CloudFormation what was changed by hand', async () => {
    const resources = template.Resources as Readonly<Record<string, object>>;
    const [first = ''] = Object.keys(resources);
    const { [first]: _gone, ...rest } = resources;
    const stage = running({
      stack: {
        template: { Resources: rest },
        changed: [
          { id: 'LaunchHash', type: 'AWS::SSM::Parameter', properties: ['/Value'] },
          { id: 'LaunchAlarm', type: 'AWS::CloudWatch::Alarm', properties: [] },
        ],
      },
    });
    const { code, findings } = await told(stage, 'autumn-coats');
    expect(code).toBe(0);
    expect(findings).toEqual([
      `launch.drift: its stack is not what this version of the platform makes of the same definition: ${first} is missing`,
      'launch.drift: changed by hand since it was deployed: LaunchHash (AWS::SSM::Parameter: /Value), LaunchAlarm (AWS::CloudWatch::Alarm) is gone',
    ]);
  });

  it('has no finding where everything is as it is written', async () => {
    expect(await told(running(), 'autumn-coats')).toMatchObject({ code: 0, findings: [] });
  });

  it('tells of one that ended why, and what is still to come', async () => {
    const reason = 'its window ended at 2026-11-19T00:00:00.000Z';
    const row = { state: 'ended', by: 'tandem', reason, offSince: '2026-11-19T00:00:00.000Z' } as const;
    const { out } = await runTandem(root, ['status', 'autumn-coats'], running({ row }));
    expect(out).toMatch(/state +ended, by tandem at .*, its window ended at 2026-11-19T00:00:00.000Z/);
    expect(out).toMatch(/next +2026-11-23 19:00 its stack is removed; .*its results are complete/);
    expect(out).not.toContain('to approve');
  });

  it('refuses a launch that is neither written nor in the stage', async () => {
    const { code, findings } = await told(running(), 'nobody');
    expect([code, findings]).toEqual([1, ['launch.noFile: there is no such launch']]);
  });
});

describe('tandem check --against-deployed', () => {
  it('finds orphans and what was changed by hand in every stack', async () => {
    const changed = [{ id: 'LaunchHash', type: 'AWS::SSM::Parameter', properties: ['/Value'] }];
    const { code, out } = await runTandem(
      root,
      ['check', '--against-deployed', '--json'],
      running({ stack: { changed, rule: { name: RULE, state: 'DISABLED' } } }),
    );
    const { findings } = JSON.parse(out) as { findings: { code: string; message: string }[] };
    expect(code).toBe(0);
    expect(findings.filter((one) => one.code.startsWith('launch.')).map(({ message }) => message)).toEqual([
      expect.stringContaining('was disabled by hand'),
      expect.stringContaining('LaunchHash (AWS::SSM::Parameter: /Value)'),
    ]);
  });
});
