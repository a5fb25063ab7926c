import { grantsOf } from './analysis/grants';
import { buildModel, type Model, type ModelResource } from './analysis/model';
import { type Policies, policiesOf } from './analysis/policies';
import { asList, asMap, asText, type StackTemplate } from './analysis/template';

/** Names without the stage's prefix, so that a drawing is the same in every stage. */
export interface DrawingScope {
  /** Start of physical names, `<prefix>-<stage>-`. */
  readonly prefix: string;
}

/** The event path as a Mermaid flow chart: what calls what, as the templates say, and not as somebody remembers it. */
export const eventPathDrawing = (stacks: readonly StackTemplate[], scope: DrawingScope): string => {
  const model = buildModel(stacks);
  const policies = policiesOf(model);
  const lines = [
    ...routeLines(model, scope),
    ...model.ofType('AWS::Lambda::Function').flatMap((fn) => publishLines(model, policies, fn, scope)),
    ...model.ofType('AWS::Events::Archive').map((archive) => `  bus --> ${node(archive, scope)}`),
    ...model.ofType('AWS::Events::Rule').flatMap((rule) => ruleLines(model, rule, scope)),
    ...model.ofType('AWS::Scheduler::Schedule').flatMap((schedule) => scheduleLines(model, schedule, scope)),
    ...model.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => mappingLines(model, mapping, scope)),
  ];
  return ['flowchart LR', '  bus{{"event bus"}}', ...new Set(lines)].join('\n');
};

/** Each kind of stack with its resources counted by type, as a Mermaid chart. */
export const stacksDrawing = (stacks: readonly StackTemplate[], scope: DrawingScope): string => {
  const boxes = stacks.map(({ stack, template }) => {
    const id = short(stack, scope);
    const counts = countByType(Object.values(template.Resources ?? {}).map(({ Type }) => Type));
    return `  ${idOf(id)}["<b>${id}</b><br/>${counts.join('<br/>')}"]`;
  });
  const [foundation, ...launches] = stacks.map(({ stack }) => idOf(short(stack, scope)));
  const joints = launches.map((launch) => `  ${launch} -. "reads parameters" .-> ${foundation}`);
  return ['flowchart TB', ...boxes, ...joints].join('\n');
};

const countByType = (types: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => `${count} ${type.replace('AWS::', '')}`);
};

const short = (name: string, { prefix }: DrawingScope): string =>
  name.startsWith(prefix) ? name.slice(prefix.length) : name;
const idOf = (name: string): string => name.replaceAll(/\W/g, '_');

const SHAPES: Readonly<Record<string, readonly [string, string]>> = {
  'AWS::SQS::Queue': ['[/', '/]'],
  'AWS::Lambda::Function': ['(', ')'],
  'AWS::DynamoDB::GlobalTable': ['[(', ')]'],
  'AWS::Events::Archive': ['[(', ')]'],
  'AWS::Scheduler::Schedule': ['>', ']'],
};

const node = (resource: ModelResource, scope: DrawingScope): string => {
  const [open, close] = SHAPES[resource.type] ?? ['[', ']'];
  const name = short(resource.name, scope);
  const kind = resource.type === 'AWS::Lambda::Function' ? 'fn' : (resource.type.split('::')[1] ?? '').toLowerCase();
  return `${kind}_${idOf(name)}${open}"${name}"${close}`;
};

const routeLines = (model: Model, scope: DrawingScope): readonly string[] =>
  model.ofType('AWS::ApiGatewayV2::Route').flatMap((route) => {
    const integration = model.find(
      asText(route.props.Target)?.replace('integrations/', ''),
      'AWS::ApiGatewayV2::Integration',
    );
    const fn = functionBehind(model, asText(integration?.props.IntegrationUri));
    const key = asText(route.props.RouteKey) ?? '';
    return fn === undefined ? [] : [`  route_${idOf(key)}(["${key}"]) --> ${node(fn, scope)}`];
  });

/** The function behind an ARN or name, with or without an alias. */
const functionBehind = (model: Model, reference: string | undefined): ModelResource | undefined =>
  model.find(reference, 'AWS::Lambda::Function');

const publishLines = (model: Model, policies: Policies, fn: ModelResource, scope: DrawingScope): readonly string[] => {
  const role = model.find(asText(fn.props.Role), 'AWS::IAM::Role');
  if (role === undefined) return [];
  const sources = grantsOf(model, policies, role)
    .filter(({ action }) => action === 'events:PutEvents')
    .flatMap(({ limits }) => limits ?? ['anything']);
  return [...new Set(sources)].map((source) => `  ${node(fn, scope)} -- "${source}" --> bus`);
};

const ruleLines = (model: Model, rule: ModelResource, scope: DrawingScope): readonly string[] =>
  asList(rule.props.Targets).flatMap((target) => {
    const queue = model.find(asText(asMap(target).Arn), 'AWS::SQS::Queue');
    return queue === undefined ? [] : [`  bus -- "${ruleName(rule, scope)}" --> ${node(queue, scope)}`];
  });

/** A rule without a name of its own goes by its logical id, less the hash and the block it is in. */
const ruleName = (rule: ModelResource, scope: DrawingScope): string =>
  rule.props.Name === undefined
    ? rule.id.replace(/^MarketingBus/, '').replace(/[0-9A-F]{8}$/, '')
    : short(rule.name, scope);

const scheduleLines = (model: Model, schedule: ModelResource, scope: DrawingScope): readonly string[] => {
  const queue = model.find(asText(asMap(schedule.props.Target).Arn), 'AWS::SQS::Queue');
  return queue === undefined ? [] : [`  ${node(schedule, scope)} --> ${node(queue, scope)}`];
};

const mappingLines = (model: Model, mapping: ModelResource, scope: DrawingScope): readonly string[] => {
  const fn = functionBehind(model, asText(mapping.props.FunctionName));
  const source = model.find(
    asText(mapping.props.EventSourceArn),
    'AWS::SQS::Queue',
    'AWS::DynamoDB::GlobalTable',
    'AWS::DynamoDB::Table',
  );
  return fn === undefined || source === undefined ? [] : [`  ${node(source, scope)} --> ${node(fn, scope)}`];
};
