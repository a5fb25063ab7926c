import type { Raw, RawResource, StackTemplate } from '../../../lib/governance/analysis/template';
import { addResource, addStatement, editResources } from './edit';

/** A permission too many, sown into templates that had none, and the words by which the finding must name it. */
export interface OverGrant {
  readonly case: string;
  readonly sow: (stacks: readonly StackTemplate[]) => readonly StackTemplate[];
  readonly says: RegExp;
}

type Names = (short: string) => string;

const typeOf =
  (...types: readonly string[]) =>
  ({ Type }: RawResource): boolean =>
    types.includes(Type);

const named =
  (type: string, property: string, name: string) =>
  ({ Type, Properties }: RawResource): boolean =>
    Type === type && Properties?.[property] === name;

const TABLES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** Over-grants for a function that may read profiles, in templates whose names come from `name`. */
export const overGrants = (victim: string, name: Names, account: string, region: string): readonly OverGrant[] => {
  const policy = named('AWS::IAM::ManagedPolicy', 'ManagedPolicyName', name(victim));
  const role = named('AWS::IAM::Role', 'RoleName', name(victim));
  const table = (short: string): string => `arn:aws:dynamodb:${region}:${account}:table/${name(short)}`;
  const grants =
    (Action: Raw, Resource: Raw, more: Record<string, Raw> = {}): OverGrant['sow'] =>
    (stacks) =>
      editResources(stacks, policy, ({ Properties }) =>
        addStatement(Properties.PolicyDocument, {
          Effect: 'Allow',
          ...(Action === null ? {} : { Action }),
          Resource,
          ...more,
        }),
      );
  const everyone: Raw = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:Decrypt', Resource: '*' };
  return [
    { case: 'a wildcard action', sow: grants('dynamodb:*', table('profiles')), says: /dynamodb:DeleteItem/ },
    { case: 'a wildcard resource', sow: grants('dynamodb:GetItem', '*'), says: /dynamodb:GetItem on \*/ },
    {
      case: 'a wildcard over table names',
      sow: grants('dynamodb:GetItem', table('*')),
      says: /GetItem on arn:aws:dynamodb.*\*/,
    },
    {
      case: 'actions by a wildcard at the front',
      sow: grants('dynamodb:*Item', table('profiles')),
      says: /dynamodb:DeleteItem/,
    },
    { case: 'actions in other letters', sow: grants('DYNAMODB:scan', table('profiles')), says: /dynamodb:Scan/ },
    { case: 'a question mark in an action', sow: grants('dynamodb:Sca?', table('profiles')), says: /dynamodb:Scan/ },
    { case: 'PartiQL', sow: grants('dynamodb:PartiQLSelect', table('profiles')), says: /PartiQLSelect/ },
    {
      case: 'a stream',
      sow: grants(['dynamodb:GetRecords', 'dynamodb:GetShardIterator'], `${table('profiles')}/stream/*`),
      says: /GetRecords/,
    },
    {
      case: 'an export to S3',
      sow: grants('dynamodb:ExportTableToPointInTime', table('profiles')),
      says: /ExportTableToPointInTime/,
    },
    {
      case: 'a backup that can be restored elsewhere',
      sow: grants(['dynamodb:CreateBackup', 'dynamodb:RestoreTableFromBackup'], '*'),
      says: /CreateBackup/,
    },
    {
      case: 'NotAction',
      sow: grants(null, table('profiles'), { NotAction: ['dynamodb:DeleteTable'] }),
      says: /everything except dynamodb:DeleteTable/,
    },
    {
      case: 'NotResource',
      sow: (stacks) =>
        editResources(stacks, policy, ({ Properties }) =>
          addStatement(Properties.PolicyDocument, {
            Effect: 'Allow',
            Action: 'dynamodb:GetItem',
            NotResource: table('vault'),
          }),
        ),
      says: /dynamodb:GetItem on \*/,
    },
    {
      case: 'leading keys that one good key satisfies',
      sow: grants('dynamodb:DeleteItem', table('profiles'), {
        Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['P#*'] } },
      }),
      says: /dynamodb:DeleteItem/,
    },
    { case: 'an inline policy', sow: inline(role, 'sqs:PurgeQueue', '*'), says: /sqs:PurgeQueue/ },
    { case: 'secrets', sow: grants('secretsmanager:GetSecretValue', '*'), says: /GetSecretValue/ },
    { case: 'a role to pass on', sow: grants('iam:PassRole', '*'), says: /iam:PassRole/ },
    {
      case: 'another role to step into',
      sow: grants('sts:AssumeRole', `arn:aws:iam::${account}:role/*`),
      says: /sts:AssumeRole/,
    },
    {
      case: 'every event source',
      sow: grants('events:PutEvents', `arn:aws:events:${region}:${account}:event-bus/*`),
      says: /events:PutEvents/,
    },
    {
      case: 'a managed policy of AWS',
      sow: attach(role, 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess'),
      says: /AmazonDynamoDBFullAccess/,
    },
    {
      case: 'a role added to the policy of another',
      sow: (stacks) =>
        editResources(
          stacks,
          named('AWS::IAM::ManagedPolicy', 'ManagedPolicyName', name('update-profile')),
          ({ Properties }) => {
            Properties.Roles = [...(Properties.Roles as Raw[]), name(victim)];
          },
        ),
      says: /dynamodb:PutItem/,
    },
    {
      case: 'a policy of its own for the role',
      sow: (stacks) =>
        addResource(stacks, 'SeededPolicy', {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'seeded',
            Roles: [name(victim)],
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:DeleteTable', Resource: '*' }] },
          },
        }),
      says: /DeleteTable/,
    },
    {
      case: 'a key policy that lets anyone decrypt',
      sow: (stacks) =>
        editResources(stacks, typeOf('AWS::KMS::Key'), ({ Properties }) =>
          addStatement(Properties.KeyPolicy, everyone),
        ),
      says: /lets anyone kms:Decrypt/,
    },
    {
      case: 'a key policy that lets the whole account decrypt through a service',
      sow: (stacks) =>
        editResources(stacks, typeOf('AWS::KMS::Key'), ({ Properties }) =>
          addStatement(Properties.KeyPolicy, {
            ...(everyone as Record<string, Raw>),
            Condition: {
              StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com`, 'kms:CallerAccount': account },
            },
          }),
        ),
      says: /ingest-events can kms:Decrypt/,
    },
    {
      case: 'a grant on a key',
      sow: grants('kms:CreateGrant', `arn:aws:kms:${region}:${account}:key/*`),
      says: /kms:CreateGrant/,
    },
    {
      case: 'a resource policy on a table that names the role',
      sow: (stacks) =>
        editResources(stacks, typeOf(...TABLES), ({ Type, Properties }) => {
          const place =
            Type === 'AWS::DynamoDB::Table' ? Properties : ((Properties.Replicas as Raw[])[0] as Record<string, Raw>);
          place.ResourcePolicy = {
            PolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { AWS: `arn:aws:iam::${account}:role/${name(victim)}` },
                  Action: 'dynamodb:Scan',
                  Resource: '*',
                },
              ],
            },
          };
        }),
      says: /dynamodb:Scan/,
    },
    {
      case: 'a queue policy that lets another account send',
      sow: (stacks) =>
        editResources(stacks, typeOf('AWS::SQS::QueuePolicy'), ({ Properties }) =>
          addStatement(Properties.PolicyDocument, {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::999988887777:root' },
            Action: 'sqs:SendMessage',
            Resource: '*',
          }),
        ),
      says: /999988887777/,
    },
    {
      case: 'a queue policy for a service without saying for whom',
      sow: (stacks) =>
        editResources(stacks, typeOf('AWS::SQS::QueuePolicy'), ({ Properties }) =>
          addStatement(Properties.PolicyDocument, {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: '*',
          }),
        ),
      says: /on behalf of any account/,
    },
    {
      case: 'a bus policy that lets anyone put events',
      sow: (stacks) =>
        addResource(stacks, 'SeededBusPolicy', {
          Type: 'AWS::Events::EventBusPolicy',
          Properties: {
            EventBusName: name('bus'),
            StatementId: 'seeded',
            Statement: { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: '*' },
          },
        }),
      says: /lets anyone events:PutEvents/,
    },
    {
      case: 'a trust policy that lets the account step into the role',
      sow: (stacks) =>
        editResources(stacks, role, ({ Properties }) =>
          addStatement(Properties.AssumeRolePolicyDocument, {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: 'sts:AssumeRole',
          }),
        ),
      says: /lets the whole account sts:AssumeRole/,
    },
    {
      case: 'a trust policy that lets another service step into the role',
      sow: (stacks) =>
        editResources(stacks, role, ({ Properties }) =>
          addStatement(Properties.AssumeRolePolicyDocument, {
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          }),
        ),
      says: /lets ec2.amazonaws.com sts:AssumeRole/,
    },
    {
      case: 'a function that everyone may call',
      sow: (stacks) =>
        addResource(stacks, 'SeededPermission', {
          Type: 'AWS::Lambda::Permission',
          Properties: { Action: 'lambda:InvokeFunction', Principal: '*', FunctionName: name(victim) },
        }),
      says: /lets anyone lambda:InvokeFunction/,
    },
    {
      case: 'a user with a password',
      sow: (stacks) => addResource(stacks, 'SeededUser', { Type: 'AWS::IAM::User', Properties: {} }),
      says: /AWS::IAM::User/,
    },
  ];
};

const inline =
  (role: (resource: RawResource) => boolean, Action: string, Resource: string): OverGrant['sow'] =>
  (stacks) =>
    editResources(stacks, role, ({ Properties }) => {
      Properties.Policies = [
        ...((Properties.Policies as Raw[]) ?? []),
        { PolicyName: 'seeded', PolicyDocument: { Statement: { Effect: 'Allow', Action, Resource } } },
      ];
    });

const attach =
  (role: (resource: RawResource) => boolean, arn: string): OverGrant['sow'] =>
  (stacks) =>
    editResources(stacks, role, ({ Properties }) => {
      Properties.ManagedPolicyArns = [...((Properties.ManagedPolicyArns as Raw[]) ?? []), arn];
    });
