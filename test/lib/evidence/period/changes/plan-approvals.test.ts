import { approvedProject, changesIn, deployed, LAUNCH } from '../../../../support/period-account';
import { removeWorkspaces } from '../../../../support/workspace';

afterAll(removeWorkspaces);

describe('the approvals of a plan in a period', () => {
  it.each([
    ['the voice', 'brand/voice.yaml'],
    ['a segment', 'audiences/frequent-shopper.yaml'],
    ['a list', 'audiences/staff.yaml'],
  ])('are not given by an author of %s either', async (_, file) => {
    const project = await approvedProject();
    project.write(file, `${project.read(file)}# by Nina\n`);
    const commit = await project.recommit('feat: other words', 'nina@coats.example');
    const { rows } = changesIn(project, [], [deployed(project.plan)], { commit, workspace: project.workspace() });
    expect(rows.map(({ approval, approvedBy }) => [approval, approvedBy])).toEqual([['void', ['mara (lead)']]]);
    expect(rows[0]?.exception).toMatch(/lacks brand \(Nina wrote/);
  });

  it('do not lack whoever wrote what the launch does not use', async () => {
    const project = await approvedProject();
    project.write('launches/smallest.yaml', `${project.read('launches/smallest.yaml')}# by Nina\n`);
    const commit = await project.recommit('feat: other words', 'nina@coats.example');
    const { rows } = changesIn(project, [], [deployed(project.plan)], { commit, workspace: project.workspace() });
    expect(rows.map(({ approval }) => approval)).toEqual(['granted']);
  });

  it('are those that the policy asks for, whatever the request that nobody signs leaves out', async () => {
    const project = await approvedProject(['mara']);
    const file = `approvals/${LAUNCH}/${project.folder}/ask.json`;
    const { needed, ...ask } = JSON.parse(project.read(file));
    const lead = needed.filter(({ role }: { role: string }) => role === 'lead');
    const lowered = [...lead, { role: 'second', because: [], people: [] }];
    project.write(file, JSON.stringify({ ...ask, needed: lowered }));
    const commit = await project.recommit('chore: ask for less');
    const { rows } = changesIn(project, [], [deployed(project.plan)], { commit });
    expect(rows[0]?.exception).toContain('its plan was not approved: lacks brand');
  });
});
