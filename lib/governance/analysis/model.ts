import { ARN_OF, NAME_PROPERTY, REF_IS_ARN } from './physical-names';
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

class UnresolvedIntrinsicError extends Error {
  override readonly name = 'UnresolvedIntrinsicError';
}

const INTRINSICS = ['Ref', 'Condition'];
const isIntrinsic = (value: { readonly [key: string]: Raw }): boolean => {
  const keys = Object.keys(value);
  return keys.length === 1 && (INTRINSICS.includes(keys[0] ?? '') || (keys[0] ?? '').startsWith('Fn::'));
};

/** Follows references within one stack, and into the others by parameter name. */
class StackResolver {
  readonly #resources: Readonly<Record<string, RawResource>>;

  constructor(
    readonly source: StackTemplate,
    readonly parameterStore: (name: string) => string | undefined,
    readonly exported: (name: string) => Resolved | undefined,
  ) {
    this.#resources = source.template.Resources ?? {};
  }

  resolve(value: Raw): Resolved | undefined {
    if (value === undefined || value === null) return value ?? undefined;
    if (typeof value === 'string') return this.#dynamicReferences(value);
    if (typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item) => this.resolve(item)).filter((item) => item !== undefined);
    const map = value as { readonly [key: string]: Raw };
    if (isIntrinsic(map)) return this.#intrinsic(map);
    const entries = Object.entries(map).map(([key, item]) => [key, this.resolve(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }

  name(id: string): string {
    const resource = this.#resource(id);
    const property = NAME_PROPERTY[resource.Type];
    const given = property === undefined ? undefined : this.resolve(resource.Properties?.[property]);
    if (typeof given === 'string') return given;
    // The shape CloudFormation gives names it makes, so that patterns on names are judged as they will be.
    return `${this.source.stack}-${id}-XXXXXXXXXXXX`;
  }

  arn(id: string): string {
    const resource = this.#resource(id);
    const { account, region } = this.source;
    const props = resource.Properties ?? {};
    if (resource.Type === 'AWS::Events::Rule') {
      const bus = busName(asText(this.resolve(props.EventBusName)));
      const path = bus === 'default' ? this.name(id) : `${bus}/${this.name(id)}`;
      return `arn:aws:events:${region}:${account}:rule/${path}`;
    }
    if (resource.Type === 'AWS::Scheduler::Schedule') {
      const group = asText(this.resolve(props.GroupName)) ?? 'default';
      return `arn:aws:scheduler:${region}:${account}:schedule/${group}/${this.name(id)}`;
    }
    if (resource.Type === 'AWS::Lambda::Alias')
      return `${this.#functionArn(props)}:${asText(this.resolve(props.Name))}`;
    if (resource.Type === 'AWS::Lambda::Version') return `${this.#functionArn(props)}:1`;
    const arnOf = ARN_OF[resource.Type];
    return arnOf === undefined ? `${this.source.stack}.${id}.Arn` : arnOf(this.name(id), { account, region });
  }

  #resource(id: string): RawResource {
    const resource = this.#resources[id];
    if (resource === undefined) throw new UnresolvedIntrinsicError(`${this.source.stack} has no resource "${id}".`);
    return resource;
  }

  #functionArn(props: NonNullable<RawResource['Properties']>): string {
    const target = asText(this.resolve(props.FunctionName)) ?? '';
    if (target.startsWith('arn:')) return target;
    return `arn:aws:lambda:${this.source.region}:${this.source.account}:function:${target}`;
  }

  #intrinsic(map: { readonly [key: string]: Raw }): Resolved | undefined {
    const [key, argument] = Object.entries(map)[0] as [string, Raw];
    switch (key) {
      case 'Ref':
        return this.#ref(String(argument));
      case 'Fn::GetAtt':
        return this.#getAtt(argument);
      case 'Fn::Join': {
        const [separator, parts] = argument as readonly [string, Raw];
        return (this.resolve(parts) as readonly Resolved[]).map(String).join(separator);
      }
      case 'Fn::Sub':
        return this.#sub(argument);
      case 'Fn::Select': {
        const [index, list] = argument as readonly [Raw, Raw];
        return (this.resolve(list) as readonly Resolved[])[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = argument as readonly [string, Raw];
        return String(this.resolve(text)).split(separator);
      }
      case 'Fn::ImportValue':
        return this.exported(String(this.resolve(argument))) ?? `import:${String(this.resolve(argument))}`;
      case 'Fn::Base64':
        return Buffer.from(String(this.resolve(argument))).toString('base64');
      case 'Fn::GetAZs':
        return [`${this.source.region}a`, `${this.source.region}b`];
      default:
        throw new UnresolvedIntrinsicError(
          `${this.source.stack}: the analysis does not know ${key}; teach it in lib/governance/analysis/model.ts.`,
        );
    }
  }

  #ref(id: string): Resolved | undefined {
    const { stack, account, region, template } = this.source;
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/id`,
    };
    if (id === 'AWS::NoValue') return undefined;
    const known = pseudo[id];
    if (known !== undefined) return known;
    const parameter = template.Parameters?.[id];
    if (parameter !== undefined) {
      const value = String(parameter.Default ?? `parameter:${id}`);
      return parameter.Type.startsWith('AWS::SSM::Parameter::Value')
        ? (this.parameterStore(value) ?? `ssm:${value}`)
        : value;
    }
    const { Type } = this.#resource(id);
    if (REF_IS_ARN.has(Type) || Type === 'AWS::Lambda::Alias' || Type === 'AWS::Lambda::Version') return this.arn(id);
    if (Type === 'AWS::SQS::Queue') return `https://sqs.${region}.amazonaws.com/${account}/${this.name(id)}`;
    return this.name(id);
  }

  #getAtt(argument: Raw): Resolved {
    const [id = '', ...rest] = typeof argument === 'string' ? argument.split('.') : (argument as readonly string[]);
    const attribute = rest.join('.');
    const arn = this.arn(id);
    switch (attribute) {
      case 'Arn':
        return this.#resource(id).Type === 'AWS::Logs::LogGroup' ? `${arn}:*` : arn;
      case 'TopicArn':
        return arn;
      case 'StreamArn':
        return `${arn}/stream/LABEL`;
      case 'QueueName':
      case 'TopicName':
      case 'Name':
        return this.name(id);
      case 'KeyId':
        return this.name(id);
      case 'FunctionArn':
        return arn;
      default:
        return `${this.source.stack}.${id}.${attribute}`;
    }
  }

  #sub(argument: Raw): Resolved {
    const [text, variables] = (typeof argument === 'string' ? [argument, {}] : argument) as [
      string,
      Record<string, Raw>,
    ];
    return text.replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
      if (name in variables) return String(this.resolve(variables[name]));
      return String(name.includes('.') ? this.#getAtt(name) : this.#ref(name));
    });
  }

  #dynamicReferences(text: string): string {
    return text.replaceAll(
      /\{\{resolve:ssm:([^:}]+)(:\d+)?\}\}/g,
      (all, name: string) => this.parameterStore(name) ?? all,
    );
  }
}

const busName = (given: string | undefined): string =>
  given === undefined ? 'default' : (given.split(':event-bus/')[1] ?? given);

/** The function that an ARN with an alias, or `<name>:<alias>`, belongs to. */
const unqualified = (reference: string): string => {
  if (/^arn:aws:lambda:/.test(reference)) return reference.split(':').slice(0, 7).join(':');
  return /^[\w-]+:[\w-]+$/.test(reference) ? (reference.split(':')[0] ?? reference) : reference;
};

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
      const spellings = [reference, unqualified(reference), reference.replace(/:\*$/, '')];
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
