import { edgeProblems } from '../../../../lib/governance/analysis/edges';
import { brokenEdges, edgeKinds } from '../../../support/templates/broken-edges';
import { addResource, editResources } from '../../../support/templates/edit';
import { smallPlatform } from '../../../support/templates/small-platform';

describe('service edges', () => {
  it('finds nothing where every edge is allowed', () => {
    expect(edgeProblems(smallPlatform())).toEqual([]);
  });

  it('derives every kind of edge from the templates', () => {
    expect([...edgeKinds(smallPlatform())].sort()).toEqual([
      'alarm -> topic',
      'api -> function',
      'api -> log group',
      'archive -> key',
      'bus -> archive',
      'bus -> dead letter',
      'bus -> key',
      'function -> destination',
      'function -> log group',
      'function -> role',
      'log group -> key',
      'queue -> dead letter',
      'queue -> function',
      'rule -> queue',
      'schedule -> queue',
      'secret -> key',
      'stream -> function',
      'table -> key',
      'topic -> dead letter',
      'topic -> person',
    ]);
  });

  it.each(brokenEdges(smallPlatform()))('names $kind when $who loses $action', ({ kind, action, without }) => {
    const told = edgeProblems(without()).filter(({ message }) => message.startsWith(`${kind}:`));
    expect(told.map(({ message }) => message).join('\n')).toContain(`may not ${action} on`);
  });

  it('names a source ARN that a queue policy does not let in', () => {
    const stacks = editResources(
      smallPlatform(),
      (_, id) => id === 'DecisionPolicy',
      ({ Properties }) => {
        const { Statement } = Properties.PolicyDocument as { Statement: { Condition: object; Effect: string }[] };
        for (const statement of Statement.filter(({ Effect }) => Effect === 'Allow'))
          statement.Condition = {
            ArnLike: { 'aws:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/tandem-test-bus/other' },
          };
      },
    );
    expect(edgeProblems(stacks)).toEqual([
      expect.objectContaining({
        where: 'tandem-test-launch-spring/TriggerRule',
        message: expect.stringContaining('rule -> queue'),
      }),
    ]);
  });

  it('names a key that does not trust its own account', () => {
    const stacks = editResources(
      smallPlatform(),
      (_, id) => id === 'SecretsKey',
      ({ Properties }) => {
        Properties.KeyPolicy = { Statement: [] };
      },
    );
    expect(edgeProblems(stacks).map(({ message }) => message)).toEqual([expect.stringContaining('secret -> key')]);
  });

  it.each([
    [
      'a dead letter queue that does not let the source',
      'ProfileDlq',
      { RedriveAllowPolicy: { redrivePermission: 'denyAll' } },
      'RedriveAllowPolicy',
    ],
    [
      'a dead letter queue that forgets sooner',
      'ProfileDlq',
      { MessageRetentionPeriod: 3600 },
      'keeps messages 3600 s',
    ],
    [
      'a queue that shows a message again while it is worked on',
      'Profile',
      { VisibilityTimeout: 15 },
      'less than six times',
    ],
    ['a stream whose bad records go nowhere', 'FromProfiles', { DestinationConfig: {} }, 'no OnFailure'],
    ['an archive that never ends', 'EdgeArchive', { RetentionDays: 0 }, 'for ever'],
    ['an archive without the key of its bus', 'EdgeArchive', { KmsKeyIdentifier: null }, 'the archive is not'],
    ['a function without a log group of its own', 'UpdateProfile', { LoggingConfig: {} }, 'no log group of its own'],
    ['a key that does not rotate', 'ProfilesKey', { EnableKeyRotation: false }, 'does not rotate'],
  ])('names %s', (_, id, change, says) => {
    const stacks = editResources(
      smallPlatform(),
      (_resource, logicalId) => logicalId === id,
      ({ Properties }) => Object.assign(Properties, change),
    );
    expect(
      edgeProblems(stacks)
        .map(({ message }) => message)
        .join('\n'),
    ).toContain(says);
  });

  it('refuses a type whose edges nobody has looked at', () => {
    const stacks = addResource(smallPlatform(), 'Stream', { Type: 'AWS::Kinesis::Stream', Properties: {} });
    expect(edgeProblems(stacks)).toEqual([expect.objectContaining({ code: 'edge.unknownType' })]);
  });
});
