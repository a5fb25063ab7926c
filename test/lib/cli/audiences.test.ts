import { compileAudiences, loadWorkspace } from '../../../lib/workspace';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const root = workspaceWith();
const hash = (): string => {
  const { workspace } = loadWorkspace(root, { asOf: AS_OF });
  if (workspace === undefined) throw new Error('The fixture workspace does not load.');
  return compileAudiences(workspace).hash;
};

describe('tandem audiences', () => {
  it('shows every segment and list with its members, and that the stage has not met the definitions', async () => {
    const stage = fakeStage();
    stage.audiences.set('staff', ['user_id:tok_a', 'user_id:tok_b']);
    const { code, out } = await runTandem(root, ['audiences'], stage);
    expect(code).toBe(0);
    expect(out).toContain(`Definitions ${hash()}: not met by the stage yet.`);
    expect(out).toMatch(/frequent-shopper +segment +0\nstaff +list +2/);
  });

  it.each([
    [{ shards: 12 }, '12 of 64 parts done since 2026-11-20T11:00:00.000Z (300 people evaluated, 40 of them changed).'],
    [
      { shards: 64, doneAt: '2026-11-20T11:30:00.000Z' },
      'everybody is evaluated since 2026-11-20T11:30:00.000Z (300 people evaluated, 40 of them changed).',
    ],
  ])('shows how far everybody is evaluated: %j', async (progress, text) => {
    const stage = fakeStage();
    stage.reviews.set(hash(), { startedAt: '2026-11-20T11:00:00.000Z', persons: 300, changed: 40, ...progress });
    const { out } = await runTandem(root, ['audiences'], stage);
    expect(out).toContain(text);
  });

  it('lists the members of one, and says where there are more', async () => {
    const stage = fakeStage();
    const members = Array.from({ length: 120 }, (_, index) => `user_id:tok_${index}`);
    stage.audiences.set('frequent-shopper', members);
    const { out } = await runTandem(root, ['audiences', 'frequent-shopper'], stage);
    expect(out).toContain('segment frequent-shopper: 120 members, 100 of them\nuser_id:tok_0\n');
    const { out: json } = await runTandem(root, ['audiences', 'frequent-shopper', '--json'], stage);
    expect(JSON.parse(json)).toMatchObject({ audience: 'frequent-shopper', kind: 'segment', count: 120 });
  });

  it('refuses a name that audiences/ does not have: audience.noFile', async () => {
    const { code, out } = await runTandem(root, ['audiences', 'nobody'], fakeStage());
    expect(code).toBe(1);
    expect(out).toContain('audience.noFile');
  });
});
