import type { Raw, RawResource } from '../../../lib/governance/analysis/template';

/** Account of the small platform. */
export const ACCOUNT = '111122223333';
/** Where the small platform stands. */
export const PLACE = { account: ACCOUNT, region: 'us-east-1' };
/** `Fn::GetAtt`. */
export const att = (id: string, attribute = 'Arn'): Raw => ({ 'Fn::GetAtt': [id, attribute] });
/** The partition's pseudo parameter. */
export const PARTITION: Raw = { Ref: 'AWS::Partition' };
/** Text made of parts. */
export const join = (...parts: readonly Raw[]): Raw => ({ 'Fn::Join': ['', parts] });
/** Physical name within the small platform's stage. */
export const name = (rest: string): string => `tandem-test-${rest}`;

/** A policy statement before it is a template's. */
export type Statement = { readonly [key: string]: Raw };
/** A statement of an identity policy. */
export const allow = (Action: Raw, Resource: Raw, Condition?: Raw): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
/** A statement of a resource policy that lets an AWS service in. */
export const service = (Service: string, Action: Raw, Condition: Raw, Resource: Raw = '*'): Statement => ({
  Effect: 'Allow',
  Principal: { Service },
  Action,
  Resource,
  Condition,
});
/** A policy document. */
export const document = (...Statement: readonly Statement[]): Raw => ({ Version: '2012-10-17', Statement });
/** Condition that ties a service to this account. */
export const sameAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
/** Condition that ties a key to one AWS service. */
export const via = (aws: string): Raw => ({ StringEquals: { 'kms:ViaService': `${aws}.us-east-1.amazonaws.com` } });
/** Denies everything without TLS. */
export const tlsOnly: Statement = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sqs:*',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** A key that trusts its account, and whoever else is said. */
export const key = (id: string, ...statements: readonly Statement[]): Record<string, RawResource> => ({
  [id]: {
    Type: 'AWS::KMS::Key',
    Properties: {
      EnableKeyRotation: true,
      KeyPolicy: document(
        {
          Effect: 'Allow',
          Principal: { AWS: join('arn:', PARTITION, ':iam::', { Ref: 'AWS::AccountId' }, ':root') },
          Action: 'kms:*',
          Resource: '*',
        },
        ...statements,
      ),
    },
  },
});

/** A queue with dead letter queue, policies and redrive. */
export const queue = (
  id: string,
  short: string,
  senders: readonly Statement[],
  visibility = 60,
): Record<string, RawResource> => ({
  [id]: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: name(short),
      KmsMasterKeyId: att('TransitKey'),
      VisibilityTimeout: visibility,
      RedrivePolicy: { deadLetterTargetArn: att(`${id}Dlq`), maxReceiveCount: 5 },
    },
  },
  [`${id}Dlq`]: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: name(`${short}-dlq`),
      KmsMasterKeyId: att('TransitKey'),
      MessageRetentionPeriod: 1_209_600,
      RedriveAllowPolicy: {
        redrivePermission: 'byQueue',
        sourceQueueArns: [`arn:aws:sqs:us-east-1:${ACCOUNT}:${name(short)}`],
      },
    },
  },
  [`${id}Policy`]: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: id }], PolicyDocument: document(tlsOnly, ...senders) },
  },
  [`${id}DlqPolicy`]: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: `${id}Dlq` }], PolicyDocument: document(tlsOnly) },
  },
});

/** A function with role, managed policy, log group and alias. */
export const fn = (id: string, short: string, statements: readonly Statement[]): Record<string, RawResource> => ({
  [`${id}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name(short),
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
  },
  [`${id}Policy`]: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ManagedPolicyName: name(short),
      Roles: [{ Ref: `${id}Role` }],
      PolicyDocument: document(
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], att(`${id}Logs`)),
        allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
        ...statements,
      ),
    },
  },
  [`${id}Logs`]: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: `/tandem/test/${short}`, KmsKeyId: att('LogKey') },
  },
  [id]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name(short),
      Role: att(`${id}Role`),
      Timeout: 10,
      LoggingConfig: { LogGroup: { Ref: `${id}Logs` } },
      Environment: { Variables: { STAGE: 'test', POWERTOOLS_SERVICE_NAME: short } },
    },
  },
  [`${id}Live`]: {
    Type: 'AWS::Lambda::Alias',
    Properties: { Name: 'live', FunctionName: { Ref: id }, FunctionVersion: '1' },
  },
});

/** Feeds a function's alias from a queue or stream. */
export const mapping = (source: Raw, id: string, more: Record<string, Raw> = {}): RawResource => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: source, FunctionName: { Ref: `${id}Live` }, ...more },
});

/** A rule on the small platform's bus. */
export const rule = (to: string, pattern: Raw): RawResource => ({
  Type: 'AWS::Events::Rule',
  Properties: { EventBusName: { Ref: 'Bus' }, EventPattern: pattern, Targets: [{ Id: 'Queue', Arn: att(to) }] },
});

/** What a mapping needs on its queue. */
export const CONSUME = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
/** Statements to take from a queue. */
export const consume = (id: string): readonly Statement[] => [
  allow(
    CONSUME.map((action) => `sqs:${action}`),
    att(id),
  ),
  allow('kms:Decrypt', att('TransitKey'), via('sqs')),
];
/** Statements to send to a queue. */
export const send = (id: string): readonly Statement[] => [
  allow('sqs:SendMessage', att(id)),
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], att('TransitKey'), via('sqs')),
];
/** Statement to publish under one source. */
export const put = (source: string): Statement =>
  allow('events:PutEvents', att('Bus'), { StringLike: { 'events:source': source } });
/** Statements to use the profiles table. */
export const table = (...actions: readonly string[]): readonly Statement[] => [
  allow(
    actions.map((action) => `dynamodb:${action}`),
    att('Profiles'),
  ),
  allow(['kms:Decrypt', 'kms:GenerateDataKey'], att('ProfilesKey'), via('dynamodb')),
];
