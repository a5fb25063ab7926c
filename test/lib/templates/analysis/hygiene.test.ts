import { hygieneProblems } from '../../../../lib/governance/analysis/hygiene';
import type { StackTemplate } from '../../../../lib/governance/analysis/template';
import { addResource, editResources } from '../../../support/templates/edit';
import { smallPlatform } from '../../../support/templates/small-platform';

const problems = (stacks: readonly StackTemplate[], protect = false) =>
  hygieneProblems(stacks, {
    protect,
    isLaunch: (stack) => stack.includes('-launch-'),
    pageExists: (page) => page === 'docs/runbooks/queue-age.md',
  });

const changed = (id: string, change: object) =>
  problems(
    editResources(
      smallPlatform(),
      (_, logicalId) => logicalId === id,
      ({ Properties }) => Object.assign(Properties, change),
    ),
  );

describe('promises of the templates', () => {
  it('finds nothing where all are kept', () => {
    expect(problems(smallPlatform())).toEqual([]);
  });

  it('names data that a protected stage would lose', () => {
    const lost = problems(smallPlatform(), true).map(({ where, message }) => `${where}: ${message}`);
    expect(lost).toEqual(
      expect.arrayContaining([
        'tandem-test-foundation/Profiles: AWS::DynamoDB::GlobalTable has no DeletionPolicy: Retain.',
        'tandem-test-foundation/Profiles: AWS::DynamoDB::GlobalTable is not protected against deletion.',
        'tandem-test-foundation/ProfilesKey: AWS::KMS::Key has no UpdateReplacePolicy: Retain.',
      ]),
    );
  });

  it('names a stack of a protected stage that anyone may delete', () => {
    const stacks = smallPlatform().map((stack) => ({ ...stack, terminationProtection: false }));
    expect(problems(stacks, true)).toContainEqual(
      expect.objectContaining({ where: 'tandem-test-foundation', message: 'The stack has no termination protection.' }),
    );
  });

  it('names a launch that makes a function', () => {
    const [foundation, launch] = smallPlatform();
    const stacks = addResource([launch as StackTemplate, foundation as StackTemplate], 'Sneaky', {
      Type: 'AWS::Lambda::Function',
      Properties: {},
    });
    expect(problems(stacks)).toEqual([
      expect.objectContaining({ code: 'hygiene.launchType', where: 'tandem-test-launch-spring/Sneaky' }),
    ]);
  });

  it('names an import from another stack', () => {
    expect(changed('Blast', { Tags: [{ Key: 'x', Value: { 'Fn::ImportValue': 'other' } }] })).toEqual([
      expect.objectContaining({ code: 'hygiene.crossStack' }),
    ]);
  });

  it.each([
    ['an alarm that tells nobody', 'AgeAlarm', { AlarmActions: [] }, 'hygiene.alarm'],
    ['an alarm without runbook', 'AgeAlarm', { AlarmDescription: 'Something is old' }, 'hygiene.runbook'],
    [
      'an alarm whose runbook does not exist',
      'AgeAlarm',
      { AlarmDescription: 'docs/runbooks/none.md' },
      'hygiene.runbook',
    ],
    ['a queue whose messages get lost', 'Profile', { RedrivePolicy: null }, 'hygiene.deadLetter'],
    ['a queue without key', 'Profile', { KmsMasterKeyId: null }, 'hygiene.key'],
    ['a queue that answers without TLS', 'ProfilePolicy', { PolicyDocument: { Statement: [] } }, 'hygiene.tls'],
    [
      'an e-mail address in the environment',
      'UpdateProfile',
      { Environment: { Variables: { TO: 'jo@shop.example' } } },
      'hygiene.personalData',
    ],
    [
      'a secret in the environment',
      'UpdateProfile',
      { Environment: { Variables: { KEY: '{{resolve:secretsmanager:x}}' } } },
      'hygiene.personalData',
    ],
    [
      'a caller address in the access log',
      'ApiStage',
      { AccessLogSettings: { DestinationArn: 'x', Format: '$context.identity.sourceIp' } },
      'hygiene.personalData',
    ],
    [
      'a claim in the access log',
      'ApiStage',
      { AccessLogSettings: { DestinationArn: 'x', Format: '$context.authorizer.claims.email' } },
      'hygiene.personalData',
    ],
    ['an API without access log', 'ApiStage', { AccessLogSettings: null }, 'hygiene.accessLog'],
  ])('names %s', (_, id, change, code) => {
    expect(changed(id, change).map((problem) => problem.code)).toContain(code);
  });
});
