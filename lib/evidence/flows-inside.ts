import { grantsOf } from '../governance/analysis/grants';
import type { Model, ModelResource } from '../governance/analysis/model';
import { policiesOf } from '../governance/analysis/policies';
import { asList, asMap, asText } from '../governance/analysis/template';
import type { FlowEdge, FlowNode } from './data-flow-schema';
import type { FlowMap } from './flow-map';
import type { StageTemplates } from './stacks';

const BUS: FlowNode = { id: 'bus', kind: 'transport', name: 'event bus' };
const TABLES = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'] as const;
/** The one table that knows whose a token is. */
const VAULT = 'vault';

/** Adds every way inside a stage that its templates make: routes, permissions to publish, send, read and write, rules, schedules, mappings. */
export const flowsInside = (model: Model, templates: StageTemplates, flows: FlowMap): void => {
  flows.node(BUS);
  const names = new Names(templates.prefix);
  routes(model, names, flows);
  permissions(model, names, flows);
  for (const archive of model.ofType('AWS::Events::Archive')) {
    flows.edge(BUS.id, flows.node(names.of(archive, 'store')), 'edge events', 'pseudonymous');
  }
  rules(model, names, flows);
  schedules(model, names, flows);
  mappings(model, names, flows);
};

/** Names without the stage's prefix, so that a drawing is the same in every stage. */
class Names {
  constructor(readonly prefix: string) {}

  of({ name }: ModelResource, kind: FlowNode['kind']): FlowNode {
    const short = name.startsWith(this.prefix) ? name.slice(this.prefix.length) : name;
    return { id: `${kind}:${short}`, kind, name: short };
  }
}

const routes = (model: Model, names: Names, flows: FlowMap): void => {
  for (const route of model.ofType('AWS::ApiGatewayV2::Route')) {
    const integration = model.find(
      asText(route.props.Target)?.replace('integrations/', ''),
      'AWS::ApiGatewayV2::Integration',
    );
    const fn = model.find(asText(integration?.props.IntegrationUri), 'AWS::Lambda::Function');
    if (fn === undefined) continue;
    const { name } = names.of(fn, 'function');
    const key = asText(route.props.RouteKey) ?? '';
    const to = flows.node(names.of(fn, 'function'));
    flows.join({ id: `entry:${name}`, kind: 'entry', name: `API: ${name}` }, to, key, 'plain');
  }
};

const permissions = (model: Model, names: Names, flows: FlowMap): void => {
  const policies = policiesOf(model);
  for (const fn of model.ofType('AWS::Lambda::Function')) {
    const role = model.find(asText(fn.props.Role), 'AWS::IAM::Role');
    if (role === undefined) continue;
    const id = flows.node(names.of(fn, 'function'));
    for (const { action, resource, limits } of grantsOf(model, policies, role)) {
      if (action === 'events:PutEvents') {
        for (const source of limits ?? ['anything']) flows.edge(id, BUS.id, source, 'pseudonymous');
      }
      const queue = action === 'sqs:SendMessage' ? model.find(resource, 'AWS::SQS::Queue') : undefined;
      if (queue !== undefined) flows.edge(id, flows.node(names.of(queue, 'transport')), 'messages', 'pseudonymous');
      const table = /^dynamodb:/.test(action) ? model.find(resource, ...TABLES) : undefined;
      if (table !== undefined && !resource.includes('/stream/')) onTable(id, names.of(table, 'store'), action, flows);
    }
  }
};

const WRITES = /:(Put|Update|Delete|BatchWrite)/;
const READS = /:(Get|BatchGet|Query|Scan)/;

const onTable = (fn: string, table: FlowNode, action: string, flows: FlowMap): void => {
  const personal: FlowEdge['personal'] = table.name === VAULT ? 'plain' : 'pseudonymous';
  const id = flows.node(table);
  if (WRITES.test(action)) flows.edge(fn, id, 'writes', personal);
  if (READS.test(action)) flows.edge(id, fn, 'is read', personal);
};

/** Rules of launches are told as one: there may be hundreds, all to the same queue. */
const rules = (model: Model, names: Names, flows: FlowMap): void => {
  for (const rule of model.ofType('AWS::Events::Rule')) {
    for (const target of asList(rule.props.Targets)) {
      const queue = model.find(asText(asMap(target).Arn), 'AWS::SQS::Queue');
      const what = rule.stack.endsWith('-foundation') ? 'rules of the platform' : 'triggers of launches';
      if (queue !== undefined) flows.edge(BUS.id, flows.node(names.of(queue, 'transport')), what, 'pseudonymous');
    }
  }
};

const schedules = (model: Model, names: Names, flows: FlowMap): void => {
  for (const schedule of model.ofType('AWS::Scheduler::Schedule')) {
    const queue = model.find(asText(asMap(schedule.props.Target).Arn), 'AWS::SQS::Queue');
    if (queue === undefined) continue;
    const platform = schedule.stack.endsWith('-foundation');
    const entry: FlowNode = {
      id: platform ? 'entry:schedules' : 'entry:schedules-of-launches',
      kind: 'entry',
      name: platform ? 'schedules' : 'schedules of launches',
    };
    flows.join(entry, flows.node(names.of(queue, 'transport')), 'times', 'none');
  }
};

const mappings = (model: Model, names: Names, flows: FlowMap): void => {
  for (const mapping of model.ofType('AWS::Lambda::EventSourceMapping')) {
    const fn = model.find(asText(mapping.props.FunctionName), 'AWS::Lambda::Function');
    const source = model.find(asText(mapping.props.EventSourceArn), 'AWS::SQS::Queue', ...TABLES);
    if (fn === undefined || source === undefined) continue;
    const isQueue = source.type === 'AWS::SQS::Queue';
    const from = flows.node(names.of(source, isQueue ? 'transport' : 'store'));
    flows.edge(from, flows.node(names.of(fn, 'function')), isQueue ? 'messages' : 'changes', 'pseudonymous');
  }
};
