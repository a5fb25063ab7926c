import { ARN_OF, NAME_PROPERTY, REF_IS_ARN } from './physical-names';
import type { Raw, RawResource, Resolved, StackTemplate } from './template';
import { asText } from './template';

class UnresolvedIntrinsicError extends Error {
  override readonly name = 'UnresolvedIntrinsicError';
}

const INTRINSICS = ['Ref', 'Condition'];
const isIntrinsic = (value: { readonly [key: string]: Raw }): boolean => {
  const keys = Object.keys(value);
  return keys.length === 1 && (INTRINSICS.includes(keys[0] ?? '') || (keys[0] ?? '').startsWith('Fn::'));
};

/** Follows references within one stack, and into the others by parameter name. */
export class StackResolver {
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
