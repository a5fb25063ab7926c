import type { Model, ModelResource } from './model';
import { asList, asMap, asText } from './template';

/** Properties that name a customer managed key, by type. */
const KEY_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'KmsMasterKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::Events::EventBus': 'KmsKeyIdentifier',
  'AWS::Events::Archive': 'KmsKeyIdentifier',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::SecretsManager::Secret': 'KmsKeyId',
  'AWS::Lambda::Function': 'KmsKeyArn',
  'AWS::Scheduler::Schedule': 'KmsKeyArn',
};

/** The reference by which a resource names its key, if it names one. */
export const keyReferenceOf = ({ type, props }: ModelResource): string | undefined => {
  if (type === 'AWS::DynamoDB::Table') return asText(asMap(props.SSESpecification).KMSMasterKeyId);
  if (type === 'AWS::DynamoDB::GlobalTable')
    return asList(props.Replicas)
      .map((replica) => asText(asMap(asMap(replica).SSESpecification).KMSMasterKeyId))
      .find((reference) => reference !== undefined);
  if (type === 'AWS::S3::Bucket')
    return asList(asMap(props.BucketEncryption).ServerSideEncryptionConfiguration)
      .map((rule) => asText(asMap(asMap(rule).ServerSideEncryptionByDefault).KMSMasterKeyID))
      .find((reference) => reference !== undefined);
  const property = KEY_PROPERTY[type];
  return property === undefined ? undefined : asText(props[property]);
};

/** The key of the templates that a resource is encrypted with. */
export const keyOf = (model: Model, resource: ModelResource): ModelResource | undefined =>
  model.find(keyReferenceOf(resource), 'AWS::KMS::Key');

/** ARN of the key a resource is encrypted with, of the templates or imported. */
export const keyArnOf = (model: Model, resource: ModelResource): string | undefined =>
  keyOf(model, resource)?.arn ?? keyReferenceOf(resource);
