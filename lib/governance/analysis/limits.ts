import type { Model, ModelResource } from './model';
import { buildModel } from './model';
import type { Resolved, StackTemplate, TemplateProblem } from './template';
import { asList, asMap, asText, asTexts } from './template';

/** Longest text AWS takes, by type and property. */
const LENGTHS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'AWS::Lambda::Function': { FunctionName: 64, Description: 256, Handler: 128 },
  'AWS::Lambda::Alias': { Name: 128, Description: 256 },
  'AWS::IAM::Role': { RoleName: 64, Description: 1000 },
  'AWS::IAM::ManagedPolicy': { ManagedPolicyName: 128, Description: 1000 },
  'AWS::IAM::Policy': { PolicyName: 128 },
  'AWS::Events::Rule': { Name: 64, Description: 512 },
  'AWS::Events::EventBus': { Name: 256, Description: 512 },
  'AWS::Events::Archive': { ArchiveName: 48, Description: 512 },
  'AWS::Events::EventBusPolicy': { StatementId: 64 },
  'AWS::Scheduler::Schedule': { Name: 64, GroupName: 64, Description: 512 },
  'AWS::Scheduler::ScheduleGroup': { Name: 64 },
  'AWS::SQS::Queue': { QueueName: 80 },
  'AWS::SNS::Topic': { TopicName: 256, DisplayName: 100 },
  'AWS::DynamoDB::Table': { TableName: 255 },
  'AWS::DynamoDB::GlobalTable': { TableName: 255 },
  'AWS::Logs::LogGroup': { LogGroupName: 512 },
  'AWS::Logs::DeliverySource': { Name: 60 },
  'AWS::Logs::DeliveryDestination': { Name: 60 },
  'AWS::WAFv2::WebACL': { Name: 128, Description: 256 },
  'AWS::CloudWatch::Alarm': { AlarmName: 255, AlarmDescription: 1024 },
  'AWS::CloudWatch::Dashboard': { DashboardName: 255 },
  'AWS::SSM::Parameter': { Name: 1011, Value: 4096, Description: 1024 },
  'AWS::SecretsManager::Secret': { Name: 512, Description: 2048 },
  'AWS::KMS::Alias': { AliasName: 256 },
  'AWS::KMS::Key': { Description: 8192 },
  'AWS::S3::Bucket': { BucketName: 63 },
  'AWS::Cognito::UserPool': { UserPoolName: 128 },
  'AWS::Cognito::UserPoolClient': { ClientName: 128 },
  'AWS::Cognito::UserPoolDomain': { Domain: 63 },
  'AWS::Cognito::UserPoolResourceServer': { Name: 256, Identifier: 256 },
  'AWS::ApiGatewayV2::Api': { Name: 128, Description: 1024 },
  'AWS::ApiGatewayV2::Authorizer': { Name: 128 },
};

/** Characters a physical name may have. */
const SPELLING: Readonly<Record<string, readonly [property: string, pattern: RegExp]>> = {
  'AWS::Lambda::Function': ['FunctionName', /^[A-Za-z0-9_-]+$/],
  'AWS::IAM::Role': ['RoleName', /^[\w+=,.@-]+$/],
  'AWS::Events::Rule': ['Name', /^[\w.-]+$/],
  'AWS::Events::Archive': ['ArchiveName', /^[\w.-]+$/],
  'AWS::Scheduler::Schedule': ['Name', /^[\w.-]+$/],
  'AWS::SQS::Queue': ['QueueName', /^[A-Za-z0-9_-]+(\.fifo)?$/],
  'AWS::SNS::Topic': ['TopicName', /^[A-Za-z0-9_-]+(\.fifo)?$/],
  'AWS::DynamoDB::GlobalTable': ['TableName', /^[A-Za-z0-9_.-]{3,}$/],
  'AWS::SSM::Parameter': ['Name', /^(\/[\w.-]+){1,15}$/],
  'AWS::SecretsManager::Secret': ['Name', /^[\w/+=.@-]+$/],
  'AWS::KMS::Alias': ['AliasName', /^alias\/(?!aws\/)[\w/-]+$/],
  'AWS::S3::Bucket': ['BucketName', /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/],
  'AWS::Cognito::UserPoolDomain': ['Domain', /^(?!.*(aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/],
};

/** Sizes and counts beyond which AWS refuses a template or a resource. */
export const LIMIT = {
  template: 1_000_000,
  resources: 500,
  outputs: 200,
  environment: 4096,
  managedPolicy: 6144,
  inlinePolicies: 10_240,
  attachedPolicies: 10,
  trustPolicy: 2048,
  keyPolicy: 32_768,
  busPolicy: 10_240,
  queuePolicyStatements: 20,
  eventPattern: 2048,
  ruleTargets: 5,
  rulesPerBus: 300,
  stackName: 128,
} as const;

/** Whatever AWS would refuse for its length, spelling, size or number. */
export const limitProblems = (stacks: readonly StackTemplate[]): readonly TemplateProblem[] => {
  const model = buildModel(stacks);
  return [
    ...stacks.flatMap(stackProblems),
    ...model.resources.flatMap((resource) => [...lengths(resource), ...spelling(resource), ...sizes(model, resource)]),
    ...doubles(model),
    ...rulesPerBus(model),
  ];
};

const over = (
  where: string,
  what: string,
  got: number,
  most: number,
  unit = 'characters',
): readonly TemplateProblem[] =>
  got <= most ? [] : [{ code: 'limit.exceeded', where, message: `${what} has ${got} ${unit}; AWS takes ${most}.` }];

const stackProblems = ({ stack, template }: StackTemplate): readonly TemplateProblem[] => [
  ...over(stack, 'The template', Buffer.byteLength(JSON.stringify(template)), LIMIT.template, 'bytes'),
  ...over(stack, 'The template', Object.keys(template.Resources ?? {}).length, LIMIT.resources, 'resources'),
  ...over(stack, 'The template', Object.keys(template.Outputs ?? {}).length, LIMIT.outputs, 'outputs'),
  ...over(stack, 'The stack name', stack.length, LIMIT.stackName),
  ...(/^[A-Za-z][A-Za-z0-9-]*$/.test(stack)
    ? []
    : [{ code: 'limit.spelling', where: stack, message: 'A stack name has letters, digits and dashes only.' }]),
];

const lengths = ({ type, props, where }: ModelResource): readonly TemplateProblem[] =>
  Object.entries(LENGTHS[type] ?? {}).flatMap(([property, most]) =>
    over(where, `${property} "${shown(asText(props[property]))}"`, asText(props[property])?.length ?? 0, most),
  );

const shown = (text = ''): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

const spelling = ({ type, props, where }: ModelResource): readonly TemplateProblem[] => {
  const [property, pattern] = SPELLING[type] ?? [];
  const name = property === undefined ? undefined : asText(props[property]);
  if (name === undefined || pattern === undefined || pattern.test(name)) return [];
  return [{ code: 'limit.spelling', where, message: `${property} "${name}" does not fit ${pattern.source}.` }];
};

/** Length without white space, as IAM counts. */
const packed = (value: Resolved | undefined): number => (value === undefined ? 0 : JSON.stringify(value).length);

const sizes = (model: Model, { type, props, where, name }: ModelResource): readonly TemplateProblem[] => {
  switch (type) {
    case 'AWS::Lambda::Function':
      return over(where, 'The environment', environmentSize(props.Environment), LIMIT.environment, 'bytes');
    case 'AWS::IAM::ManagedPolicy':
      return over(where, 'The policy', packed(props.PolicyDocument), LIMIT.managedPolicy);
    case 'AWS::IAM::Role':
      return [
        ...over(where, 'The trust policy', packed(props.AssumeRolePolicyDocument), LIMIT.trustPolicy),
        ...over(where, 'All inline policies together', inlineSize(model, name, props.Policies), LIMIT.inlinePolicies),
        ...over(
          where,
          'The role',
          attachedCount(model, name, props.ManagedPolicyArns),
          LIMIT.attachedPolicies,
          'managed policies',
        ),
      ];
    case 'AWS::KMS::Key':
      return over(where, 'The key policy', packed(props.KeyPolicy), LIMIT.keyPolicy);
    case 'AWS::SQS::QueuePolicy':
      return over(
        where,
        'The queue policy',
        asList(asMap(props.PolicyDocument).Statement).length,
        LIMIT.queuePolicyStatements,
        'statements',
      );
    case 'AWS::Events::Rule':
      return [
        ...over(where, 'The event pattern', packed(props.EventPattern), LIMIT.eventPattern),
        ...over(where, 'The rule', asList(props.Targets).length, LIMIT.ruleTargets, 'targets'),
      ];
    case 'AWS::Events::Archive':
      return over(where, 'The event pattern', packed(props.EventPattern), LIMIT.eventPattern);
    default:
      return [];
  }
};

const environmentSize = (environment: Resolved | undefined): number =>
  Object.entries(asMap(asMap(environment).Variables)).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );

const inlineSize = (model: Model, role: string, own: Resolved | undefined): number =>
  [
    ...asList(own).map((policy) => asMap(policy).PolicyDocument),
    ...model
      .ofType('AWS::IAM::Policy', 'AWS::IAM::RolePolicy')
      .filter(({ props }) => [...asTexts(props.Roles), ...asTexts(props.RoleName)].includes(role))
      .map(({ props }) => props.PolicyDocument),
  ].reduce<number>((sum, document) => sum + packed(document), 0);

const attachedCount = (model: Model, role: string, own: Resolved | undefined): number =>
  asList(own).length +
  model.ofType('AWS::IAM::ManagedPolicy').filter(({ props }) => asTexts(props.Roles).includes(role)).length;

/** Two resources of one type and name in one account: the second deployment fails. */
const doubles = (model: Model): readonly TemplateProblem[] => {
  const seen = new Map<string, string>();
  return model.resources.flatMap(({ type, props, where, account, region }) => {
    const property = Object.keys(LENGTHS[type] ?? {})[0];
    const name = property === undefined ? undefined : asText(props[property]);
    if (name === undefined || NOT_UNIQUE.has(type)) return [];
    const key = [type, account, region, asText(props.GroupName), name].join(' ');
    const before = seen.get(key);
    seen.set(key, where);
    if (before === undefined) return [];
    return [{ code: 'limit.double', where, message: `${property} "${name}" is also that of ${before}.` }];
  });
};

/** Types whose first text is no key of its own. */
const NOT_UNIQUE: ReadonlySet<string> = new Set([
  'AWS::Lambda::Alias',
  'AWS::Events::EventBusPolicy',
  'AWS::KMS::Key',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::IAM::Policy',
  'AWS::Cognito::UserPoolClient',
]);

const rulesPerBus = (model: Model): readonly TemplateProblem[] => {
  const counts = new Map<string, number>();
  // Every archive of a bus is a managed rule on it.
  for (const { props } of model.ofType('AWS::Events::Rule'))
    counts.set(asText(props.EventBusName) ?? 'default', (counts.get(asText(props.EventBusName) ?? 'default') ?? 0) + 1);
  const archives = model.ofType('AWS::Events::Archive').length;
  return [...counts].flatMap(([bus, count]) =>
    over(bus, `The bus with its archives`, count + archives, LIMIT.rulesPerBus, 'rules'),
  );
};
