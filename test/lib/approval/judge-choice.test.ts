import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commitOf } from '../../../lib/approval/git';
import { approvalWorld } from '../../support/approvals';
import { judged } from '../../support/judged';
import { ROOT } from '../../support/shipped-platform';
import { removeWorkspaces } from '../../support/workspace';

const LAUNCH = 'autumn-coats';
type World = ReturnType<typeof approvalWorld>;

const VISITS = 'trait: visits\nowner: retail-marketing\ncompute: count\nevent: Store Entered\nwithin: 90 days\n';

const folders: string[] = [];
afterAll(() => {
  removeWorkspaces();
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'tandem-judge-'));
  folders.push(made);
  return made;
};

/** A project whose remote calls `main` its default, as a clone has it; it is pushed to. */
const cloned = (): World => {
  const world = approvalWorld();
  const origin = folder();
  world.git('init', '--quiet', '--bare', '--initial-branch=main', origin);
  world.git('remote', 'add', 'origin', origin);
  world.git('push', '--quiet', 'origin', 'main');
  world.git('remote', 'set-head', 'origin', '--auto');
  return world;
};

/** Has both approve what lies here. */
const approved = async (world: World): Promise<World> => {
  await world.ask(LAUNCH);
  await world.approve(LAUNCH, 'nina');
  await world.approve(LAUNCH, 'mara');
  return world;
};

/** Makes a branch on which otto alone is who approves, and pushes it; its platform.yaml names it as protected. */
const pushRival = (world: World, name = 'rival'): void => {
  world.git('checkout', '--quiet', '-b', name);
  world.edit('platform/platform.yaml', 'protectedBranch: main', `protectedBranch: ${name}`);
  world.edit('platform/teams.yaml', 'roles: [finance]', 'roles: [finance, brand], leads: [retail-marketing]');
  world.edit('platform/teams.yaml', 'roles: [it]', 'roles: [it, brand], leads: [retail-marketing]');
  world.commit();
  world.git('push', '--quiet', 'origin', name);
};

const refused = (world: { readonly root: string }, words: string) =>
  expect(judged(world)).resolves.toMatchObject({
    state: 'missing',
    given: [],
    findings: [{ code: 'approval.judge', message: expect.stringContaining(words) }],
  });

describe('the judge of approvals', () => {
  it('refuses a proposal that names another pushed branch as its judge', async () => {
    const world = cloned();
    pushRival(world);
    const { code, out } = await world.ask(LAUNCH);
    expect(code).toBe(1);
    expect(out).toMatch(/error {2}approval\.judge {2}platform\/platform\.yaml/);
    expect(out).toContain('names "rival" as the protected branch, which is "main": nothing that is proposed chooses');
    expect((await world.approve(LAUNCH, 'otto')).out).toContain('approval.judge');
    await refused(world, 'nothing that is proposed chooses its judge');
  });

  it('refuses it in a clone without a remote, too, whatever branches lie there', async () => {
    const world = approvalWorld();
    world.git('branch', 'rival');
    world.edit('platform/platform.yaml', 'protectedBranch: main', 'protectedBranch: rival');
    world.commit();
    world.git('branch', '--force', 'rival');
    world.git('checkout', '--quiet', 'rival');
    world.git('branch', '--force', 'main', 'HEAD~1');
    await refused(world, 'nothing that is proposed chooses its judge');
  });

  it('is the branch that the remote calls its default, as the remote has it', async () => {
    const world = await approved(cloned());
    world.write('platform/teams.yaml', world.read('platform/teams.yaml').replace('roles: [brand]', 'roles: [finance]'));
    world.commit();
    expect((await judged(world)).state).toBe('granted');
    world.git('push', '--quiet', 'origin', 'main');
    expect((await judged(world)).state).toBe('void');
  });

  it('is none where the clone knows a remote and not its default, until somebody says which', async () => {
    const world = await approved(cloned());
    world.git('remote', 'set-head', 'origin', '--delete');
    await refused(world, 'this clone does not know which one that is');
    world.git('config', 'tandem.protectedBranch', 'main');
    expect((await judged(world)).state).toBe('granted');
  });

  it('is none where only a local branch has the name', async () => {
    const world = await approved(cloned());
    world.git('config', 'tandem.protectedBranch', 'release');
    world.git('branch', 'release');
    await refused(world, 'git has no branch "release" here');
  });

  it('is none where the branch itself names another', async () => {
    const world = await approved(approvalWorld());
    world.edit('platform/platform.yaml', 'protectedBranch: main', 'protectedBranch: other');
    world.commit();
    await refused(world, 'whose own platform.yaml names "other"');
    world.edit('platform/platform.yaml', 'protectedBranch: other', 'protectedBranch: main');
    await refused(world, 'whose own platform.yaml names "other"');
  });

  it('moves to another branch by a change that two people have approved, and the setting of the clone', async () => {
    const world = cloned();
    world.git('checkout', '--quiet', '-b', 'rename');
    world.edit('platform/platform.yaml', 'protectedBranch: main', 'protectedBranch: trunk');
    world.commit();
    const platform = ['--platform', '--since', 'origin/main'];
    expect((await world.tandem(['check', '--governed-since', 'origin/main'])).out).toContain('approval.governed');
    await world.tandem(['ask', ...platform]);
    for (const name of ['tess', 'ivy']) await world.tandem(['approve', ...platform, '--key', world.key(name)]);
    expect((await world.tandem(['check', '--governed-since', 'origin/main'])).out).not.toContain('approval.governed');

    world.commit();
    world.git('push', '--quiet', 'origin', 'HEAD:main', 'HEAD:trunk');
    await refused(world, 'whose own platform.yaml names "trunk"');
    world.git('config', 'tandem.protectedBranch', 'trunk');
    expect((await judged(await approved(world))).state).toBe('granted');
  });

  it.each([
    ['account', /account: "[^0]\d+"/, 'account: "000000000000"'],
    ['realCustomers', 'realCustomers: true\n    approvals: required', 'realCustomers: false\n    approvals: none'],
  ])('refuses a proposal in which %s of the stage is another one', async (member, from, to) => {
    const world = await approved(approvalWorld());
    const file = 'platform/platform.yaml';
    expect(world.read(file)).toMatch(from);
    world.write(file, world.read(file).replace(from, to));
    await refused(world, `${member} of the stage "prod" is not as on "main"`);
  });

  it('is not asked for in a stage that demands no approvals there and here', async () => {
    const world = cloned();
    pushRival(world);
    expect(await judged(world, { stage: 'local' })).toMatchObject({ state: 'not-needed' });
  });
});

describe('the repository that is read', () => {
  const before = process.env.GIT_DIR;
  afterEach(() => {
    if (before === undefined) delete process.env.GIT_DIR;
    else process.env.GIT_DIR = before;
  });

  it('is the one that the project lies in, whatever a variable says', async () => {
    const world = await approved(approvalWorld());
    process.env.GIT_DIR = join(approvalWorld({ 'platform/policy.yaml': 'x' }).root, '.git');
    expect((await judged(world)).state).toBe('granted');
  });

  it('is none that lies in a folder of the project as plain files', () => {
    const { root, git } = approvalWorld();
    const inner = join(root, 'inner');
    git('clone', '--quiet', '--bare', root, inner);
    expect(commitOf(root, 'HEAD')).toBe(git('rev-parse', 'HEAD'));
    expect(commitOf(inner, 'HEAD')).toBeUndefined();
  });
});

describe('who wrote a launch', () => {
  /** A launch that Nina began and somebody else ended. */
  const begunByNina = (): World => {
    const world = cloned();
    const file = `launches/${LAUNCH}.yaml`;
    world.write(file, `${world.read(file)}# mine\n`);
    world.commit('nina@coats.example');
    world.write(file, `${world.read(file)}# ours\n`);
    world.commit();
    world.git('push', '--quiet', 'origin', 'main');
    return world;
  };
  const canGive = async (world: World, people: Readonly<Record<string, readonly string[]>>) => {
    const { missing } = await judged(world);
    expect(Object.fromEntries(missing.map((one) => [one.role, one.people]))).toEqual(people);
  };
  const lacksNina = async (world: { readonly root: string }) =>
    expect((await judged(world)).missing).toContainEqual(expect.objectContaining({ role: 'brand', people: [] }));

  it('is refused as unknown in a clone that leaves older commits out', async () => {
    const { root, git } = begunByNina();
    const clone = join(folder(), 'shallow');
    git('clone', '--quiet', '--depth=1', pathToFileURL(root).href, clone);
    await refused({ root: clone }, 'leaves older commits out');
    git('-C', clone, 'fetch', '--quiet', '--unshallow');
    await lacksNina({ root: clone });
  });

  it.each([
    ['replaced', (world: World) => world.git('replace', '--graft', 'HEAD')],
    ['given other parents', (world: World) => world.write('.git/info/grafts', `${world.git('rev-parse', 'HEAD')}\n`)],
  ])('is seen where a commit is %s', async (_case, hide) => {
    const world = begunByNina();
    world.git('config', 'advice.graftFileDeprecated', 'false');
    hide(world);
    expect(world.git('log', '--format=%ae', '--', 'launches')).not.toContain('nina');
    await lacksNina(world);
  });

  it('is seen where a merge took another line of commits with the same text', async () => {
    const world = begunByNina();
    const tree = world.git('rev-parse', 'HEAD^{tree}');
    const other = world.git('commit-tree', tree, '-m', 'feat: all');
    world.git(
      'reset',
      '--quiet',
      '--hard',
      world.git('commit-tree', tree, '-p', other, '-p', 'HEAD', '-m', 'feat: both'),
    );
    expect(world.git('log', '--format=%ae', '--', 'launches')).not.toContain('nina');
    await lacksNina(world);
  });

  it.each([
    ['a segment that it names', 'audiences/frequent-shopper.yaml'],
    ['the voice', 'brand/voice.yaml'],
    ['a list that it names', 'audiences/staff.yaml'],
    ['a layout that it uses', 'brand/layouts/app/product-card.txt'],
  ])('counts whoever changed %s', async (_case, file) => {
    const world = approvalWorld();
    world.write(file, `${world.read(file)}\n`);
    world.commit('nina@coats.example');
    await lacksNina(world);
  });

  it('counts whoever changed a picture in its copy, or a trait that one of its segments reads', async () => {
    const world = approvalWorld({ 'audiences/traits/visits.yaml': VISITS });
    const picture = join(world.root, 'brand/images/bread.png');
    mkdirSync(dirname(picture), { recursive: true });
    copyFileSync(join(ROOT, 'brand/images/bread.png'), picture);
    world.commit('nina@coats.example');
    world.write('audiences/traits/visits.yaml', `${VISITS}# more\n`);
    world.commit('lead@coats.example');
    await canGive(world, { brand: ['nina'], lead: ['mara'] });

    world.edit('audiences/frequent-shopper.yaml', 'include:', 'include:\n  - trait: { name: visits, atLeast: 1 }');
    world.edit(`launches/${LAUNCH}.yaml`, '20% off any coat', '20% off every coat');
    world.commit('it@coats.example');
    await canGive(world, { brand: ['nina'], lead: [] });

    const copy = '\n        image: { file: bread.png, alt: "Bread" }\n        body: |\n';
    world.edit(`launches/${LAUNCH}.yaml`, '\n        body: |\n', copy);
    world.commit('it@coats.example');
    await canGive(world, { brand: [], lead: [] });
  });

  it('counts whoever wrote in the folder that a link leads to', async () => {
    const world = approvalWorld();
    const linked = join(world.root, 'audiences');
    renameSync(linked, join(world.root, 'notes'));
    world.commit();
    world.write('notes/frequent-shopper.yaml', `${world.read('notes/frequent-shopper.yaml')}# mine\n`);
    world.commit('nina@coats.example');
    symlinkSync('notes', linked);
    world.commit();
    await lacksNina(world);
  });

  it('counts nobody who changed what it does not use', async () => {
    const world = approvalWorld();
    world.write('audiences/other.yaml', world.read('audiences/staff.yaml').replace('staff', 'other'));
    world.write('brand/layouts/app/other.txt', world.read('brand/layouts/app/product-card.txt'));
    world.commit('nina@coats.example');
    await canGive(world, { brand: ['nina'], lead: ['mara'] });
  });
});
