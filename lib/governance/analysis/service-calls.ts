import type { Caller } from './authorise';
import type { RequestContext } from './condition';
import type { Need } from './edge-kinds';
import { keyOf, keyReferenceOf } from './encryption';
import type { Model, ModelResource } from './model';

/** Calls in the name of an AWS service, as the service makes them for a source in the same account. */
export const serviceCaller = (
  service: string,
  source: ModelResource,
  sourceArn = source.arn,
): { caller: Caller; context: RequestContext } => ({
  caller: { kind: 'service', service, account: source.account },
  context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': source.account },
});

/** Calls under a role. */
export const roleCaller = (role: ModelResource): { caller: Caller; context: RequestContext } => ({
  caller: { kind: 'role', role },
  context: {},
});

type By = ReturnType<typeof serviceCaller>;

const encryptionContext = ({ type, arn, name }: ModelResource): RequestContext => {
  switch (type) {
    case 'AWS::SQS::Queue':
      return { 'kms:EncryptionContext:aws:sqs:arn': arn };
    case 'AWS::SNS::Topic':
      return { 'kms:EncryptionContext:aws:sns:topicArn': arn };
    case 'AWS::Logs::LogGroup':
      return { 'kms:EncryptionContext:aws:logs:arn': arn };
    case 'AWS::Events::EventBus':
      return { 'kms:EncryptionContext:aws:events:event-bus:arn': arn };
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return { 'kms:EncryptionContext:aws:dynamodb:tableName': name };
    default:
      return {};
  }
};

/** Key calls that go with handling encrypted content of a resource; none where AWS owns the key. */
export const keyNeeds = (model: Model, of: ModelResource, by: By, uses: readonly string[]): readonly Need[] => {
  if (keyReferenceOf(of) === undefined) return [];
  const key = keyOf(model, of);
  if (key === undefined) return [];
  const service = of.arn.split(':')[2];
  const via = by.caller.kind === 'role' ? { 'kms:ViaService': `${service}.${of.region}.amazonaws.com` } : {};
  return uses.map((use) => ({
    caller: by.caller,
    action: `kms:${use}`,
    resource: key.arn,
    context: { ...by.context, ...encryptionContext(of), ...via },
    why: `${of.name} is encrypted with ${key.where}`,
  }));
};

const ENVELOPE = ['GenerateDataKey', 'Decrypt'];

/** What it takes to send to a queue. */
export const sendNeeds = (model: Model, queue: ModelResource, by: By): readonly Need[] => [
  { ...by, action: 'sqs:SendMessage', resource: queue.arn, why: `it writes to queue ${queue.name}` },
  ...keyNeeds(model, queue, by, ENVELOPE),
];

/** What it takes to publish to a topic. */
export const publishNeeds = (model: Model, topic: ModelResource, by: By): readonly Need[] => [
  { ...by, action: 'sns:Publish', resource: topic.arn, why: `it publishes to topic ${topic.name}` },
  ...keyNeeds(model, topic, by, ENVELOPE),
];

/** What it takes to write into a log group under a role. */
export const logNeeds = (group: ModelResource, by: By): readonly Need[] =>
  ['CreateLogStream', 'PutLogEvents'].map((action) => ({
    ...by,
    action: `logs:${action}`,
    resource: `${group.arn}:log-stream:any`,
    policyOf: group.arn,
    why: `its log is ${group.name}`,
  }));
