import { StackResolver } from './stack-resolver';
import type { Raw, RawResource, Resolved, ResolvedMap, StackTemplate } from './template';
import { asMap, asText } from './template';

/** One resource of one stack with every reference followed. */
export interface ModelResource {
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  /** `<stack>/<logical id>`, or the construct path where the template tells it. */
  readonly where: string;
  readonly type: string;
  readonly name: string;
  readonly arn: string;
  readonly props: ResolvedMap;
  readonly raw: RawResource;
}

/** All stacks of one stage, read together: parameters published by one stack are followed into the others. */
export interface Model {
  readonly stacks: readonly StackTemplate[];
  readonly resources: readonly ModelResource[];
  readonly ofType: (...types: readonly string[]) => readonly ModelResource[];
  /** The resource that an ARN, URL, id, name or alias stands for, if it is in the templates. */
  readonly find: (reference: string | undefined, ...types: readonly string[]) => ModelResource | undefined;
}

const unqualified = (reference: string): string => {
  if (/^arn:aws:lambda:/.test(reference)) return reference.split(':').slice(0, 7).join(':');
  return /^[\w-]+:[\w-]+$/.test(reference) ? (reference.split(':')[0] ?? reference) : reference;
};

/** The bucket of an object's ARN. */
const bucketOf = (reference: string): string => reference.replace(/^(arn:aws:s3:::[^/]+)\/.*$/, '$1');

const whereOf = (stack: string, id: string, raw: RawResource): string => {
  const path = raw.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : `${stack}/${id}`;
};

/** Reads the stacks of one stage together; references between them are followed through SSM parameters. */
export const buildModel = (stacks: readonly StackTemplate[]): Model => {
  const known = models.get(stacks);
  if (known !== undefined) return known;
  const model = build(stacks);
  models.set(stacks, model);
  return model;
};

/** Every analysis of the same stacks reads the same model. */
const models = new WeakMap<readonly StackTemplate[], Model>();

const build = (stacks: readonly StackTemplate[]): Model => {
  const resolvers = new Map<string, StackResolver>();
  const published = new Map<string, { resolver: StackResolver; value: Raw }>();
  const exports = new Map<string, { resolver: StackResolver; value: Raw }>();
  const parameterStore = (name: string): string | undefined => {
    const entry = published.get(name);
    return entry === undefined ? undefined : asText(entry.resolver.resolve(entry.value));
  };
  const exported = (name: string): Resolved | undefined => {
    const entry = exports.get(name);
    return entry?.resolver.resolve(entry.value);
  };
  for (const source of stacks) {
    const resolver = new StackResolver(source, parameterStore, exported);
    resolvers.set(source.stack, resolver);
    for (const [id, resource] of Object.entries(source.template.Resources ?? {}))
      if (resource.Type === 'AWS::SSM::Parameter')
        published.set(resolver.name(id), { resolver, value: resource.Properties?.Value });
    for (const output of Object.values(source.template.Outputs ?? {}))
      if (output.Export !== undefined)
        exports.set(String(resolver.resolve(output.Export.Name)), { resolver, value: output.Value });
  }
  const resources = stacks.flatMap((source) => resourcesOf(source, resolvers.get(source.stack) as StackResolver));
  const index = indexOf(resources);
  return {
    stacks,
    resources,
    ofType: (...types) => resources.filter((resource) => types.includes(resource.type)),
    find: (reference, ...types) => {
      if (reference === undefined) return undefined;
      const spellings = [reference, unqualified(reference), reference.replace(/:\*$/, ''), bucketOf(reference)];
      return spellings
        .flatMap((spelling) => index.get(spelling) ?? [])
        .find((resource) => types.length === 0 || types.includes(resource.type));
    },
  };
};

const resourcesOf = (source: StackTemplate, resolver: StackResolver): readonly ModelResource[] =>
  Object.entries(source.template.Resources ?? {}).map(([id, raw]) => ({
    stack: source.stack,
    account: source.account,
    region: source.region,
    id,
    where: whereOf(source.stack, id, raw),
    type: raw.Type,
    name: resolver.name(id),
    arn: resolver.arn(id),
    props: asMap(resolver.resolve(raw.Properties ?? {})),
    raw,
  }));

const indexOf = (resources: readonly ModelResource[]): ReadonlyMap<string, readonly ModelResource[]> => {
  const index = new Map<string, ModelResource[]>();
  const add = (reference: string | undefined, resource: ModelResource): void => {
    if (reference !== undefined) index.set(reference, [...(index.get(reference) ?? []), resource]);
  };
  for (const resource of resources) {
    add(resource.arn, resource);
    add(resource.name, resource);
    if (resource.type === 'AWS::SQS::Queue')
      add(`https://sqs.${resource.region}.amazonaws.com/${resource.account}/${resource.name}`, resource);
    if (/^AWS::DynamoDB::(Global)?Table$/.test(resource.type)) add(`${resource.arn}/stream/LABEL`, resource);
  }
  // An alias stands for its key.
  for (const alias of resources.filter(({ type }) => type === 'AWS::KMS::Alias')) {
    const key = index.get(asText(alias.props.TargetKeyId) ?? '')?.find(({ type }) => type === 'AWS::KMS::Key');
    if (key !== undefined) for (const reference of [alias.name, alias.arn]) index.set(reference, [key]);
  }
  return index;
};
