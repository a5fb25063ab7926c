/** Property that holds the name by which others refer to a resource, by type. APIs and user pools are referred to by id. */
export const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::Events::Rule': 'Name',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Archive': 'ArchiveName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SSM::Parameter': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::KMS::Alias': 'AliasName',
};

interface Place {
  readonly account: string;
  readonly region: string;
}

type ArnOf = (name: string, place: Place) => string;

const regional =
  (service: string, before = ''): ArnOf =>
  (name, { account, region }) =>
    `arn:aws:${service}:${region}:${account}:${before}${name}`;

/** ARN of a resource by type, from its physical name. Rules and schedules are made in the model: their name has two parts. */
export const ARN_OF: Readonly<Record<string, ArnOf>> = {
  'AWS::SQS::Queue': regional('sqs'),
  'AWS::SNS::Topic': regional('sns'),
  'AWS::DynamoDB::Table': regional('dynamodb', 'table/'),
  'AWS::DynamoDB::GlobalTable': regional('dynamodb', 'table/'),
  'AWS::Lambda::Function': regional('lambda', 'function:'),
  'AWS::IAM::Role': (name, { account }) => `arn:aws:iam::${account}:role/${name}`,
  'AWS::IAM::ManagedPolicy': (name, { account }) => `arn:aws:iam::${account}:policy/${name}`,
  'AWS::IAM::User': (name, { account }) => `arn:aws:iam::${account}:user/${name}`,
  'AWS::Events::EventBus': regional('events', 'event-bus/'),
  'AWS::Events::Archive': regional('events', 'archive/'),
  'AWS::Logs::LogGroup': regional('logs', 'log-group:'),
  'AWS::SecretsManager::Secret': (name, place) => `${regional('secretsmanager', 'secret:')(name, place)}-XXXXXX`,
  'AWS::SSM::Parameter': (name, { account, region }) =>
    `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
  'AWS::Scheduler::ScheduleGroup': regional('scheduler', 'schedule-group/'),
  'AWS::CloudWatch::Alarm': regional('cloudwatch', 'alarm:'),
  'AWS::CloudWatch::CompositeAlarm': regional('cloudwatch', 'alarm:'),
  'AWS::KMS::Key': regional('kms', 'key/'),
  'AWS::KMS::Alias': regional('kms'),
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::Cognito::UserPool': regional('cognito-idp', 'userpool/'),
};

/** Types whose `Ref` gives the ARN instead of the name. */
export const REF_IS_ARN: ReadonlySet<string> = new Set([
  'AWS::SNS::Topic',
  'AWS::SecretsManager::Secret',
  'AWS::IAM::ManagedPolicy',
]);
