import { compileLaunch, loadWorkspace } from '../../../lib/workspace';
import { type FakeStage, fakeStage, runTandem } from '../../support/fake-stage';
import { launchYaml, policyWith, teamWith } from '../../support/policy';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

type Files = Readonly<Record<string, string | undefined>>;

/** Two launches as they were deployed, before policy changed. */
const BEFORE: Files = {
  'platform/vendors/oldpost.yaml': undefined,
  'platform/policy.yaml': policyWith(''),
  'platform/teams.yaml': teamWith(),
  'launches/autumn-coats.yaml': undefined,
  'launches/smallest.yaml': undefined,
  'launches/coats.yaml': launchYaml('coats', { audience: 'audience: { include: [{ segment: frequent-shopper }] }' }),
  'launches/hats.yaml': launchYaml('hats', { channels: 'channels: { use: [{ channel: pos }] }' }),
};

/** A stage in which every launch of the files is live. */
const running = (files: Files): FakeStage => {
  const { workspace } = loadWorkspace(workspaceWith(files), { asOf: AS_OF });
  if (workspace === undefined) throw new Error('The workspace cannot be read.');
  const stage = fakeStage();
  for (const { manifest } of workspace.launches) {
    const definition = compileLaunch(manifest, workspace);
    const { launch, hash } = definition;
    stage.deployed.set(launch, { hash, definition });
    stage.definitions.set(hash, definition);
    stage.rows.set(launch, { launch, state: 'live', hash, by: 'ada', at: '2026-11-19T12:00:00.000Z' });
  }
  return stage;
};

const check = async (files: Files, stage: FakeStage) => {
  const { code, out } = await runTandem(workspaceWith(files), ['check', '--against-deployed', '--json'], stage);
  const { findings, deployed } = JSON.parse(out);
  return { code, findings, deployed };
};

/** The files without some launches. */
const without = (files: Files, ...launches: readonly string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([file]) => !launches.includes(file)));

const withPolicy = (from: string, to: string): Files => ({
  ...BEFORE,
  'platform/policy.yaml': policyWith('').replace(from, to),
});

describe('tandem check --against-deployed', () => {
  it('finds nothing where what runs keeps to the policy', async () => {
    const { code, findings, deployed } = await check(BEFORE, running(BEFORE));

    expect({ code, findings }).toEqual({ code: 0, findings: [] });
    expect(deployed).toMatchObject([
      { launch: 'coats', state: 'live', file: 'same', refused: [], changed: [] },
      { launch: 'hats', state: 'live', file: 'same', refused: [], changed: [] },
    ]);
  });

  it('tells which launches a change of the policy would refuse, at the place in their files', async () => {
    const { code, findings, deployed } = await check(
      { ...BEFORE, 'platform/teams.yaml': teamWith('    segments: []\n') },
      running(BEFORE),
    );

    expect(code).toBe(1);
    expect(findings).toMatchObject([
      { code: 'team.segment', file: 'launches/coats.yaml', line: 5 },
      {
        code: 'policy.running',
        severity: 'error',
        file: 'launches/coats.yaml',
        line: 5,
        path: 'audience.include[0].segment',
        message: expect.stringContaining('what is live would be refused today: retail-marketing may not speak to'),
        fix: expect.stringContaining('npx tandem pause coats'),
      },
    ]);
    expect(deployed).toMatchObject([
      { launch: 'coats', file: 'has errors', refused: ['team.segment'] },
      { launch: 'hats', file: 'same', refused: [] },
    ]);
  });

  it('judges what runs, not what its file would be now: a default that became stricter', async () => {
    const { code, findings, deployed } = await check(withPolicy('minimum: 5%', 'minimum: 8%'), running(BEFORE));

    // The file of coats says nothing of a holdout, and would have the new one.
    expect(code).toBe(1);
    expect(findings).toMatchObject(
      [
        { code: 'policy.running', file: 'launches/coats.yaml', path: 'audience.holdout' },
        { code: 'holdout.tooSmall', file: 'launches/hats.yaml' },
        { code: 'policy.running', file: 'launches/hats.yaml', path: 'audience.holdout' },
        { code: 'launch.drift', file: 'launches/coats.yaml', message: expect.stringContaining('0.05 -> 0.08') },
      ].sort((a, b) => Number(a.code !== 'holdout.tooSmall') - Number(b.code !== 'holdout.tooSmall')),
    );
    expect(deployed).toMatchObject([
      { launch: 'coats', file: 'changed', refused: ['holdout.tooSmall'], changed: ['audience.holdout: 0.05 -> 0.08'] },
      { launch: 'hats', file: 'has errors', refused: ['holdout.tooSmall'] },
    ]);
  });

  it('judges a launch whose file is gone by what runs, and says nothing of what is not kept', async () => {
    const rule =
      'rules: [{ id: says-what, severity: error, what: w, why: y, fix: "F.", on: launch, schema: { required: [summary] } }]\n';
    const files = without(withPolicy('minimum: 5%', 'minimum: 8%'), 'launches/coats.yaml', 'launches/hats.yaml');
    const stage = running(BEFORE);
    stage.rows.delete('hats');
    const { code, findings, deployed } = await check(
      { ...files, 'platform/policy.yaml': `${files['platform/policy.yaml']}${rule}` },
      stage,
    );

    expect(code).toBe(1);
    expect(findings.map((one: { code: string; file: string }) => `${one.code} ${one.file}`)).toEqual([
      'policy.running launches/coats.yaml',
      'launch.orphan launches/coats.yaml',
      'launch.orphan launches/hats.yaml',
    ]);
    expect(deployed).toMatchObject([
      { launch: 'coats', state: 'live', file: 'gone', refused: ['holdout.tooSmall'] },
      { launch: 'hats', state: 'never live', file: 'gone', refused: [] },
    ]);
  });

  it('counts launches at once by what runs', async () => {
    const limited = { ...BEFORE, 'platform/teams.yaml': teamWith('    launchesAtOnce: 1\n') };
    const files = without(limited, 'launches/hats.yaml');
    const { deployed } = await check(files, running(BEFORE));

    expect(deployed).toMatchObject([
      { launch: 'coats', refused: [] },
      { launch: 'hats', refused: ['team.launches'] },
    ]);
  });

  it('says nothing of launches that have ended, by hand or by their time, and of what a waiver excuses', async () => {
    const stage = running(BEFORE);
    stage.rows.set('hats', { launch: 'hats', state: 'ended', hash: 'h', by: 'ada', at: '' });
    const waiver =
      'waivers: [{ id: W-1, rule: holdout.tooSmall, path: coats, reason: "Nothing else would do here.", owner: a, approver: b, granted: 2026-11-01, expires: 2027-01-01, ticket: T-1 }]\n';
    const files = without(withPolicy('minimum: 5%', 'minimum: 8%'), 'launches/hats.yaml');
    const waived = { ...files, 'platform/waivers.yaml': waiver };

    expect((await check(waived, stage)).deployed).toMatchObject([{ launch: 'coats', refused: [] }]);

    const root = workspaceWith(files);
    const { out } = await runTandem(root, ['check', '--against-deployed', '--json', '--as-of', '2026-11-26'], stage);
    expect(JSON.parse(out).deployed).toEqual([]);
  });

  it('refuses a launch that runs by a definition that nobody can read', async () => {
    const stage = running(BEFORE);
    stage.definitions.clear();
    const { code, findings } = await check(BEFORE, stage);

    expect(code).toBe(1);
    expect(findings.map((one: { code: string }) => one.code)).toEqual(['launch.damaged', 'launch.damaged']);
  });

  it('shows people a line for each launch', async () => {
    const root = workspaceWith(withPolicy('minimum: 5%', 'minimum: 8%'));
    const { out } = await runTandem(root, ['check', '--against-deployed'], running(BEFORE));

    expect(out).toMatch(/coats +live +changed +holdout\.tooSmall +audience\.holdout: 0\.05 -> 0\.08/);
  });

  it('stays offline unless it is asked for', async () => {
    expect((await runTandem(workspaceWith(BEFORE), ['check'])).code).toBe(0);
    expect((await runTandem(workspaceWith(BEFORE), ['check', '--against-deployed'])).code).toBe(2);
  });
});
