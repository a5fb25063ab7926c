import { compose, stageContext, UnknownNameError } from '../../../lib/stacks/compose';
import { loadWorkspace, projectRoot } from '../../../lib/workspace';
import { handlersFolder, testApp } from '../../support/stage';

const { workspace } = loadWorkspace(projectRoot(__dirname) ?? '', { asOf: new Date('2026-11-22T12:00:00Z') });
if (workspace === undefined) throw new Error('The workspace of the project cannot be read.');
const names = workspace.launches.map(({ manifest }) => manifest.launch);
const composed = (launches?: readonly string[]) =>
  compose(testApp(), {
    workspace,
    stage: stageContext(workspace.platform, 'local'),
    handlersDir: handlersFolder(),
    launches,
  });

describe('compose', () => {
  it('makes the foundation, its audit trail and a stack for each launch, which wait for it', () => {
    const { foundation, trail, launches } = composed();
    expect(names).not.toEqual([]);
    expect(launches.map(({ launch }) => launch)).toEqual(names);
    for (const stack of [trail, ...launches]) expect(stack.dependencies).toEqual([foundation]);
  });

  it('makes those launches only that are named, or none', () => {
    expect(composed(names.slice(0, 1)).launches.map(({ launch }) => launch)).toEqual(names.slice(0, 1));
    expect(composed([]).launches).toEqual([]);
  });

  it('names the launches there are where it knows one not', () => {
    expect(() => composed(['no-such-launch'])).toThrow(
      new UnknownNameError(
        `launches/ has no "no-such-launch"; there are ${names.join(', ')}. Use -c launches=<name>,<name> or -c launches=none.`,
      ),
    );
  });
});

describe('stageContext', () => {
  it('names the stages there are where it knows one not', () => {
    expect(() => stageContext(workspace.platform, 'production')).toThrow(
      new UnknownNameError(
        'platform/platform.yaml has no stage "production"; there are local, dev, prod. Use -c stage=<name>.',
      ),
    );
  });
});
