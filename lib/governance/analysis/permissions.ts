import { keyArnOf } from './encryption';
import type { Model, ModelResource } from './model';
import { asText } from './template';

/** How names of access.yaml are found in the templates of a stage. */
export interface AccessScope {
  /** Start of physical names, `<prefix>-<stage>-`. */
  readonly prefix: string;
  readonly stage: string;
  /**
   * ARN of a bus that the organisation already has.
   * @default - the bus is in the templates
   */
  readonly importedBus?: string | undefined;
  /** Bootstrap that deploys launches. */
  readonly launchQualifier: string;
}

/** What one role may do: one operation on one resource of the templates. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly limits?: readonly string[];
  /** Service through which a key is used. */
  readonly via?: string;
  /** Whether its absence is a problem; false for what is merely tolerated. */
  readonly needed: boolean;
  readonly text: string;
}

/** The short name of a role: that of the function that runs under it, else its own. */
export const actorOf = (model: Model, role: ModelResource, { prefix }: AccessScope): string => {
  const runs = model
    .ofType('AWS::Lambda::Function')
    .find(({ props }) => model.find(asText(props.Role))?.arn === role.arn);
  const { name } = runs ?? role;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
};

/** What the entries of one role allow, with what their keys and every function need; names that nothing has are told apart. */
export const permissionsOf = (
  model: Model,
  role: ModelResource,
  entries: readonly Entry[],
  scope: AccessScope,
): {
  readonly listed: readonly Permission[];
  readonly implied: readonly Permission[];
  readonly unresolved: readonly string[];
} => {
  const unresolved: string[] = [];
  const listed = entries.flatMap(([resource, operations]) => {
    const target = resourceOf(model, resource, scope);
    if (target === undefined) unresolved.push(resource);
    return target === undefined ? [] : operations.map((operation) => permissionOf(target, operation, resource));
  });
  return { listed, implied: [...keyPermissions(model, listed), ...baseline(model, role)], unresolved };
};

/** A resource of access.yaml and the operations listed on it. */
export type Entry = readonly [resource: string, operations: readonly string[]];

const permissionOf = (target: Target, operation: string, name: string): Permission => {
  const [, action = operation, limit] = /^([A-Za-z]+)(?:\[(.+)\])?$/.exec(operation) ?? [];
  return {
    action: `${target.service}:${action}`,
    // Streams are listed by region, not by stream.
    resource: action === 'ListStreams' ? '*' : target.arn,
    needed: action !== 'ListStreams',
    text: `${operation} on ${name}`,
    ...(limit === undefined ? {} : { limits: [limit] }),
  };
};

interface Target {
  readonly service: string;
  readonly arn: string;
}

const TYPES = [
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::SecretsManager::Secret',
];

/** `profiles`, `profiles.stream`, `bus`, a queue's short name, `secret/<name below the prefix>`, `function/<name>`, `bucket/<name>/<start of keys>`, the launches' stacks and role. */
const resourceOf = (model: Model, name: string, scope: AccessScope): Target | undefined => {
  const stream = /^(.+)\.stream$/.exec(name)?.[1];
  if (stream !== undefined) {
    const table = resourceOf(model, stream, scope);
    return table === undefined ? undefined : { ...table, arn: `${table.arn}/stream/LABEL` };
  }
  const arn = name === 'bus' ? busArn(model, scope) : (launchArn(model, name, scope) ?? namedArn(model, name, scope));
  return arn === undefined ? undefined : { service: arn.split(':')[2] ?? '', arn };
};

const busArn = (model: Model, { importedBus }: AccessScope): string | undefined =>
  importedBus ?? model.ofType('AWS::Events::EventBus')[0]?.arn;

/** Stacks of launches are other stacks, and their role is the bootstrap's: neither is in the foundation's template. */
const launchArn = (model: Model, name: string, { prefix, launchQualifier }: AccessScope): string | undefined => {
  const { account, region } = model.stacks[0] ?? {};
  if (name === 'launch-stacks') return `arn:aws:cloudformation:${region}:${account}:stack/${prefix}launch-*/*`;
  if (name !== 'launch-execution-role') return undefined;
  return `arn:aws:iam::${account}:role/cdk-${launchQualifier}-cfn-exec-role-${account}-${region}`;
};

const namedArn = (model: Model, name: string, { prefix, stage }: AccessScope): string | undefined => {
  const called = /^function\/(.+)$/.exec(name)?.[1];
  if (called !== undefined) {
    const aliases = model.ofType('AWS::Lambda::Alias').map(({ arn }) => arn);
    return aliases.find((arn) => arn.endsWith(`:function:${prefix}${called}:live`));
  }
  const [, bucket, keys] = /^bucket\/([^/]+)\/(.+)$/.exec(name) ?? [];
  if (bucket !== undefined) {
    const owner = model.ofType('AWS::S3::Bucket').find((one) => one.name.startsWith(`${prefix}${bucket}-`));
    return owner === undefined ? undefined : `${owner.arn}/${keys}/*`;
  }
  const secret = /^secret\/(.+)$/.exec(name)?.[1];
  const wanted = secret === undefined ? `${prefix}${name}` : `${prefix.replace(/-.*$/, '')}/${stage}/${secret}`;
  return model.ofType(...TYPES).find((candidate) => candidate.name === wanted)?.arn;
};

const READS =
  /^(dynamodb:(Get|BatchGet|Query|Scan|DescribeStream)|sqs:ReceiveMessage|secretsmanager:GetSecretValue|s3:GetObject)/;
const WRITES = /^(dynamodb:(Put|Update|Delete|BatchWrite|ConditionCheck)|sqs:SendMessage|sns:Publish|s3:PutObject)/;
const KEY_USE = [
  'Decrypt',
  'Encrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'DescribeKey',
];

/** What a listed operation needs, and may have, on the key of its resource. */
const keyPermissions = (model: Model, listed: readonly Permission[]): readonly Permission[] =>
  listed.flatMap(({ action, resource, text }) => {
    const owner = model.find(resource);
    const key = owner === undefined ? undefined : keyArnOf(model, owner);
    if (key === undefined) return [];
    const reads = READS.test(action);
    const writes = WRITES.test(action);
    return KEY_USE.map((use) => ({
      action: `kms:${use}`,
      resource: key,
      via: `${owner?.arn.split(':')[2]}.${owner?.region}.amazonaws.com`,
      needed: (use === 'Decrypt' && (reads || writes)) || (use === 'GenerateDataKey' && writes),
      text: `kms:${use} on ${model.find(key)?.where ?? key} (for ${text})`,
    }));
  });

const XRAY = [
  'PutTraceSegments',
  'PutTelemetryRecords',
  'GetSamplingRules',
  'GetSamplingTargets',
  'GetSamplingStatisticSummaries',
];

/** What every function has: its own log group, and tracing (which knows no resources). */
const baseline = (model: Model, role: ModelResource): readonly Permission[] =>
  model
    .ofType('AWS::Lambda::Function')
    .filter(({ props }) => model.find(asText(props.Role))?.arn === role.arn)
    .flatMap(({ props, region, account, name }) => {
      const group = model.find(
        asText((props.LoggingConfig as { LogGroup?: string } | undefined)?.LogGroup),
        'AWS::Logs::LogGroup',
      );
      const arn = group?.arn ?? `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/${name}`;
      return [
        ...['CreateLogStream', 'PutLogEvents'].map((action) => ({
          action: `logs:${action}`,
          resource: `${arn}:*`,
          needed: true,
          text: `logs:${action} on its own log group`,
        })),
        ...XRAY.map((action) => ({ action: `xray:${action}`, resource: '*', needed: false, text: `xray:${action}` })),
      ];
    });
