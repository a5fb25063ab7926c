import { compileLaunch, loadWorkspace } from '../../../lib/workspace';
import { fakeProbes } from '../../support/fake-deployer';
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
  stage.functions = fakeProbes(stage.definitions);
  return stage;
};

const live = async (launch: string): Promise<FakeStage> => {
  const stage = deployed(launch);
  await runTandem(root, ['go-live', launch], stage);
  stage.steps.length = 0;
  return stage;
};

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

  it('keeps why a launch was stopped, until it goes on', async () => {
    const stage = await live('autumn-coats');
    const since = stage.rows.get('autumn-coats');
    await runTandem(root, ['pause', 'autumn-coats', '--reason', 'wrong price in the app'], stage);
    expect(stage.rows.get('autumn-coats')).toEqual({
      ...since,
      state: 'paused',
      reason: 'wrong price in the app',
    });

    await runTandem(root, ['resume', 'autumn-coats'], stage);
    expect(stage.rows.get('autumn-coats')).toEqual(since);
    await runTandem(root, ['end', 'autumn-coats', '--reason', 'sold out'], stage);
    expect(stage.rows.get('autumn-coats')).toMatchObject({ state: 'ended', reason: 'sold out', plan: since?.plan });
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
        'LAUNCH        STATE       FILE          DEFINITION  SINCE                     BY   REACHED  PRESENTED  REDEEMED  SPENT                     NEXT',
        `autumn-coats  live        same          ${coats.hash.slice(0, 8)}    2026-11-20T12:00:00.000Z  ada  0        0          0         sending 0%, discounts 0%  2026-11-27 06:00 its time begins`,
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
