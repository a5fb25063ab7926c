import type { Access } from '../../../contracts/platform';
import type { EventClass } from '../../../lib/governance/analysis/event-classes';
import { eventClasses } from '../../../lib/governance/analysis/event-classes';
import type { Raw, RawResource, StackTemplate } from '../../../lib/governance/analysis/template';
import {
  ACCOUNT,
  allow,
  att,
  CONSUME,
  consume,
  document,
  fn,
  join,
  key,
  mapping,
  name,
  PLACE,
  put,
  queue,
  rule,
  sameAccount,
  send,
  service,
  table,
  via,
} from './template-parts';

const notReplayed = { 'replay-name': [{ exists: false }] };
const rulesOf = { ArnLike: { 'aws:SourceArn': `arn:aws:events:us-east-1:${ACCOUNT}:rule/${name('bus')}/*` } };
const fromRules = service('events.amazonaws.com', 'sqs:SendMessage', rulesOf);

const resources: Record<string, RawResource> = {
  ...key(
    'TransitKey',
    service('events.amazonaws.com', 'kms:DescribeKey', {}),
    service('events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncrypt*'], {
      StringEquals: { 'kms:EncryptionContext:aws:events:event-bus:arn': att('Bus') },
    }),
    service('events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey'], sameAccount),
    service('cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], sameAccount),
    service('sns.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], sameAccount),
  ),
  ...key(
    'LogKey',
    service(
      'logs.us-east-1.amazonaws.com',
      ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/tandem/test/*` },
      },
    ),
  ),
  ...key('ProfilesKey'),
  ...key('SecretsKey'),
  Bus: {
    Type: 'AWS::Events::EventBus',
    Properties: {
      Name: name('bus'),
      KmsKeyIdentifier: att('TransitKey'),
      DeadLetterConfig: { Arn: att('Undelivered') },
    },
  },
  EdgeArchive: {
    Type: 'AWS::Events::Archive',
    Properties: {
      SourceArn: att('Bus'),
      RetentionDays: 90,
      KmsKeyIdentifier: att('TransitKey'),
      EventPattern: { source: [{ prefix: 'tandem.edge.' }], ...notReplayed },
    },
  },
  ...queue('Undelivered', 'undelivered', [
    fromRules,
    service('events.amazonaws.com', 'sqs:SendMessage', { ArnLike: { 'aws:SourceArn': att('Bus') } }),
    service('sns.amazonaws.com', 'sqs:SendMessage', { ArnLike: { 'aws:SourceArn': { Ref: 'Alarms' } } }),
  ]),
  ...queue('Profile', 'profile', [fromRules]),
  ...queue('Decision', 'decision', [fromRules]),
  ...queue('Blast', 'blast', []),
  EdgeRule: rule('Profile', { source: [{ prefix: 'tandem.edge.' }] }),
  Profiles: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: name('profiles'),
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      Replicas: [{ Region: 'us-east-1', SSESpecification: { KMSMasterKeyId: att('ProfilesKey') } }],
    },
  },
  IngestKey: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { Name: 'tandem/test/ingest-key', KmsKeyId: att('SecretsKey') },
  },
  ...fn('IngestEvents', 'ingest-events', [
    put('tandem.edge.*'),
    allow('secretsmanager:GetSecretValue', { Ref: 'IngestKey' }),
    allow('kms:Decrypt', att('SecretsKey'), via('secretsmanager')),
  ]),
  ...fn('UpdateProfile', 'update-profile', [...consume('Profile'), ...table('GetItem', 'PutItem')]),
  ...fn('PublishChanges', 'publish-changes', [
    allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      att('Profiles', 'StreamArn'),
    ),
    allow('dynamodb:ListStreams', '*'),
    allow('kms:Decrypt', att('ProfilesKey'), via('dynamodb')),
    ...send('Undelivered'),
    put('tandem.resolved'),
  ]),
  ...fn('DecideOffer', 'decide-offer', [
    ...consume('Decision'),
    ...consume('Blast'),
    allow('dynamodb:GetItem', att('Profiles'), { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['P#*'] } }),
    allow('kms:Decrypt', att('ProfilesKey'), via('dynamodb')),
    put('tandem.decision'),
  ]),
  FromProfile: mapping(att('Profile'), 'UpdateProfile'),
  FromDecision: mapping(att('Decision'), 'DecideOffer'),
  FromBlast: mapping(att('Blast'), 'DecideOffer'),
  FromProfiles: mapping(att('Profiles', 'StreamArn'), 'PublishChanges', {
    MaximumRetryAttempts: 10,
    DestinationConfig: { OnFailure: { Destination: att('Undelivered') } },
  }),
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: name('ingest'), ProtocolType: 'HTTP' } },
  ApiStage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: {
      ApiId: { Ref: 'Api' },
      StageName: '$default',
      AccessLogSettings: {
        DestinationArn: att('IngestEventsLogs'),
        Format: '{"id":"$context.requestId","status":"$context.status"}',
      },
    },
  },
  LogDelivery: {
    Type: 'AWS::Logs::ResourcePolicy',
    Properties: {
      PolicyName: name('delivery'),
      // This type takes the document as text.
      PolicyDocument: join(
        '{"Statement":[{"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"},',
        '"Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"',
        att('IngestEventsLogs'),
        '","Condition":{"StringEquals":{"aws:SourceAccount":"',
        { Ref: 'AWS::AccountId' },
        '"}}}]}',
      ),
    },
  },
  ApiIntegration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { ApiId: { Ref: 'Api' }, IntegrationUri: { Ref: 'IngestEventsLive' } },
  },
  TrackRoute: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'POST /v1/{call}',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'ApiIntegration' }]] },
    },
  },
  TrackPermission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'IngestEventsLive' },
      Principal: 'apigateway.amazonaws.com',
      SourceArn: join('arn:aws:execute-api:us-east-1:', { Ref: 'AWS::AccountId' }, ':', { Ref: 'Api' }, '/*/*/v1/*'),
    },
  },
  Alarms: {
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: name('alarms'), KmsMasterKeyId: att('TransitKey') },
  },
  AlarmsPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'Alarms' }],
      PolicyDocument: document(service('cloudwatch.amazonaws.com', 'sns:Publish', sameAccount, { Ref: 'Alarms' })),
    },
  },
  AlarmMail: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      Protocol: 'email',
      TopicArn: { Ref: 'Alarms' },
      Endpoint: 'on-call@shop.example',
      RedrivePolicy: { deadLetterTargetArn: att('Undelivered') },
    },
  },
  AgeAlarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: name('age'),
      AlarmDescription: 'See docs/runbooks/queue-age.md',
      AlarmActions: [{ Ref: 'Alarms' }],
    },
  },
  SchedulerRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name('scheduler'),
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: sameAccount,
      }),
      Policies: [{ PolicyName: 'Send', PolicyDocument: document(...send('Blast')) }],
    },
  },
  ...Object.fromEntries(
    [
      ['BusName', { Ref: 'Bus' }],
      ['DecisionQueueArn', att('Decision')],
      ['BlastQueueArn', att('Blast')],
      ['SchedulerRoleArn', att('SchedulerRole')],
    ].map(([id, Value]) => [
      `Publish${id as string}`,
      {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: `/tandem/test/foundation/${id as string}`, Type: 'String', Value: Value as Raw },
      },
    ]),
  ),
};

const published = (id: string): { Type: string; Default: Raw } => ({
  Type: 'AWS::SSM::Parameter::Value<String>',
  Default: `/tandem/test/foundation/${id}`,
});

const launch: StackTemplate['template'] = {
  Parameters: {
    BusName: published('BusName'),
    DecisionQueueArn: published('DecisionQueueArn'),
    BlastQueueArn: published('BlastQueueArn'),
    SchedulerRoleArn: published('SchedulerRoleArn'),
  },
  Resources: {
    TriggerRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: name('launch-spring'),
        EventBusName: { Ref: 'BusName' },
        EventPattern: { source: ['tandem.resolved'], 'detail-type': ['Store Entered'], ...notReplayed },
        Targets: [{ Id: 'Decision', Arn: { Ref: 'DecisionQueueArn' } }],
      },
    },
    Start: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: name('launch-spring'),
        Target: { Arn: { Ref: 'BlastQueueArn' }, RoleArn: { Ref: 'SchedulerRoleArn' } },
      },
    },
  },
};

/** A platform in small that has every kind of service edge and no fault; a new copy each time. */
export const smallPlatform = (): readonly StackTemplate[] => {
  const stacks: readonly StackTemplate[] = [
    { stack: 'tandem-test-foundation', ...PLACE, terminationProtection: true, template: { Resources: resources } },
    { stack: 'tandem-test-launch-spring', ...PLACE, template: launch },
  ];
  // Through JSON, as CloudFormation gets it: no part is shared, so that an edit changes one place only.
  return JSON.parse(JSON.stringify(stacks)) as readonly StackTemplate[];
};

/** The access list that fits the small platform. */
export const smallAccess: Access = {
  functions: {
    'ingest-events': { bus: ['PutEvents[tandem.edge.*]'], 'secret/ingest-key': ['GetSecretValue'] },
    'update-profile': { profile: CONSUME, profiles: ['GetItem', 'PutItem'] },
    'publish-changes': {
      'profiles.stream': ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
      undelivered: ['SendMessage'],
      bus: ['PutEvents[tandem.resolved]'],
    },
    'decide-offer': {
      decision: CONSUME,
      blast: CONSUME,
      profiles: ['GetItem[P#*]'],
      bus: ['PutEvents[tandem.decision]'],
    },
    scheduler: { blast: ['SendMessage'] },
  },
};

export const smallScope = { prefix: 'tandem-test-', stage: 'test', launchQualifier: 'tandemlnch' };

export const smallClasses: readonly EventClass[] = eventClasses(
  ['web', 'mailhub'],
  ['Store Entered', 'Offer Decided'],
  PLACE,
);
