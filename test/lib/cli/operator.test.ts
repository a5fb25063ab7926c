import { operatorName } from '../../../lib/cli/operator';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const nameIn = (variables: Readonly<Record<string, string>>): string =>
  operatorName((name) => variables[name], 'runner');

describe('who runs a command', () => {
  it('is the user of the machine, whatever it says of a login', () => {
    expect(nameIn({})).toBe('runner');
    expect(nameIn({ GITHUB_ACTOR: 'mara', GITHUB_ACTIONS: 'false' })).toBe('runner');
  });

  it('is the login of whoever set a workflow off', () => {
    expect(nameIn({ GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'mara-coats' })).toBe('github:mara-coats');
  });

  it('is whoever ran it again, not who did at first', () => {
    const again = { GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'mara-coats', GITHUB_TRIGGERING_ACTOR: 'tess-coats' };
    expect(nameIn(again)).toBe('github:tess-coats');
  });

  it('is the user of the machine where a workflow says nobody', () => {
    expect(nameIn({ GITHUB_ACTIONS: 'true', GITHUB_ACTOR: '', GITHUB_TRIGGERING_ACTOR: '' })).toBe('runner');
  });

  it('is in the row of a switch that a workflow throws', async () => {
    const stage = fakeStage();
    stage.environment.set('GITHUB_ACTIONS', 'true').set('GITHUB_ACTOR', 'mara-coats');
    await runTandem(workspaceWith(), ['pause', '--all'], stage);
    expect(stage.pausedAll?.by).toBe('github:mara-coats');
  });
});
