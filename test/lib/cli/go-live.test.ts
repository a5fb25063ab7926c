import { deployArguments } from '../../../lib/golive/cdk-cli';
import { changeSetName, planOfChangeSet } from '../../../lib/golive/change-set-name';
import { compileLaunch, loadWorkspace } from '../../../lib/workspace';
import { fakeProbes } from '../../support/fake-deployer';
import { type FakeStage, fakeStage, runTandem } from '../../support/fake-stage';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const root = workspaceWith();
const LAUNCH = 'autumn-coats';
const FILE = `launches/${LAUNCH}.yaml`;

const definitionIn = (folder: string) => {
  const { workspace } = loadWorkspace(folder, { asOf: AS_OF });
  const manifest = workspace?.launches.find(({ file }) => file === FILE)?.manifest;
  if (workspace === undefined || manifest === undefined) throw new Error('The fixture does not load.');
  return compileLaunch(manifest, workspace);
};

/** A stage with nothing on it, on which every probe passes. */
const empty = (): FakeStage => {
  const stage = fakeStage();
  stage.functions = fakeProbes(stage.definitions);
  return stage;
};
const goLive = async (stage: FakeStage, folder = root, ...words: readonly string[]) => {
  const { code, out, err } = await runTandem(folder, ['go-live', LAUNCH, '--json', ...words], stage);
  const { findings = [], ...data } = JSON.parse(out) as { findings?: { code: string; message: string; fix: string }[] };
  return { code, err, data, findings, codes: findings.map((one) => one.code) };
};
/** The same launch, with other words. */
const edited = () => changed((text) => text.replace('20% off your next coat', 'twenty: 20% off your next coat'));
/** The same launch, set off by something else. */
const retriggered = () =>
  changed((text) => text.replace('trigger: { event: Store Entered }', 'trigger: { event: Product Viewed }'));
const changed = (change: (text: string) => string): string => {
  const text = loadWorkspace(root, { asOf: AS_OF }).sources.get(FILE) ?? '';
  expect(change(text)).not.toBe(text);
  return workspaceWith({ [FILE]: change(text) });
};

describe('tandem go-live', () => {
  it('checks, synthesises, plans, asks for approvals, deploys, probes and switches on, and shows each step', async () => {
    const stage = empty();
    const { code, out, err } = await runTandem(root, ['go-live', LAUNCH], stage);
    const { hash } = definitionIn(root);

    expect({ code, err: err.split('\n') }).toEqual({
      code: 0,
      err: [
        'check: no errors',
        'synth: 40 rules of 5 packs, none broken',
        expect.stringMatching(/^plan: [0-9a-f]{16}, \d+ changes$/),
        'approvals: this stage asks for none',
        'deploy: the stack, alone, by the CDK CLI',
        '  1/1 CREATE_COMPLETE AWS::SSM::Parameter Launch/Hash',
        'probe: a test identity that is nobody goes the way of customers, as far as HTTP',
        'on: the row in the control store',
      ],
    });
    expect(out).toContain("proven: the launch's own rule, decision queue, decide-offer");
    expect(out).toContain('proven: bus, queues and gateway for mailhub: ');
    expect(out).toContain(`"${LAUNCH}" is live (definition ${hash}).`);
    expect(stage.definitions.get(hash)?.launch).toBe(LAUNCH);
    expect(stage.rows.get(LAUNCH)).toEqual({
      launch: LAUNCH,
      state: 'live',
      hash,
      plan: expect.stringMatching(/^[0-9a-f]{64}$/),
      approvedBy: [],
      by: 'ada',
      at: '2026-11-20T12:00:00.000Z',
      liveSince: '2026-11-20T12:00:00.000Z',
    });
  });

  it('names what it deploys after the plan, so that CloudTrail tells for which plan it was', async () => {
    const stage = empty();
    const plans: (string | undefined)[] = [];
    stage.deployments = { plans };
    expect((await goLive(stage)).code).toBe(0);
    expect(plans).toEqual([stage.rows.get(LAUNCH)?.plan]);
    const name = changeSetName(plans[0] ?? '');
    expect(deployArguments({ folder: '/made', stack: 'coats', plan: plans[0] }).slice(-2)).toEqual([
      '--change-set-name',
      name,
    ]);
    expect(name.length).toBeLessThanOrEqual(128);
    expect(planOfChangeSet(name)).toBe(plans[0]);
    expect(planOfChangeSet(`arn:aws:cloudformation:us-east-1:1:changeSet/${name}/4a2b`)).toBe(plans[0]);
    expect(planOfChangeSet('cdk-deploy-change-set')).toBeUndefined();
  });

  it('deploys nothing where what is deployed is this definition already', async () => {
    const stage = empty();
    const definition = definitionIn(root);
    stage.deployed.set(LAUNCH, { hash: definition.hash, definition });

    expect((await goLive(stage)).data).toMatchObject({ did: ['probe', 'switch-on'] });
  });

  it('does nothing where this plan is live already', async () => {
    const stage = empty();
    await goLive(stage);
    const before = stage.rows.get(LAUNCH);

    expect(await goLive(stage)).toMatchObject({ code: 0, data: { did: [], state: 'live' } });
    expect(stage.rows.get(LAUNCH)).toBe(before);
  });

  it('brings a changed launch live in one write, and keeps since when it speaks', async () => {
    const stage = empty();
    await goLive(stage);
    stage.rows.set(LAUNCH, { ...(stage.rows.get(LAUNCH) ?? never()), liveSince: '2026-11-01T00:00:00.000Z' });
    const folder = edited();

    expect(await goLive(stage, folder)).toMatchObject({ code: 0, data: { did: ['deploy', 'probe', 'switch-on'] } });
    expect(stage.rows.get(LAUNCH)).toMatchObject({
      hash: definitionIn(folder).hash,
      liveSince: '2026-11-01T00:00:00.000Z',
    });
  });

  it('goes on to set off what speaks until the new definition does, where something else sets that off', async () => {
    const stage = empty();
    await goLive(stage);
    const folder = retriggered();

    expect((await goLive(stage, folder)).data).toMatchObject({ did: ['deploy', 'probe', 'switch-on', 'tidy'] });
    expect(stage.deployed.get(LAUNCH)).toEqual({ hash: definitionIn(folder).hash, definition: definitionIn(folder) });
  });
});

describe('tandem go-live that is refused', () => {
  it('says that there is no such launch', async () => {
    const { code, out } = await runTandem(root, ['go-live', 'nobody', '--json'], empty());
    expect({ code, finding: JSON.parse(out).findings[0].code }).toEqual({ code: 1, finding: 'launch.noFile' });
  });

  it('says that a vendor is no longer approved', async () => {
    expect(await goLive(empty(), root, '--as-of', '2027-10-01')).toMatchObject({ code: 1, codes: ['vendor.expired'] });
  });

  it('says what breaks the rules, before anything is deployed', async () => {
    const stage = empty();
    stage.deployments = { broken: ['Tandem-launch.allowList on Launch/Role', 'AwsSolutions-IAM5 on Launch/Policy'] };

    expect(await goLive(stage)).toMatchObject({
      code: 1,
      codes: ['launch.breaksRules'],
      findings: [{ message: 'it breaks what IT enforces: Tandem-launch.allowList on Launch/Role and 1 more' }],
    });
    expect([stage.deployed.size, stage.rows.size]).toEqual([0, 0]);
  });

  it('says that what is deployed was changed by hand', async () => {
    const stage = empty();
    const definition = definitionIn(root);
    stage.deployed.set(LAUNCH, { hash: definition.hash, definition: { ...definition, rank: 99 } });

    expect(await goLive(stage)).toMatchObject({ code: 1, codes: ['launch.damaged'] });
    expect(stage.rows.size).toBe(0);
  });

  it('says who paused it and why, and what to do', async () => {
    const stage = empty();
    await goLive(stage);
    await runTandem(root, ['pause', LAUNCH, '--reason', 'wrong price'], stage);

    const same = await goLive(stage);
    expect(same).toMatchObject({ code: 1, codes: ['launch.paused'] });
    expect(same.findings[0]?.message).toBe(`"${LAUNCH}" was paused by ada at 2026-11-20T12:00:00.000Z: wrong price`);
    expect(same.findings[0]?.fix).toBe(`Run: npx tandem resume ${LAUNCH}`);
    const other = await goLive(stage, edited());
    expect(other.findings[0]?.fix).toContain('then go live with the change');
  });

  it('says that it has ended', async () => {
    const stage = empty();
    await goLive(stage);
    await runTandem(root, ['end', LAUNCH, '--reason', 'sold out'], stage);
    expect((await goLive(stage)).findings).toMatchObject([
      { code: 'launch.ended', message: expect.stringContaining('by ada at 2026-11-20T12:00:00.000Z: sold out') },
    ]);
  });

  it('switches nothing where somebody paused it meanwhile', async () => {
    const stage = empty();
    await goLive(stage);
    const before = stage.rows.get(LAUNCH) ?? never();
    const probes = stage.functions;
    stage.functions = (name, task) => {
      stage.rows.set(LAUNCH, { ...before, state: 'paused', at: '2026-11-20T12:00:01.000Z' });
      return probes(name, task);
    };

    expect(await goLive(stage, edited())).toMatchObject({ code: 1, codes: ['launch.raced'] });
    expect(stage.rows.get(LAUNCH)).toMatchObject({ state: 'paused', hash: before.hash });
  });
});

describe('tandem resume', () => {
  const paused = (approvedBy: readonly string[]): FakeStage => {
    const stage = empty();
    const row = { launch: LAUNCH, hash: 'h', plan: 'f'.repeat(64), by: 'bob', at: '2026-11-20T11:00:00.000Z' } as const;
    stage.rows.set(LAUNCH, { ...row, state: 'paused', approvedBy });
    return stage;
  };

  it.each([
    ['nobody approved it', []],
    ['cleo, dan no longer approves it', ['cleo', 'dan']],
  ])('lets nothing go on in a stage that demands approvals where %s', async (why, approvedBy) => {
    const stage = paused(approvedBy);
    const { code, out } = await runTandem(root, ['resume', LAUNCH, '--stage', 'prod', '--json'], stage);

    expect({ code, findings: JSON.parse(out).findings }).toMatchObject({
      code: 1,
      findings: [{ code: 'launch.notApproved', message: `what is paused is plan ffffffffffffffff, and ${why}` }, {}],
    });
    expect(stage.rows.get(LAUNCH)?.state).toBe('paused');
  });

  it('lets it go on, without its reason, where the stage demands none', async () => {
    const stage = paused([]);
    expect((await runTandem(root, ['resume', LAUNCH], stage)).code).toBe(0);
    expect(stage.rows.get(LAUNCH)?.state).toBe('live');
  });
});

describe('tandem go-live that fails', () => {
  it('removes the stack of a launch that never spoke where its probe does not pass', async () => {
    const stage = empty();
    stage.functions = fakeProbes(stage.definitions, ({ step }) =>
      step === 'deliver-message' ? 'approval-expired' : undefined,
    );
    const { code, findings } = await goLive(stage);

    expect({ code, findings }).toMatchObject({
      code: 1,
      findings: [
        {
          code: 'launch.notProven',
          message: expect.stringMatching(/^the probe did not pass: .* at the gateway for mailhub: approval-expired/),
          fix: expect.stringContaining('Its stack was removed again; it never spoke.'),
        },
      ],
    });
    expect([stage.deployed.size, stage.rows.size]).toEqual([0, 0]);
  });

  it('leaves the stack of a launch that somebody else has deployed, dark', async () => {
    const stage = empty();
    const definition = definitionIn(root);
    stage.deployed.set(LAUNCH, { hash: definition.hash, definition });
    stage.functions = fakeProbes(stage.definitions, ({ step }) => (step === 'decide-offer' ? 'not-live' : undefined));

    expect((await goLive(stage)).findings[0]).toMatchObject({
      code: 'launch.notProven',
      fix: expect.stringContaining('It never spoke, and does not.'),
    });
    expect([stage.deployed.size, stage.rows.size]).toEqual([1, 0]);
  });

  it('leaves what was live as it was, stack and row, where a change does not pass its probe', async () => {
    const stage = empty();
    await goLive(stage);
    const [before, stack] = [stage.rows.get(LAUNCH), stage.deployed.get(LAUNCH)];
    stage.functions = fakeProbes(stage.definitions, ({ step }) =>
      step === 'deliver-message' ? 'render-failed' : undefined,
    );

    expect((await goLive(stage, retriggered())).findings[0]).toMatchObject({
      code: 'launch.notProven',
      fix: expect.stringContaining('What was live goes on, and its stack is as it was.'),
    });
    expect(stage.rows.get(LAUNCH)).toBe(before);
    expect(stage.deployed.get(LAUNCH)).toEqual(stack);
  });

  it('leaves what was live where a change cannot be deployed', async () => {
    const stage = empty();
    await goLive(stage);
    const before = stage.rows.get(LAUNCH);
    stage.deployments = { undeployable: 'cdk deploy ended with 1: UPDATE_ROLLBACK_COMPLETE' };

    expect((await goLive(stage, edited())).findings[0]).toMatchObject({
      code: 'launch.notDeployed',
      message: expect.stringContaining('UPDATE_ROLLBACK_COMPLETE'),
      fix: expect.stringContaining('What was live goes on.'),
    });
    expect(stage.rows.get(LAUNCH)).toBe(before);
  });
});

const never = (): never => {
  throw new Error('There is no row.');
};
