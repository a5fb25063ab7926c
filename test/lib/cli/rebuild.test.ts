import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RebuildPage, RebuildTask } from '../../../contracts/rebuild';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

/** Two pages of people, one of late events. */
const answer = ({ task, apply, cursor }: RebuildTask): RebuildPage => {
  if (task === 'late') return { counts: apply ? { whole: 2, facts: 1 } : { waits: 3 } };
  if (cursor === undefined) return { counts: { same: 5 }, cursor: '1' };
  return { counts: apply ? { rebuilt: 1, 'differs: digests': 1 } : { differs: 1, 'differs: digests': 1 } };
};
const stageWith = (respond: (task: RebuildTask) => RebuildPage) => {
  const stage = fakeStage();
  stage.functions = (_name, task) => respond(task as RebuildTask);
  return stage;
};
const asked = ({ tasks }: ReturnType<typeof fakeStage>) => tasks.map(({ task }) => task);

describe('tandem rebuild', () => {
  it('tells what differs and what waits, and changes nothing', async () => {
    const stage = stageWith(answer);
    const { code, out } = await runTandem(workspaceWith(), ['rebuild'], stage);

    expect(code).toBe(0);
    expect(out).toContain('5      are what their history gives');
    expect(out).toContain('1        differs: digests');
    expect(out).toContain('3      late events wait');
    expect(out).toContain('Nothing was changed');
    expect(asked(stage)).toEqual([
      { task: 'people', apply: false },
      { task: 'people', apply: false, cursor: '1' },
      { task: 'late', apply: false },
    ]);
  });

  it('rebuilds with --apply, lets late events in, and reads everybody once more', async () => {
    const stage = stageWith((task) => (task.task === 'people' && !task.apply ? { counts: { same: 6 } } : answer(task)));
    const root = workspaceWith();
    const { out } = await runTandem(root, ['rebuild', '--apply', '--json'], stage);

    expect(JSON.parse(out)).toMatchObject({
      apply: true,
      people: { same: 5, rebuilt: 1, 'differs: digests': 1 },
      late: { whole: 2, facts: 1 },
      check: { same: 6 },
    });
    expect(asked(stage).at(-1)).toEqual({ task: 'people', apply: false });
    expect(existsSync(join(root, '.local/rebuild-local.json'))).toBe(false);
  });

  it('goes on where it broke off, and counts no page twice', async () => {
    const root = workspaceWith();
    let down = true;
    const stage = stageWith((task) => {
      if (down && task.task === 'late') throw new Error('The function is down.');
      return task.task === 'people' && !task.apply ? { counts: { same: 6 } } : answer(task);
    });
    expect((await runTandem(root, ['rebuild', '--apply'], stage)).code).toBe(2);
    expect(JSON.parse(readFileSync(join(root, '.local/rebuild-local.json'), 'utf8'))).toMatchObject({
      step: 'late',
      counts: { people: { same: 5, rebuilt: 1 } },
    });

    down = false;
    const { out, err } = await runTandem(root, ['rebuild', '--apply', '--json'], stage);
    expect(err).toContain('Going on with the rebuild of');
    expect(JSON.parse(out).late).toEqual({ whole: 2, facts: 1 });
    expect(JSON.parse(out).people.rebuilt).toBe(1);
  });

  it('says where people differ again', async () => {
    const stage = stageWith((task) => (task.task === 'people' ? { counts: { differs: 2 } } : { counts: {} }));

    expect((await runTandem(workspaceWith(), ['rebuild', '--apply'], stage)).out).toContain('2 people differ again');
  });

  it('is used wrongly with both options', async () => {
    expect(await runTandem(workspaceWith(), ['rebuild', '--apply', '--dry-run'], fakeStage())).toMatchObject({
      code: 2,
    });
  });
});
