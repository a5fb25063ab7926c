import { compileLaunch, loadWorkspace } from '../../../lib/workspace';
import { type FakeStage, fakeStage, runTandem } from '../../support/fake-stage';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const root = workspaceWith();

const deployed = (launch: string): FakeStage => {
  const { workspace } = loadWorkspace(root, { asOf: AS_OF });
  const manifest = workspace?.launches.find((one) => one.manifest.launch === launch)?.manifest;
  if (workspace === undefined || manifest === undefined) throw new Error(`No launch ${launch}.`);
  const stage = fakeStage();
  const definition = compileLaunch(manifest, workspace);
  stage.deployed.set(launch, { hash: definition.hash, definition });
  return stage;
};

const live = async (launch: string): Promise<FakeStage> => {
  const stage = deployed(launch);
  await runTandem(root, ['go-live', launch], stage);
  return stage;
};

describe('tandem go-live', () => {
  it('keeps the deployed definition and makes it live', async () => {
    const stage = deployed('autumn-coats');
    const { code, out } = await runTandem(root, ['go-live', 'autumn-coats'], stage);
    const hash = stage.deployed.get('autumn-coats')?.hash ?? '';

    expect({ code, out }).toEqual({
      code: 0,
      out: `stage local · account 000000000000 · REAL CUSTOMERS: no\n\n"autumn-coats" is live (definition ${hash}).`,
    });
    expect(stage.definitions.get(hash)?.launch).toBe('autumn-coats');
    expect(stage.rows.get('autumn-coats')).toEqual({
      launch: 'autumn-coats',
      state: 'live',
      hash,
      plan: hash,
      approvedBy: [],
      by: 'ada',
      at: '2026-11-20T12:00:00.000Z',
      liveSince: '2026-11-20T12:00:00.000Z',
    });
  });

  it.each([
    { code: 'launch.noFile', launch: 'nobody', change: () => {} },
    { code: 'launch.notDeployed', launch: 'smallest', change: () => {} },
    {
      code: 'launch.damaged',
      launch: 'autumn-coats',
      change: (stage: FakeStage) => {
        const found = stage.deployed.get('autumn-coats');
        if (found) stage.deployed.set('autumn-coats', { ...found, definition: { ...found.definition, rank: 99 } });
      },
    },
    {
      code: 'launch.paused',
      launch: 'autumn-coats',
      change: (stage: FakeStage) =>
        stage.rows.set('autumn-coats', { launch: 'autumn-coats', state: 'paused', hash: 'h', by: 'bob', at: '' }),
    },
    {
      code: 'launch.ended',
      launch: 'autumn-coats',
      change: (stage: FakeStage) =>
        stage.rows.set('autumn-coats', { launch: 'autumn-coats', state: 'ended', hash: 'h', by: 'bob', at: '' }),
    },
  ])('refuses with $code and changes nothing', async ({ code: expected, launch, change }) => {
    const stage = deployed('autumn-coats');
    change(stage);
    const before = [...stage.rows];
    const { code, out } = await runTandem(root, ['go-live', launch, '--json'], stage);

    expect(code).toBe(1);
    expect(JSON.parse(out).findings.map((one: { code: string }) => one.code)).toEqual([expected]);
    expect([...stage.rows]).toEqual(before);
  });

  it('refuses what has changed since it was deployed', async () => {
    const stage = deployed('autumn-coats');
    const found = stage.deployed.get('autumn-coats')?.definition;
    if (found === undefined) throw new Error('Not deployed.');
    const changed = workspaceWith({
      'platform/goals.yaml':
        'goals:\n  - { goal: repeat-purchase, owners: [cmo], description: d, event: Order Completed, within: 7 days, target: 6%, weight: 99 }\n',
    });
    const { code, out } = await runTandem(changed, ['go-live', 'autumn-coats', '--json'], stage);

    expect(code).toBe(1);
    expect(JSON.parse(out).findings[0].code).toBe('launch.changed');
  });

  it('refuses a launch whose vendor is no longer approved today', async () => {
    const { code, out } = await runTandem(
      root,
      ['go-live', 'autumn-coats', '--json', '--as-of', '2027-10-01'],
      deployed('autumn-coats'),
    );

    expect(code).toBe(1);
    expect(JSON.parse(out).findings.map((one: { code: string }) => one.code)).toEqual(['vendor.expired']);
  });
});

describe('tandem pause, resume and end', () => {
  it('waits until every reading of the switches is new before it says that all is paused', async () => {
    const stage = fakeStage();
    const { code, out } = await runTandem(root, ['pause', '--all'], stage);

    expect(code).toBe(0);
    expect(stage.steps).toEqual(['write', 'wait 1200']);
    expect(stage.pausedAll).toEqual({ paused: true, by: 'ada', at: '2026-11-20T12:00:00.000Z' });
    expect(out).toContain(
      'All launches are paused. The switches have settled (1200 ms): from now on no new request to a vendor starts.',
    );
  });

  it('does not read the workspace for a stop, so that a broken file cannot delay it', async () => {
    const broken = workspaceWith({ 'platform/channels.yaml': 'channels: 7\n' });

    expect((await runTandem(broken, ['pause', '--all'], fakeStage())).code).toBe(0);
  });

  it('ends the pause of all', async () => {
    const stage = fakeStage();
    await runTandem(root, ['pause', '--all'], stage);

    expect((await runTandem(root, ['resume', '--all'], stage)).out).toContain(
      'Held messages are sent once, unless their time is over.',
    );
    expect(stage.pausedAll?.paused).toBe(false);
  });

  it('pauses one launch and lets it go on', async () => {
    const stage = await live('autumn-coats');

    expect((await runTandem(root, ['pause', 'autumn-coats'], stage)).code).toBe(0);
    expect(stage.rows.get('autumn-coats')?.state).toBe('paused');
    expect(stage.steps).toEqual(['write', 'wait 1200']);
    expect((await runTandem(root, ['resume', 'autumn-coats'], stage)).code).toBe(0);
    expect(stage.rows.get('autumn-coats')?.state).toBe('live');
  });

  it('ends a launch for good', async () => {
    const stage = await live('autumn-coats');
    await runTandem(root, ['end', 'autumn-coats'], stage);
    const { code, out } = await runTandem(root, ['resume', 'autumn-coats', '--json'], stage);

    expect(stage.rows.get('autumn-coats')?.state).toBe('ended');
    expect({ code, finding: JSON.parse(out).findings[0].code }).toEqual({ code: 1, finding: 'launch.ended' });
  });

  it('refuses to pause what never went live', async () => {
    const { code, out } = await runTandem(root, ['pause', 'autumn-coats', '--json'], fakeStage());

    expect({ code, finding: JSON.parse(out).findings[0].code }).toEqual({ code: 1, finding: 'launch.notLive' });
  });

  it.each([[['pause']], [['pause', 'autumn-coats', '--all']], [['pause', 'Not_An_Id']]])(
    'exits 2 for %p',
    async (argv) => {
      expect((await runTandem(root, argv, fakeStage())).code).toBe(2);
    },
  );

  it('exits 2 where AWS does not answer', async () => {
    const { code, err } = await runTandem(root, ['pause', '--all']);

    expect({ code, err }).toEqual({ code: 2, err: 'error: AWS does not answer.' });
  });
});

describe('tandem vendor', () => {
  it('suspends a vendor and returns when that holds', async () => {
    const stage = fakeStage();
    const { code, out } = await runTandem(root, ['vendor', 'suspend', 'mailhub'], stage);

    expect(code).toBe(0);
    expect(stage.steps).toEqual(['write', 'wait 1200']);
    expect(out).toContain('"mailhub" is suspended.');
    await runTandem(root, ['vendor', 'resume', 'mailhub'], stage);
    expect(stage.vendors.get('mailhub')).toBe('active');
  });

  it('refuses a vendor that is not in the registry', async () => {
    const { code, out } = await runTandem(root, ['vendor', 'suspend', 'mailhup', '--json'], fakeStage());

    expect({ code, finding: JSON.parse(out).findings[0].code }).toEqual({ code: 1, finding: 'vendor.notInRegistry' });
  });
});

describe('tandem status', () => {
  it('shows state, file and definition of every launch, and reports one whose file is gone', async () => {
    const stage = await live('autumn-coats');
    const coats = stage.deployed.get('autumn-coats');
    if (coats === undefined) throw new Error('Not deployed.');
    stage.deployed.set('spring-hats', {
      hash: 'f'.repeat(32),
      definition: { ...coats.definition, launch: 'spring-hats' },
    });
    stage.rows.set('old-shoes', {
      launch: 'old-shoes',
      state: 'ended',
      hash: 'e'.repeat(32),
      by: 'bob',
      at: '2025-01-01',
    });
    const { code, out } = await runTandem(root, ['status'], stage);

    expect(code).toBe(0);
    expect(out).toContain('warning  launch.orphan  launches/spring-hats.yaml:1:1');
    expect(out).not.toContain('launch.orphan  launches/old-shoes.yaml');
    expect(out).toContain(
      [
        'LAUNCH        STATE       FILE          DEFINITION  SINCE                     BY',
        `autumn-coats  live        same          ${coats.hash.slice(0, 8)}    2026-11-20T12:00:00.000Z  ada`,
        'old-shoes     ended       gone          eeeeeeee    2025-01-01                bob',
        'smallest      never live  not deployed',
        'spring-hats   never live  gone          ffffffff',
      ].join('\n'),
    );
  });

  it('says loudly that everything is paused', async () => {
    const stage = fakeStage();
    await runTandem(root, ['pause', '--all'], stage);

    expect((await runTandem(root, ['status'], stage)).out).toContain(
      'EVERYTHING IS PAUSED, by ada at 2026-11-20T12:00:00.000Z.',
    );
  });
});
