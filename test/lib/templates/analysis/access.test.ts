import { accessProblems } from '../../../../lib/governance/analysis/access';
import type { StackTemplate } from '../../../../lib/governance/analysis/template';
import { editResources } from '../../../support/templates/edit';
import { overGrants } from '../../../support/templates/over-grants';
import { smallAccess, smallPlatform, smallScope } from '../../../support/templates/small-platform';

const messages = (stacks: readonly StackTemplate[], access = smallAccess): readonly string[] =>
  accessProblems(stacks, access, smallScope).map(({ message }) => message);

describe('access matrix', () => {
  it('finds nothing where permissions and access list agree', () => {
    expect(messages(smallPlatform())).toEqual([]);
  });

  it.each(overGrants('ingest-events', (short) => `tandem-test-${short}`, '111122223333', 'us-east-1'))(
    'names the over-grant by $case',
    ({ sow, says }) => {
      expect(messages(sow(smallPlatform())).join('\n')).toMatch(says);
    },
  );

  it.each([
    { what: 'a service that nothing calls by', service: 'sns.amazonaws.com', says: true },
    {
      what: 'the service by which launches call, where a parameter hands the role to them',
      service: 'scheduler.amazonaws.com',
      says: false,
    },
    { what: 'a service by which launches call other things', service: 'events.amazonaws.com', says: true },
  ])('of a role that no launch uses yet, judges $what', ({ service, says }) => {
    const alone = smallPlatform().filter(({ stack }) => stack.endsWith('-foundation'));
    const stacks = editResources(
      alone,
      ({ Type, Properties }) => Type === 'AWS::IAM::Role' && Properties?.RoleName === 'tandem-test-scheduler',
      ({ Properties }) => {
        const { Statement } = Properties.AssumeRolePolicyDocument as { Statement: { Principal: object }[] };
        for (const statement of Statement) statement.Principal = { Service: service };
      },
    );
    expect(messages(stacks).some((one) => one.includes(`tandem-test-scheduler lets ${service} sts:AssumeRole`))).toBe(
      says,
    );
  });

  it('names an operation that is listed but not granted', () => {
    const access = {
      functions: {
        ...smallAccess.functions,
        'update-profile': {
          profile: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
          profiles: ['GetItem', 'PutItem', 'Query'],
        },
      },
    };
    expect(messages(smallPlatform(), access)).toEqual([
      'update-profile needs Query on profiles by access.yaml, but its policies do not give it.',
    ]);
  });

  it('names the key without which a listed operation fails', () => {
    const stacks = editResources(
      smallPlatform(),
      ({ Type }, id) => Type === 'AWS::KMS::Key' && id === 'ProfilesKey',
      ({ Properties }) => {
        Properties.KeyPolicy = { Statement: [] };
      },
    );
    expect(messages(stacks)).toContain(
      'update-profile needs kms:Decrypt on tandem-test-foundation/ProfilesKey (for GetItem on profiles) by access.yaml, but its policies do not give it.',
    );
  });

  it('names a listed operation that a Deny takes away', () => {
    const stacks = editResources(
      smallPlatform(),
      (_, id) => id === 'UpdateProfilePolicy',
      ({ Properties }) => {
        const { Statement } = Properties.PolicyDocument as { Statement: object[] };
        Statement.push({ Effect: 'Deny', Action: 'dynamodb:Put*', Resource: '*' });
      },
    );
    expect(messages(stacks)).toEqual([expect.stringContaining('update-profile needs PutItem on profiles')]);
  });

  it('names a limit that is wider than the list', () => {
    const access = {
      functions: {
        ...smallAccess.functions,
        'ingest-events': { bus: ['PutEvents[tandem.edge.web]'], 'secret/ingest-key': ['GetSecretValue'] },
      },
    };
    expect(messages(smallPlatform(), access)).toEqual([
      expect.stringContaining('ingest-events can events:PutEvents[tandem.edge.*] on tandem-test-foundation/Bus'),
    ]);
  });

  it('names roles and resources that the templates do not have', () => {
    const access = {
      functions: { ...smallAccess.functions, ghost: {}, scheduler: { blast: ['SendMessage'], attic: ['SendMessage'] } },
    };
    expect(messages(smallPlatform(), access)).toEqual([
      expect.stringMatching(/^"ghost" has no role/),
      expect.stringMatching(/^scheduler: "attic" is no table/),
    ]);
  });

  it('adds what is listed for one stage in that stage only', () => {
    const functions = {
      ...smallAccess.functions,
      'update-profile@test': { vault: ['GetItem'] },
      'update-profile@prod': { attic: ['GetItem'] },
    };
    expect(messages(smallPlatform(), { functions })).toEqual([
      expect.stringMatching(/^update-profile: "vault" is no table/),
    ]);
  });
});
