import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approvalWorld } from '../../support/approvals';
import { runTandem } from '../../support/fake-stage';
import { judged } from '../../support/judged';
import { removeWorkspaces } from '../../support/workspace';

afterAll(removeWorkspaces);

const LAUNCH = 'autumn-coats';
const FILE = `launches/${LAUNCH}.yaml`;
type World = ReturnType<typeof approvalWorld>;

/** A project in which everybody has approved the launch, whose files a test may spoil. */
const granted = async (): Promise<World & { readonly folder: string }> => {
  const world = approvalWorld();
  await world.ask(LAUNCH);
  await world.approve(LAUNCH, 'nina');
  await world.approve(LAUNCH, 'mara');
  const [plan = ''] = readdirSync(join(world.root, 'approvals', LAUNCH));
  return { ...world, folder: `approvals/${LAUNCH}/${plan}` };
};

describe('approval of a launch', () => {
  it('is granted by those whom the change needs, each with a key of their own', async () => {
    const world = approvalWorld();
    expect((await judged(world)).state).toBe('missing');

    const ask = await world.ask(LAUNCH);
    expect(ask.out).toContain(`asks for plan `);
    expect(ask.out).toMatch(/^brand +nina /m);
    expect(ask.out).toMatch(/^lead +mara /m);

    const first = await world.approve(LAUNCH, 'nina');
    expect(world.asked.at(-1)).toBe('Nina, do you approve this as brand? (yes/no) ');
    expect(first.err).toContain('"autumn-coats" was never live');
    expect(first.out).toContain('waits for lead: mara');
    expect((await judged(world)).missing.map(({ role }) => role)).toEqual(['lead']);

    const second = await world.approve(LAUNCH, 'mara');
    expect([first.code, second.code]).toEqual([0, 0]);
    const approval = await judged(world);
    expect(approval).toMatchObject({ state: 'granted', missing: [], voided: [], findings: [] });
    expect(approval.given).toEqual([
      { role: 'lead', person: 'mara', at: '2026-11-20T12:00:00Z', by: 'key' },
      { role: 'brand', person: 'nina', at: '2026-11-20T12:00:00Z', by: 'key' },
    ]);
  });

  it('is void once what was planned changes, and says which part, since whose approval', async () => {
    const world = await granted();
    world.edit(FILE, 'Hello', 'Hi');
    const approval = await judged(world);
    expect(approval.state).toBe('void');
    expect(approval.voided).toEqual([
      { person: 'mara', why: 'copy has changed since Mara approved' },
      { person: 'nina', why: 'copy has changed since Nina approved' },
    ]);
    expect(approval.findings.map(({ code }) => code)).toEqual([
      'approval.missing',
      'approval.missing',
      'approval.void',
      'approval.void',
    ]);
    const again = await world.approve(LAUNCH, 'nina');
    expect(again.out).toContain('approval.notAsked');
    expect(again.out).toContain('copy has changed since it was asked');
  });

  it('is not there for another stage, and not needed where a stage demands none', async () => {
    const world = await granted();
    expect(await judged(world, { stage: 'local' })).toMatchObject({ state: 'not-needed', findings: [] });
    expect((await world.tandem(['approve', LAUNCH, '--key', world.key('nina')])).out).toContain('demands no approvals');
  });

  it('ends after the days that the policy says, and does not begin before its time', async () => {
    const world = await granted();
    const at = (now: string) => judged(world, { now: new Date(now) });

    expect((await at('2026-12-04T12:00:00Z')).state).toBe('granted');
    expect((await at('2026-12-04T12:00:01Z')).voided[0]?.why).toContain('do not last so long');
    expect((await at('2026-11-20T11:55:00Z')).state).toBe('granted');
    expect((await at('2026-11-20T11:54:59Z')).voided[0]?.why).toContain('has not come');
  });

  it.each([
    ['a person who is not listed any more', /.*person: nina.*\n/, '', 'nina is not among'],
    [
      'a key that is not listed any more',
      /(person: nina.*keys: \[)"[^"]+"/,
      '$1"ssh-ed25519 AAAA"',
      'not listed for Nina',
    ],
    ['a role that was taken away', 'roles: [brand]', 'roles: [finance]', 'does not approve as brand'],
  ])('is void of %s on the protected branch', async (_case, from, to, why) => {
    const world = await granted();
    world.write('platform/teams.yaml', world.read('platform/teams.yaml').replace(from, to));
    // What only the work tree says moves nothing.
    expect((await judged(world)).state).toBe('granted');
    world.commit();
    const approval = await judged(world);
    expect(approval.state).toBe('void');
    expect(approval.voided).toEqual([{ person: 'nina', why: expect.stringContaining(why) }]);
  });

  it('cannot be taken from people or a matrix that only the proposal has', async () => {
    const world = approvalWorld();
    world.git('checkout', '--quiet', '-b', 'proposal');
    world.write(
      'platform/policy.yaml',
      world.read('platform/policy.yaml').replace('roles: [brand]', 'roles: [finance]'),
    );
    world.edit('platform/teams.yaml', 'roles: [finance]', 'roles: [finance, brand]');
    world.commit();
    await world.ask(LAUNCH);

    expect((await judged(world)).state).toBe('missing');
    expect((await world.approve(LAUNCH, 'otto')).out).toContain('approval.notYours');
  });

  it.each([
    ['is not there', (world: World) => world.git('branch', '--move', 'trunk'), 'no branch "main"'],
    [
      'has files that cannot be read',
      (world: World) => {
        world.write('platform/teams.yaml', 'teams: [');
        world.commit();
        world.git('checkout', '--quiet', 'HEAD~1', '--', 'platform/teams.yaml');
      },
      'platform/teams.yaml of commit',
    ],
  ])('is not granted where the protected branch %s', async (_case, spoil, problem) => {
    const world = await granted();
    spoil(world);
    const approval = await judged(world);
    expect(approval.state).toBe('missing');
    expect(approval.findings).toEqual([
      expect.objectContaining({ code: 'approval.judge', message: expect.stringContaining(problem) }),
    ]);
  });

  it('is not granted where the policy says nothing of approvals', async () => {
    const world = await granted();
    world.write('platform/policy.yaml', world.read('platform/policy.yaml').replace(/\napprovals:[\s\S]*/, '\n'));
    world.commit();
    expect((await judged(world)).findings.map(({ code }) => code)).toEqual(['approval.matrix']);
  });

  it.each([
    ['whoever wrote a version of it', (world: World) => world.commit('Nina@Coats.Example')],
    [
      'whoever wrote it in the browser, under the address that GitHub gives',
      (world: World) => world.commit('4711+Nina-Coats@users.noreply.github.com'),
    ],
    [
      'whoever is named as its co-author',
      (world: World) => {
        world.git('add', '--all');
        world.git('commit', '--quiet', '-m', 'feat: ours\n\nCo-authored-by: Nina <nina@coats.example>');
      },
    ],
    ['whoever is changing it now', (world: World) => world.git('config', 'user.email', 'nina@coats.example')],
  ])('does not come from %s', async (_case, write) => {
    const world = approvalWorld();
    world.write(FILE, `${world.read(FILE)}# mine\n`);
    write(world);
    const { code, out } = await world.ask(LAUNCH);

    expect(code).toBe(1);
    expect(out).toContain('waits for the role brand');
    expect(out).toContain('nobody who did not write it can give that');
    expect((await judged(world)).missing).toContainEqual(expect.objectContaining({ role: 'brand', people: [] }));
  });

  it('is void when it turns out that whoever gave it had written the launch', async () => {
    const world = await granted();
    world.write(FILE, `${world.read(FILE)}# a comment decides nothing\n`);
    world.commit('nina@coats.example');
    expect((await judged(world)).voided).toEqual([{ person: 'nina', why: 'Nina wrote what is approved' }]);
  });

  it('does not come from one person twice, whatever roles they have', async () => {
    const world = approvalWorld();
    world.edit('platform/teams.yaml', 'roles: [brand]', 'roles: [brand], leads: [retail-marketing]');
    world.commit('it@coats.example');
    await world.ask(LAUNCH);
    await world.approve(LAUNCH, 'nina', '--role', 'lead');
    const { out } = await world.approve(LAUNCH, 'nina', '--role', 'brand');

    expect(out).toContain('Nina has approved it already');
    expect((await judged(world)).missing.map(({ role }) => role)).toEqual(['brand']);
  });

  it.each([
    ['a stranger', 'stranger', [], 'is not listed for anybody'],
    ['the workflow', 'workflow', [], 'has no role that it waits for'],
    ['somebody without a role that is needed', 'otto', [], 'it waits for: brand, lead'],
    ['somebody in a role of another', 'nina', ['--role', 'lead'], 'it waits for: brand, lead'],
  ])('does not come from %s', async (_case, name, more, words) => {
    const world = approvalWorld();
    await world.ask(LAUNCH);
    const { code, out } = await world.approve(LAUNCH, name, ...more);

    expect(code).toBe(1);
    expect(out).toContain('approval.notYours');
    expect(out).toContain(words);
  });

  it('is not signed without a yes, nor where nobody is at the terminal, nor before anybody asked', async () => {
    const world = approvalWorld();
    expect((await world.approve(LAUNCH, 'nina')).out).toContain('nobody has asked for this approval');
    await world.ask(LAUNCH);
    const argv = ['approve', LAUNCH, '--stage', 'prod', '--key', world.key('nina')];

    expect((await world.tandem(argv, 'y')).out).toContain('Nothing is signed.');
    expect((await judged(world)).given).toEqual([]);
    expect(await runTandem(world.root, argv, world.stage)).toMatchObject({ code: 2 });
  });
});

describe('the record of an approval', () => {
  /** The state with a record put in the place of Nina's. */
  const withRecord = async (change: (text: string) => string, file = 'nina.json') => {
    const world = await granted();
    const text = change(world.read(`${world.folder}/nina.json`));
    if (file !== 'nina.json') world.git('rm', '--quiet', '--force', '--ignore-unmatch', `${world.folder}/nina.json`);
    writeFileSync(join(world.root, world.folder, file), text);
    return judged(world);
  };

  it.each([
    ['another role', (text: string) => text.replace('"brand"', '"lead"'), 'signature does not fit'],
    ['another stage', (text: string) => text.replace('"prod"', '"dev"'), 'signature does not fit'],
    ['another time', (text: string) => text.replace('12:00:00Z', '12:00:01Z'), 'signature does not fit'],
    ['another hand', (text: string) => text.replace('"by": "key"', '"by": "review"'), 'signature does not fit'],
    ['another person', (text: string) => text.replace('"nina"', '"mara"'), 'under another name'],
    ['more than it has', (text: string) => text.replace('{', '{\n  "more": 1,'), 'not as tandem wrote it'],
    ['the same in other bytes', (text: string) => `${text}\n`, 'not as tandem wrote it'],
    [
      'a key twice',
      (text: string) => text.replace('"role": "brand"', '"role": "lead",\n    "role": "brand"'),
      'not as tandem wrote it',
    ],
    ['nothing', () => '', 'not as tandem wrote it'],
    ['what is no JSON', () => '{', 'not as tandem wrote it'],
  ])('is void with %s in it', async (_case, change, why) => {
    const approval = await withRecord(change);
    expect(approval.state).toBe('void');
    expect(approval.voided).toEqual([{ person: 'nina', why: expect.stringContaining(why) }]);
  });

  it('is void under the name of another person', async () => {
    const approval = await withRecord((text) => text, 'otto.json');
    expect(approval.voided).toContainEqual({ person: 'otto', why: expect.stringContaining('an approval of nina') });
  });

  it('does not count for another launch or another stage that it is copied to', async () => {
    const world = approvalWorld();
    for (const launch of [LAUNCH, 'smallest']) {
      await world.ask(launch);
      await world.approve(launch, 'nina');
    }
    const [plan = ''] = readdirSync(join(world.root, 'approvals', LAUNCH));
    const [other = ''] = readdirSync(join(world.root, 'approvals', 'smallest'));
    const foreign = readFileSync(join(world.root, 'approvals/smallest', other, 'nina.json'), 'utf8');
    world.write(`approvals/${LAUNCH}/${plan}/nina.json`, foreign);

    expect((await judged(world)).voided).toEqual([{ person: 'nina', why: 'it is for launch:smallest' }]);
  });
});
