import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { approvalWorld } from '../../support/approvals';
import { removeWorkspaces } from '../../support/workspace';

afterAll(removeWorkspaces);

const LAUNCH = 'autumn-coats';
type World = ReturnType<typeof approvalWorld>;

interface Said {
  readonly login: string;
  readonly state?: string;
  readonly commit?: string;
  readonly at?: string;
}

/** Reviews as GitHub's API gives them, with what it says besides. */
const reviewsOf = (head: string, said: readonly Said[]) =>
  said.map(({ login, state = 'APPROVED', commit = head, at = '2026-11-20T10:00:00Z' }, index) => ({
    ...{ id: index + 1, node_id: 'x', body: '', state, commit_id: commit, submitted_at: at },
    user: { login, id: 7, type: 'User' },
  }));

const review = async (world: World, said: readonly Said[], { by = 'workflow', author = 'somebody' } = {}) => {
  const head = world.git('rev-parse', 'HEAD');
  const pull = { number: 12, user: { login: author }, head: { sha: head, ref: 'x' }, title: 'A launch' };
  world.write('.git/reviews.json', JSON.stringify(reviewsOf(head, said)));
  world.write('.git/pull.json', JSON.stringify(pull));
  const files = ['--reviews', '.git/reviews.json', '--pull', '.git/pull.json', '--key', world.key(by)];
  return world.tandem(['approve', LAUNCH, '--stage', 'prod', ...files]);
};

const records = ({ root }: World): readonly string[] => {
  const folder = join(root, 'approvals', LAUNCH);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((plan) => readdirSync(join(folder, plan)).filter((name) => name !== 'ask.json'));
};

describe('reviews of a pull request', () => {
  it('are approvals that the workflow signs, once, for whoever is listed under the login', async () => {
    const world = approvalWorld();
    const first = await review(world, [{ login: 'NINA-coats' }, { login: 'passer-by' }]);
    expect(first.code).toBe(0);
    expect(first.out).toContain('nina approved as brand at 2026-11-20T10:00:00Z, by review');
    expect(first.out).toContain('waits for lead: mara');
    expect(records(world)).toEqual(['nina.json']);

    // The record that is committed moves the head; what was reviewed is still the same.
    const reviewed = world.git('rev-parse', 'HEAD');
    world.commit('workflow@coats.example');
    const second = await review(world, [
      { login: 'nina-coats', commit: reviewed },
      { login: 'mara-coats', commit: reviewed },
    ]);
    expect(second.out).toContain('have done so');
    expect(records(world)).toEqual(['mara.json', 'nina.json']);
    expect(world.asked).toEqual([]);
  });

  it('count besides keys', async () => {
    const world = approvalWorld();
    await world.ask(LAUNCH);
    await world.approve(LAUNCH, 'nina');
    const { out } = await review(world, [{ login: 'mara-coats' }, { login: 'nina-coats' }]);

    expect(out).toContain('nina approved as brand at 2026-11-20T12:00:00Z, by key');
    expect(out).toContain('mara approved as lead at 2026-11-20T10:00:00Z, by review');
  });

  it.each([
    ['of a commit that is not the head', [{ login: 'nina-coats', commit: 'a'.repeat(40) }], {}, 'has changed since'],
    ['that was dismissed', [{ login: 'nina-coats', state: 'DISMISSED' }], {}, 'was dismissed'],
    [
      'of whoever opened the pull request',
      [{ login: 'nina-coats' }],
      { author: 'Nina-Coats' },
      'Nina wrote what is approved',
    ],
    [
      'that an approval followed by a request for changes took back',
      [{ login: 'nina-coats' }, { login: 'nina-coats', state: 'CHANGES_REQUESTED', at: '2026-11-20T11:00:00Z' }],
      {},
      'Nina asks for changes',
    ],
  ])('are none %s', async (_case, said: readonly Said[], more, why) => {
    const world = approvalWorld();
    const { code, out } = await review(world, said, more);

    expect(code).toBe(1);
    expect(out).toContain(`error  approval.review  launches/${LAUNCH}.yaml`);
    expect(out).toContain(why);
    expect(records(world)).toEqual([]);
  });

  it('are none while somebody listed is against it, whatever others say', async () => {
    const world = approvalWorld();
    const said = [
      { login: 'nina-coats' },
      { login: 'mara-coats' },
      { login: 'otto-coats', state: 'CHANGES_REQUESTED' },
    ];
    expect((await review(world, said)).out).toContain('nothing is signed while somebody is against it');
    expect(records(world)).toEqual([]);
  });

  it('are the last word of each: comments say nothing, and an approval ends a request for changes', async () => {
    const world = approvalWorld();
    const said = [
      { login: 'nina-coats', state: 'CHANGES_REQUESTED', at: '2026-11-20T08:00:00Z' },
      { login: 'nina-coats', at: '2026-11-20T09:00:00Z' },
      { login: 'nina-coats', state: 'COMMENTED', at: '2026-11-20T11:00:00Z' },
    ];
    expect((await review(world, said)).out).toContain('nina approved as brand at 2026-11-20T09:00:00Z');
  });

  it.each(['DISMISSED', 'CHANGES_REQUESTED'])('take their record with them when they are %s', async (state) => {
    const world = approvalWorld();
    await review(world, [{ login: 'nina-coats' }]);
    expect(records(world)).toEqual(['nina.json']);
    expect((await review(world, [{ login: 'nina-coats', state }])).code).toBe(1);
    expect(records(world)).toEqual([]);
  });

  it('are signed for with no key but the workflow’s', async () => {
    const world = approvalWorld();
    expect((await review(world, [{ login: 'nina-coats' }], { by: 'nina' })).out).toContain("is not the workflow's");
    expect(records(world)).toEqual([]);
  });

  it.each([
    [
      'a file that is changed',
      (world: World) => world.write(`launches/${LAUNCH}.yaml`, `${world.read(`launches/${LAUNCH}.yaml`)}#\n`),
    ],
    [
      'a file that is new',
      (world: World) => world.write('audiences/new.yaml', world.read('audiences/staff.yaml').replace('staff', 'new')),
    ],
    [
      'a file that is gone',
      (world: World) => rmSync(join(world.root, 'audiences/traits'), { recursive: true, force: true }),
    ],
  ])('are not signed for where what lies here is not what was reviewed: %s', async (_case, change) => {
    const world = approvalWorld({ 'audiences/traits/x.yaml': 'trait: x\n' });
    change(world);
    expect((await review(world, [{ login: 'nina-coats' }])).code).toBe(1);
    expect(records(world)).toEqual([]);
  });

  it('are refused as usage where the files are none of GitHub’s', async () => {
    const world = approvalWorld();
    world.write('.git/reviews.json', '{}');
    const argv = [
      'approve',
      LAUNCH,
      '--stage',
      'prod',
      '--key',
      world.key('workflow'),
      '--reviews',
      '.git/reviews.json',
    ];
    expect(await world.tandem(argv)).toMatchObject({ code: 2 });
    expect(await world.tandem([...argv, '--pull', '.git/reviews.json'])).toMatchObject({ code: 2 });
  });
});
