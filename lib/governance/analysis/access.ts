import type { Access } from '../../../contracts/platform';
import { authorise } from './authorise';
import type { RequestContext } from './condition';
import { keyArnOf } from './encryption';
import { exposureProblems } from './exposure';
import type { Grant } from './grants';
import { grantsOf } from './grants';
import type { Model, ModelResource } from './model';
import { buildModel } from './model';
import type { Policies } from './policies';
import { policiesOf } from './policies';
import type { StackTemplate, TemplateProblem } from './template';
import { asText } from './template';
import { isWithin } from './wildcard';

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
}

/** What one role may do: one operation on one resource of the templates. */
interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly limits?: readonly string[];
  /** Service through which a key is used. */
  readonly via?: string;
  /** Whether its absence is a problem; false for what is merely tolerated. */
  readonly needed: boolean;
  readonly text: string;
}

/** Compares every role's effective permissions with access.yaml, in both directions. */
export const accessProblems = (
  stacks: readonly StackTemplate[],
  access: Access,
  scope: AccessScope,
): readonly TemplateProblem[] => {
  const model = buildModel(stacks);
  const policies = policiesOf(model);
  const entries = entriesOf(access, scope.stage);
  const roles = policies.roles.map((role) => ({ role, name: actorOf(model, role, scope) }));
  const unknown = [...entries.keys()].filter((name) => !roles.some((role) => role.name === name));
  return [
    ...unknown.map((name) => ({
      code: 'access.noSuchRole',
      where: 'platform/access.yaml',
      message: `"${name}" has no role in the templates; there are ${roles.map((r) => r.name).join(', ')}.`,
    })),
    ...otherIdentities(model),
    ...exposureProblems(model, policies),
    ...roles.flatMap(({ role, name }) => roleProblems(model, policies, role, name, entries.get(name) ?? [], scope)),
  ];
};

type Entry = readonly [resource: string, operations: readonly string[]];

/** Entries by role; `<function>@<stage>` adds to the function in that stage only. */
const entriesOf = (access: Access, stage: string): ReadonlyMap<string, readonly Entry[]> => {
  const entries = new Map<string, readonly Entry[]>();
  for (const [key, resources] of Object.entries(access.functions)) {
    const [name = key, only] = key.split('@');
    if (only !== undefined && only !== stage) continue;
    entries.set(name, [...(entries.get(name) ?? []), ...Object.entries(resources)]);
  }
  return entries;
};

/** The short name of a role: that of the function that runs under it, else its own. */
export const actorOf = (model: Model, role: ModelResource, { prefix }: AccessScope): string => {
  const runs = model
    .ofType('AWS::Lambda::Function')
    .find(({ props }) => model.find(asText(props.Role))?.arn === role.arn);
  const { name } = runs ?? role;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
};

const otherIdentities = (model: Model): readonly TemplateProblem[] =>
  model
    .ofType('AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::AccessKey', 'AWS::Lambda::Url')
    .map(({ type, where }) => ({
      code: 'access.forbiddenIdentity',
      where,
      message: `${type} is a way in that access.yaml cannot describe; use a role.`,
    }));

const roleProblems = (
  model: Model,
  policies: Policies,
  role: ModelResource,
  name: string,
  entries: readonly Entry[],
  scope: AccessScope,
): readonly TemplateProblem[] => {
  const unresolved: string[] = [];
  const listed = entries.flatMap(([resource, operations]) => {
    const target = resourceOf(model, resource, scope);
    if (target === undefined) unresolved.push(resource);
    return target === undefined ? [] : operations.map((operation) => permissionOf(target, operation, resource));
  });
  const permissions = [...listed, ...keyPermissions(model, listed), ...baseline(model, role)];
  const over = new Map<string, Grant>();
  for (const granted of grantsOf(model, policies, role))
    if (!permissions.some((permission) => covers(permission, granted, permissions)))
      over.set(`${granted.action} ${granted.resource}`, granted);
  const missing = permissions.filter(
    (permission) => permission.needed && !isGranted(model, policies, role, permission),
  );
  return [
    ...unresolved.map((resource) => ({
      code: 'access.noSuchResource',
      where: 'platform/access.yaml',
      message: `${name}: "${resource}" is no table, queue, bus or secret of the templates.`,
    })),
    ...overGrants(name, role, [...over.values()], model),
    ...splitBatches(policies, role, listed).map((text) => ({
      code: 'access.splitBatch',
      where: role.where,
      message: `${name} ${text}`,
    })),
    ...missing.map(({ text }) => ({
      code: 'access.missingGrant',
      where: role.where,
      message: `${name} needs ${text} by access.yaml, but its policies do not give it.`,
    })),
  ];
};

/** A batch is allowed as a whole: keys that stand in statements of their own cannot be read together. */
const splitBatches = (policies: Policies, role: ModelResource, listed: readonly Permission[]): readonly string[] => {
  const batches = new Map<string, Permission>();
  for (const permission of listed.filter(({ action, limits }) => action.startsWith('dynamodb:Batch') && limits)) {
    const key = `${permission.action} ${permission.resource}`;
    const limits = [...(batches.get(key)?.limits ?? []), ...(permission.limits ?? [])];
    batches.set(key, { ...permission, limits });
  }
  return [...batches.values()]
    .filter(({ action, resource, limits }) => {
      const keys = (limits ?? []).map((limit) => limit.replaceAll('*', 'x'));
      const context = { 'dynamodb:LeadingKeys': keys };
      return !authorise(policies, { caller: { kind: 'role', role }, action, resource, context }).allowed;
    })
    .map(
      ({ action, limits }) =>
        `may not ${action} ${(limits ?? []).join(' and ')} in one request: put the keys into one statement.`,
    );
};

/** Findings are told by statement and resource, so that one wildcard is one line. */
const overGrants = (
  name: string,
  role: ModelResource,
  grants: readonly Grant[],
  model: Model,
): readonly TemplateProblem[] => {
  const groups = new Map<string, Grant[]>();
  for (const granted of grants) {
    const key = `${granted.via} ${granted.resource}`;
    groups.set(key, [...(groups.get(key) ?? []), granted]);
  }
  return [...groups.values()].map((group) => {
    const { via, resource } = group[0] as Grant;
    const actions = group.map(({ action, limits }) =>
      limits === undefined ? action : `${action}[${limits.join('|')}]`,
    );
    const shown =
      actions.length > 6 ? `${actions.slice(0, 6).join(', ')} and ${actions.length - 6} more` : actions.join(', ');
    return {
      code: 'access.overGrant',
      where: role.where,
      message: `${name} can ${shown} on ${model.find(resource)?.where ?? resource}, which access.yaml does not list (given by ${via}).`,
    };
  });
};

const covers = (permission: Permission, granted: Grant, all: readonly Permission[]): boolean => {
  if (permission.action.toLowerCase() !== granted.action.toLowerCase()) return false;
  if (!isWithin(granted.resource, permission.resource)) return false;
  if (permission.limits === undefined) return true;
  // Several entries of one operation add up.
  const limits = all
    .filter(({ action, resource }) => action === permission.action && resource === permission.resource)
    .flatMap((one) => one.limits ?? []);
  return granted.limits?.every((limit) => limits.some((allowed) => isWithin(limit, allowed))) ?? false;
};

const isGranted = (model: Model, policies: Policies, role: ModelResource, permission: Permission): boolean =>
  (permission.limits ?? [undefined]).every(
    (limit) =>
      authorise(policies, {
        caller: { kind: 'role', role },
        action: permission.action,
        resource: permission.resource,
        // An imported key's policy is its owner's affair.
        policyUnseen: model.find(permission.resource) === undefined,
        context: contextOf(permission, limit),
      }).allowed,
  );

const contextOf = ({ action, via }: Permission, limit: string | undefined): RequestContext => {
  if (via !== undefined) return { 'kms:ViaService': via };
  if (limit === undefined) return {};
  return { [action.startsWith('events:') ? 'events:source' : 'dynamodb:LeadingKeys']: [limit.replaceAll('*', 'x')] };
};

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

/** `profiles`, `profiles.stream`, `bus`, a queue's short name, `secret/<name below the prefix>`. */
const resourceOf = (model: Model, name: string, scope: AccessScope): Target | undefined => {
  const stream = /^(.+)\.stream$/.exec(name)?.[1];
  if (stream !== undefined) {
    const table = resourceOf(model, stream, scope);
    return table === undefined ? undefined : { ...table, arn: `${table.arn}/stream/LABEL` };
  }
  const arn = name === 'bus' ? busArn(model, scope) : namedArn(model, name, scope);
  return arn === undefined ? undefined : { service: arn.split(':')[2] ?? '', arn };
};

const busArn = (model: Model, { importedBus }: AccessScope): string | undefined =>
  importedBus ?? model.ofType('AWS::Events::EventBus')[0]?.arn;

const namedArn = (model: Model, name: string, { prefix, stage }: AccessScope): string | undefined => {
  const secret = /^secret\/(.+)$/.exec(name)?.[1];
  const wanted = secret === undefined ? `${prefix}${name}` : `${prefix.replace(/-.*$/, '')}/${stage}/${secret}`;
  return model.ofType(...TYPES).find((candidate) => candidate.name === wanted)?.arn;
};

const READS = /^(dynamodb:(Get|BatchGet|Query|Scan|DescribeStream)|sqs:ReceiveMessage|secretsmanager:GetSecretValue)/;
const WRITES = /^(dynamodb:(Put|Update|Delete|BatchWrite|ConditionCheck)|sqs:SendMessage|sns:Publish)/;
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
