import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchDefinition } from '../../../contracts/decision';
import { type Assembly, assemble } from '../../../lib/golive/assembly';
import { resourceLine } from '../../../lib/golive/cdk-cli';
import { stageContext } from '../../../lib/stacks/compose';
import { compileLaunch, loadWorkspace, type Workspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

const assemblies: Assembly[] = [];
afterAll(() => {
  for (const { remove } of assemblies) remove();
  removeWorkspaces();
});

const loaded = (folder = workspaceWith()): Workspace => {
  const { workspace } = loadWorkspace(folder, { asOf: AS_OF });
  if (workspace === undefined) throw new Error('The fixture does not load.');
  return workspace;
};
const coatsOf = (workspace: Workspace): LaunchDefinition => {
  const found = workspace.launches.find(({ manifest }) => manifest.launch === 'autumn-coats');
  if (found === undefined) throw new Error('There is no such launch.');
  return compileLaunch(found.manifest, workspace);
};
const assembled = (workspace: Workspace, definition: LaunchDefinition, keep?: LaunchDefinition) => {
  const made = assemble({ workspace, stage: stageContext(workspace.platform, 'local'), definition, keep, asOf: AS_OF });
  assemblies.push(made);
  const { Resources } = JSON.parse(readFileSync(join(made.folder, `${made.stack}.template.json`), 'utf8')) as {
    Resources: Readonly<Record<string, { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] }>>;
  };
  const named = (id: string) => Object.entries(Resources).find(([key]) => key.startsWith(`Launch${id}`))?.[1];
  return { ...made, types: Object.values(Resources).map(({ Type }) => Type), named };
};

describe('an assembly of one launch', () => {
  it('is its stack alone, judged by rules and packs', () => {
    const workspace = loaded();
    const { stack, types, broken, judged } = assembled(workspace, coatsOf(workspace));

    expect(stack).toBe('tandem-local-launch-autumn-coats');
    expect([...new Set(types)].sort()).toEqual(['AWS::CloudWatch::Alarm', 'AWS::Events::Rule', 'AWS::SSM::Parameter']);
    expect(broken).toEqual([]);
    expect(judged.packs).toBeGreaterThanOrEqual(3);
    expect(judged.rules).toBeGreaterThan(10);
  });

  it('says what breaks a rule that nobody may waive', () => {
    const workspace = loaded();
    const [first] = workspace.launches;
    if (first === undefined) throw new Error('There is a launch.');
    const endless = { ...first.manifest, when: { ...first.manifest.when, ends: '2031-11-30 23:59' } };
    const launches = workspace.launches.map((one) => (one === first ? { ...one, manifest: endless } : one));
    const { broken } = assembled({ ...workspace, launches }, compileLaunch(endless, workspace));

    expect(broken).toContainEqual(expect.stringMatching(/^Tandem-when\.tooLong on /));
  });

  it('sets off what speaks now until the new one does, and has that in place before its own', () => {
    const workspace = loaded();
    const now = coatsOf(workspace);
    const next: LaunchDefinition = { ...now, hash: 'next', trigger: { kind: 'event', event: 'Product Viewed' } };
    const { named } = assembled(workspace, next, now);

    expect(named('Trigger')?.Properties).toMatchObject({
      Name: 'tandem-local-launch-autumn-coats',
      EventPattern: { 'detail-type': ['Product Viewed'] },
    });
    expect(named('FormerTrigger')?.Properties).toMatchObject({
      Name: 'tandem-local-launch-autumn-coats.former',
      EventPattern: { 'detail-type': ['Store Entered'] },
    });
    expect(named('Trigger')?.DependsOn).toEqual([expect.stringMatching(/^LaunchFormerTrigger/)]);
    expect(named('Keeps')?.Properties).toMatchObject({
      Name: '/tandem/local/launches/autumn-coats/keeps',
      Value: now.hash,
    });
  });

  it('is gone when it is removed', () => {
    const workspace = loaded();
    const { folder, remove } = assembled(workspace, coatsOf(workspace));
    remove();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('progress of a deployment', () => {
  it.each([
    [
      'tandem-local-launch-a | 3/8 | 10:00:01 PM | CREATE_COMPLETE      | AWS::Events::Rule | Launch/Trigger (LaunchTrigger9C)',
      '  3/8 CREATE_COMPLETE AWS::Events::Rule Launch/Trigger',
    ],
    ['tandem-local-launch-a | 3/8 | 10:00:01 PM | CREATE_IN_PROGRESS | AWS::Events::Rule | Launch/Trigger', undefined],
    ['Deployment time: 1.2s', undefined],
  ])('of "%s" tells %p', (line, told) => {
    expect(resourceLine(line)).toBe(told);
  });
});
