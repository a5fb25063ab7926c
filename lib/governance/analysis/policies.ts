import type { Model, ModelResource } from './model';
import type { Statement } from './policy';
import { statementsOf } from './policy';
import type { Resolved, ResolvedMap } from './template';
import { asList, asMap, asText, asTexts } from './template';

/** A statement in the policy of a resource. */
export interface ResourceStatement extends Statement {
  /** The resource whose policy it is; account-wide policies have none. */
  readonly owner?: ModelResource;
  /** ARN that the policy protects. */
  readonly protects: string;
}

/** All policies of all stacks: what each role may do, and what each resource lets others do. */
export interface Policies {
  readonly roles: readonly ModelResource[];
  readonly ofRole: (roleArn: string) => readonly Statement[];
  readonly ofResource: (arn: string) => readonly ResourceStatement[];
  readonly allResource: readonly ResourceStatement[];
}

/** Collects managed, inline and resource policies, trust policies and Lambda permissions. */
export const policiesOf = (model: Model): Policies => {
  const known = collected.get(model);
  if (known !== undefined) return known;
  const policies = collect(model);
  collected.set(model, policies);
  return policies;
};

const collected = new WeakMap<Model, Policies>();

const collect = (model: Model): Policies => {
  const identity = new Map<string, Statement[]>();
  for (const { roles, statements } of identityPolicies(model))
    for (const role of roles) {
      const arn = model.find(role, 'AWS::IAM::Role')?.arn ?? role;
      identity.set(arn, [...(identity.get(arn) ?? []), ...statements]);
    }
  const allResource = model.resources.flatMap((resource) => resourceStatements(model, resource));
  const byArn = new Map<string, ResourceStatement[]>();
  for (const statement of allResource)
    byArn.set(statement.protects, [...(byArn.get(statement.protects) ?? []), statement]);
  return {
    roles: model.ofType('AWS::IAM::Role'),
    ofRole: (arn) => identity.get(arn) ?? [],
    ofResource: (arn) => byArn.get(arn) ?? [],
    allResource,
  };
};

interface IdentityPolicy {
  readonly roles: readonly string[];
  readonly statements: readonly Statement[];
}

const identityPolicies = (model: Model): readonly IdentityPolicy[] => [
  ...model.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy').map(({ props, where }) => ({
    roles: [...asTexts(props.Roles), ...asTexts(props.RoleName)],
    statements: statementsOf(props.PolicyDocument, where),
  })),
  ...model.ofType('AWS::IAM::Role').map((role) => ({
    roles: [role.name],
    statements: [
      ...asList(role.props.Policies).flatMap((policy) =>
        statementsOf(asMap(policy).PolicyDocument, `${role.where} inline policy ${asText(asMap(policy).PolicyName)}`),
      ),
      ...asTexts(role.props.ManagedPolicyArns).flatMap((arn) => attached(model, arn)),
    ],
  })),
];

const attached = (model: Model, arn: string): readonly Statement[] => {
  const policy = model.find(arn, 'AWS::IAM::ManagedPolicy');
  if (policy !== undefined) return statementsOf(policy.props.PolicyDocument, policy.where);
  // Its text is not in the templates and AWS may change it: it counts as everything.
  return [
    {
      effect: 'Allow',
      actions: ['*'],
      resources: ['*'],
      conditions: {},
      via: `${arn}, whose text the templates do not hold,`,
    },
  ];
};

const resourceStatements = (model: Model, resource: ModelResource): readonly ResourceStatement[] => {
  const { type, props, where } = resource;
  const on = (
    owner: ModelResource | undefined,
    arn: string,
    document: Resolved | undefined,
  ): readonly ResourceStatement[] =>
    statementsOf(document, where).map((statement) => ({
      ...statement,
      protects: arn,
      ...(owner === undefined ? {} : { owner }),
    }));
  const onTargets = (
    targets: readonly string[],
    document: Resolved | undefined,
    ...types: readonly string[]
  ): readonly ResourceStatement[] =>
    targets.flatMap((target) => {
      const owner = model.find(target, ...types);
      return on(owner, owner?.arn ?? target, document);
    });
  switch (type) {
    case 'AWS::SQS::QueuePolicy':
      return onTargets(asTexts(props.Queues), props.PolicyDocument, 'AWS::SQS::Queue');
    case 'AWS::SNS::TopicPolicy':
      return onTargets(asTexts(props.Topics), props.PolicyDocument, 'AWS::SNS::Topic');
    case 'AWS::S3::BucketPolicy':
      return onTargets(asTexts(props.Bucket), props.PolicyDocument, 'AWS::S3::Bucket');
    case 'AWS::SecretsManager::ResourcePolicy':
      return onTargets(asTexts(props.SecretId), props.ResourcePolicy, 'AWS::SecretsManager::Secret');
    case 'AWS::Logs::ResourcePolicy':
      return on(undefined, 'logs', props.PolicyDocument);
    case 'AWS::KMS::Key':
      return on(resource, resource.arn, props.KeyPolicy);
    case 'AWS::IAM::Role':
      return on(resource, resource.arn, props.AssumeRolePolicyDocument);
    case 'AWS::Events::EventBus':
      return on(resource, resource.arn, props.Policy === undefined ? undefined : { Statement: props.Policy });
    case 'AWS::Events::EventBusPolicy': {
      const statement = props.Statement ?? {
        Effect: 'Allow',
        Action: props.Action,
        Principal: props.Principal,
        Resource: '*',
        Condition: props.Condition,
      };
      const owner = model.find(asText(props.EventBusName) ?? 'default', 'AWS::Events::EventBus');
      return on(owner, owner?.arn ?? 'default', { Statement: statement });
    }
    case 'AWS::Lambda::Permission':
      return onTargets(asTexts(props.FunctionName), { Statement: permissionStatement(props) }, ...INVOKED);
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return [
        ...tablePolicies(props).flatMap((document) => on(resource, resource.arn, document)),
        ...streamPolicies(props).flatMap((document) => on(resource, `${resource.arn}/stream/LABEL`, document)),
      ];
    default:
      return [];
  }
};

const INVOKED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::Lambda::Function'];

const tablePolicies = (props: ResolvedMap): readonly Resolved[] =>
  [props, ...asList(props.Replicas).map(asMap)].flatMap((place) => asList(asMap(place.ResourcePolicy).PolicyDocument));

const streamPolicies = (props: ResolvedMap): readonly Resolved[] =>
  [
    asMap(props.StreamSpecification),
    ...asList(props.Replicas).map((r) => asMap(asMap(r).ReplicaStreamSpecification)),
  ].flatMap((place) => asList(asMap(place.ResourcePolicy).PolicyDocument));

const permissionStatement = (props: ResolvedMap): ResolvedMap => {
  const principal = asText(props.Principal) ?? '*';
  const service = /\.(amazonaws\.com|amazon\.com)$/.test(principal);
  return {
    Effect: 'Allow',
    Action: props.Action,
    Resource: '*',
    Principal: principal === '*' ? '*' : service ? { Service: principal } : { AWS: principal },
    Condition: {
      ...(props.SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': props.SourceArn } }),
      ...(props.SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': props.SourceAccount } }),
      ...(props.FunctionUrlAuthType === undefined
        ? {}
        : { StringLike: { 'lambda:FunctionUrlAuthType': props.FunctionUrlAuthType } }),
    },
  };
};
