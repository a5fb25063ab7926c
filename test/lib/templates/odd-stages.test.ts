import type { Stage } from '../../../contracts/platform';
import { buildModel } from '../../../lib/governance/analysis/model';
import type { Workspace } from '../../../lib/workspace';
import { judgements } from '../../support/templates/judgements';
import { projectWorkspace, synthesise } from '../../support/templates/synthesise';

/** The project's workspace with one stage, like prod but for its name and some settings. */
const withStage = (name: string, change: Partial<Stage> = {}, prefix = 'tandem'): Workspace => {
  const workspace = projectWorkspace();
  const { prod } = workspace.platform.stages;
  if (prod === undefined) throw new Error('platform.yaml has no stage "prod".');
  return { ...workspace, platform: { ...workspace.platform, prefix, stages: { [name]: { ...prod, ...change } } } };
};

/** Launch ids of 40 characters that differ in the last two only, where names are cut. */
const withLongestLaunches = (workspace: Workspace): Workspace => ({
  ...workspace,
  launches: workspace.launches.map(({ file, manifest }, index) => ({
    file,
    manifest: { ...manifest, launch: `launch-${'x'.repeat(31)}${String(index).padStart(2, '0')}` },
  })),
});

describe('a stage with the longest names', () => {
  const stage = 'production-north-eas';
  const made = () => synthesise(withLongestLaunches(withStage(stage, {}, 'longestname1')), stage);

  it('fits names, sizes and quotas, and its edges are allowed', () => {
    const judge = judgements(made());
    expect([...judge.limits(), ...judge.edges(), ...judge.loops()]).toEqual([]);
  });
});

describe('a stage in another region', () => {
  const made = synthesise(withStage('europe', { region: 'eu-central-1' }), 'europe');
  const judge = judgements(made);

  it('allows every edge there', () => {
    expect([...judge.edges(), ...judge.loops()]).toEqual([]);
  });

  it('gives every role exactly what access.yaml lists', () => {
    expect(judge.access()).toEqual([]);
  });
});

describe('a stage with the bus, key, alarm topic and identity provider of the organisation', () => {
  const account = '321098765432';
  const imported = {
    bus: `arn:aws:events:us-east-1:${account}:event-bus/company`,
    key: `arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`,
    alarmTopic: `arn:aws:sns:us-east-1:${account}:operations`,
    identityProvider: { issuer: 'https://login.company.example/', audience: ['tandem'] },
  };
  const made = synthesise(withStage('shared', { import: imported }), 'shared');
  const judge = judgements(made);

  it('makes none of them again', () => {
    const model = buildModel(made.stacks);
    expect(model.ofType('AWS::Events::EventBus', 'AWS::SNS::Topic', 'AWS::Cognito::UserPool')).toEqual([]);
  });

  it('fits names, sizes and quotas', () => {
    expect(judge.limits()).toEqual([]);
  });

  it('allows every edge whose policies are in the templates', () => {
    expect(judge.edges()).toEqual([]);
  });

  it('takes no foreign event off the shared bus, and lets none come back', () => {
    expect(judge.loops()).toEqual([]);
  });

  it('gives every role exactly what access.yaml lists', () => {
    expect(judge.access()).toEqual([]);
  });
});

describe('a stage behind CloudFront with a web ACL', () => {
  const made = synthesise(withStage('shielded', { edge: { cloudFrontWaf: true } }), 'shielded');
  const judge = judgements(made);

  it('has a distribution, a web ACL and their logs', () => {
    const types = ['AWS::CloudFront::Distribution', 'AWS::WAFv2::WebACL', 'AWS::WAFv2::LoggingConfiguration'];
    expect(buildModel(made.stacks).ofType(...types)).toHaveLength(3);
  });

  it('allows every edge, and gives nobody more than is listed', () => {
    expect([...judge.edges(), ...judge.access()]).toEqual([]);
  });

  it('leaves room in each stack for what is to come', () => {
    expect(judge.room()).toEqual([]);
  });

  it('fits names, sizes and quotas, and logs nothing about who asked', () => {
    expect([...judge.limits(), ...judge.promises().filter((line) => line.startsWith('hygiene.personalData'))]).toEqual(
      [],
    );
  });
});

describe('a stage before its first launch', () => {
  const made = synthesise({ ...withStage('fresh'), launches: [] }, 'fresh');

  it('allows every edge, gives nobody more than is listed, and is open to what launches will bring', () => {
    const judge = judgements(made);
    expect([...judge.edges(), ...judge.loops(), ...judge.access()]).toEqual([]);
  });
});
