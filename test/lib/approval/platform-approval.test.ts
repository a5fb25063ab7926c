import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { approvalWorld } from '../../support/approvals';
import { removeWorkspaces } from '../../support/workspace';

afterAll(removeWorkspaces);

type World = ReturnType<typeof approvalWorld>;

const governed = ({ tandem }: World, since = 'main') => tandem(['check', '--governed-since', since]);
const platform = ({ tandem, key }: World, verb: 'ask' | 'approve', name = 'tess') =>
  tandem([verb, '--platform', '--since', 'main', ...(verb === 'approve' ? ['--key', key(name)] : [])]);

/** A branch on which somebody makes themselves an approver. */
const proposal = (): World => {
  const world = approvalWorld();
  world.git('checkout', '--quiet', '-b', 'proposal');
  world.edit('platform/teams.yaml', 'roles: [finance]', 'roles: [finance, brand]');
  world.commit();
  return world;
};

describe('a change of what governs', () => {
  it.each([
    ['people', 'platform/teams.yaml', 'roles: [finance]', 'roles: [finance, brand]'],
    ['policy', 'platform/policy.yaml', 'validFor: 14 days', 'validFor: 900 days'],
    ['stages', 'platform/platform.yaml', 'logRetentionDays: 90', 'logRetentionDays: 30'],
    ['a vendor', 'platform/vendors/mailhub.yaml', 'approval:', 'approval:  '],
  ])('is refused in %s without approvals, where it changes what the file says', async (_case, file, from, to) => {
    const world = approvalWorld();
    world.git('checkout', '--quiet', '-b', 'proposal');
    world.edit(file, from, to);
    const { code, out } = await governed(world);
    const changes = file !== 'platform/vendors/mailhub.yaml';

    expect(out.includes(`error  approval.governed  ${file}`)).toBe(changes);
    if (changes) expect(code).toBe(1);
  });

  it.each([
    [
      'a new vendor',
      (world: World) => world.write('platform/vendors/newmail.yaml', world.read('platform/vendors/mailhub.yaml')),
      'newmail.yaml',
    ],
    [
      'a vendor that is gone',
      (world: World) => world.git('rm', '--quiet', 'platform/vendors/mailhub.yaml'),
      'mailhub.yaml',
    ],
    [
      'a file beside the vendors',
      (world: World) => world.write('platform/vendors/notes/more.txt', 'x'),
      'notes/more.txt',
    ],
    [
      'a file that is none',
      (world: World) => world.write('platform/vendors/mailhub.yaml', 'vendor: ['),
      'mailhub.yaml',
    ],
    ['waivers', (world: World) => world.write('platform/waivers.yaml', 'waivers: [1]\n'), 'waivers.yaml'],
  ])('is seen for %s', async (_case, change, file) => {
    const world = approvalWorld();
    change(world);
    expect((await governed(world)).out).toMatch(new RegExp(`approval\\.governed  platform/(vendors/)?${file}`));
  });

  it('is let through once two people with the roles have approved it, by the policy before the change', async () => {
    const world = proposal();
    expect((await platform(world, 'ask')).out).toContain('platform/teams.yaml is changed');
    await platform(world, 'approve', 'tess');
    expect((await governed(world)).out).toContain('waits for the role security');
    expect((await platform(world, 'approve', 'ivy')).out).toContain('have done so');
    expect((await governed(world)).out).not.toMatch(/^error/m);
  });

  it('does not get its approvers from itself', async () => {
    const world = approvalWorld();
    world.git('checkout', '--quiet', '-b', 'proposal');
    world.edit('platform/teams.yaml', 'roles: [finance]', 'roles: [it, security]');
    world.edit('platform/policy.yaml', 'platform: [it, security]', 'platform: [finance]');
    world.commit();
    await platform(world, 'ask');

    expect((await platform(world, 'approve', 'otto')).out).toContain('approval.notYours');
  });

  it('is void once it says something else, and not approved by its author', async () => {
    const world = proposal();
    await platform(world, 'ask');
    await platform(world, 'approve', 'tess');
    await platform(world, 'approve', 'ivy');
    world.edit('platform/teams.yaml', 'roles: [finance, brand]', 'roles: [finance, brand, it]');
    expect((await governed(world)).out).toContain('platform/teams.yaml has changed since');
    world.commit('tess@coats.example');
    expect((await platform(world, 'ask')).out).toContain('nobody who did not write it can give that');
  });

  it('is approved by who wrote an earlier one, too', async () => {
    const world = approvalWorld();
    world.edit('platform/teams.yaml', 'roles: [privacy]', 'roles: [privacy, it]');
    world.commit();
    world.git('checkout', '--quiet', '-b', 'proposal');
    world.edit('platform/teams.yaml', 'roles: [finance]', 'roles: [finance, brand]');
    world.commit('tess@coats.example');
    await platform(world, 'ask');
    expect(readdirSync(join(world.root, 'approvals/platform'))).toHaveLength(1);
    world.commit();
    world.git('branch', '--force', 'main');
    world.edit('platform/policy.yaml', 'validFor: 14 days', 'validFor: 15 days');
    world.commit();
    await platform(world, 'ask');

    expect((await platform(world, 'approve', 'tess')).out).not.toContain('approval.notYours');
    expect((await platform(world, 'approve', 'ivy')).out).toContain('have done so');
  });

  it('serves once: what was merged, taken back and made again is asked for again', async () => {
    const world = proposal();
    await platform(world, 'ask');
    await platform(world, 'approve', 'tess');
    await platform(world, 'approve', 'ivy');
    world.commit();
    world.git('branch', '--force', 'main');
    world.edit('platform/teams.yaml', 'roles: [finance, brand]', 'roles: [finance]');
    world.commit();
    world.git('branch', '--force', 'main');
    world.edit('platform/teams.yaml', 'roles: [finance]', 'roles: [finance, brand]');

    expect(readdirSync(join(world.root, 'approvals/platform'))).toHaveLength(1);
    const { code, out } = await governed(world);
    expect(code).toBe(1);
    expect(out).toContain('it has served before');
  });

  it('cannot be judged by a commit that is not there, or one whose policy names nobody', async () => {
    const world = proposal();
    expect((await governed(world, 'nowhere')).out).toContain('approval.judge');
    world.write('platform/policy.yaml', world.read('platform/policy.yaml').replace(/\napprovals:[\s\S]*/, '\n'));
    world.commit();
    world.edit('platform/policy.yaml', 'longestRun: 60 days', 'longestRun: 61 days');
    expect((await governed(world, 'HEAD')).out).toContain('approval.matrix');
  });

  it('is nothing where nothing changed but a comment', async () => {
    const world = approvalWorld();
    world.write('platform/policy.yaml', `# IT's\n${world.read('platform/policy.yaml')}`);
    expect((await governed(world)).out).not.toMatch(/^error/m);
    expect((await platform(world, 'ask')).out).toContain('Nothing that governs is changed');
  });
});
