import { limitProblems } from '../../../../lib/governance/analysis/limits';
import type { Raw } from '../../../../lib/governance/analysis/template';
import { addResource, editResources } from '../../../support/templates/edit';
import { smallPlatform } from '../../../support/templates/small-platform';

const changed = (id: string, change: Record<string, Raw>) =>
  limitProblems(
    editResources(
      smallPlatform(),
      (_, logicalId) => logicalId === id,
      ({ Properties }) => Object.assign(Properties, change),
    ),
  ).map(({ message }) => message);

const statements = (count: number): Raw => ({
  Statement: Array.from({ length: count }, (_, index) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::b${index}/*`,
  })),
});

describe('limits', () => {
  it('finds nothing in templates that fit', () => {
    expect(limitProblems(smallPlatform())).toEqual([]);
  });

  it.each<[string, string, Record<string, Raw>, string]>([
    [
      'a function name of 65 characters',
      'UpdateProfile',
      { FunctionName: 'f'.repeat(65) },
      'has 65 characters; AWS takes 64',
    ],
    ['a rule name of 65 characters', 'TriggerRule', { Name: 'r'.repeat(65) }, 'AWS takes 64'],
    ['a schedule name of 65 characters', 'Start', { Name: 's'.repeat(65) }, 'AWS takes 64'],
    ['a role name of 65 characters', 'SchedulerRole', { RoleName: 'r'.repeat(65) }, 'AWS takes 64'],
    ['an archive name of 49 characters', 'EdgeArchive', { ArchiveName: 'a'.repeat(49) }, 'AWS takes 48'],
    ['a queue name with a dot', 'Profile', { QueueName: 'a.b' }, 'does not fit'],
    ['a parameter of 4,097 characters', 'PublishBusName', { Value: 'v'.repeat(4097) }, 'AWS takes 4096'],
    [
      'an environment over 4 KB',
      'UpdateProfile',
      { Environment: { Variables: { BIG: 'é'.repeat(2048) } } },
      'has 4099 bytes',
    ],
    [
      'a managed policy over 6,144 characters',
      'UpdateProfilePolicy',
      { PolicyDocument: statements(90) },
      'AWS takes 6144',
    ],
    [
      'eleven managed policies on one role',
      'SchedulerRole',
      { ManagedPolicyArns: Array.from({ length: 11 }, (_, i) => `arn:${i}`) },
      '11 managed policies',
    ],
    [
      'inline policies over 10,240 characters',
      'SchedulerRole',
      { Policies: [{ PolicyDocument: statements(150) }] },
      'AWS takes 10240',
    ],
    [
      'a pattern over 2,048 characters',
      'EdgeRule',
      { EventPattern: { source: Array.from({ length: 90 }, (_, i) => `tandem.edge.source-${i}`) } },
      'AWS takes 2048',
    ],
    [
      'six targets of one rule',
      'EdgeRule',
      { Targets: Array.from({ length: 6 }, (_, i) => ({ Id: `${i}`, Arn: 'arn' })) },
      'has 6 targets',
    ],
    ['two queues of one name', 'Profile', { QueueName: 'tandem-test-decision' }, 'is also that of'],
  ])('names %s', (_, id, change, says) => {
    expect(changed(id, change).join('\n')).toContain(says);
  });

  it('names a bus with more rules than the quota', () => {
    const rules = Array.from({ length: 299 }, (_, index) => index).reduce(
      (stacks, index) =>
        addResource(stacks, `Rule${index}`, {
          Type: 'AWS::Events::Rule',
          Properties: { EventBusName: 'tandem-test-bus', EventPattern: { source: ['tandem.resolved'] } },
        }),
      smallPlatform(),
    );
    expect(limitProblems(rules).map(({ message }) => message)).toEqual([
      expect.stringContaining('has 302 rules; AWS takes 300'),
    ]);
  });

  it('names a template that is too big', () => {
    const stacks = addResource(smallPlatform(), 'Big', {
      Type: 'AWS::CloudWatch::Dashboard',
      Properties: { DashboardBody: 'x'.repeat(1_000_000) },
    });
    expect(limitProblems(stacks).map(({ message }) => message)).toEqual([expect.stringContaining('AWS takes 1000000')]);
  });
});
