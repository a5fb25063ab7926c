import { type Grant, grantsOf } from '../governance/analysis/grants';
import type { Model, ModelResource } from '../governance/analysis/model';
import { policiesOf } from '../governance/analysis/policies';
import { asList, asMap, asText } from '../governance/analysis/template';
import type { FlowNode } from './data-flow-schema';
import type { FlowMap } from './flow-map';
import { FlowNames } from './flow-names';
import { flowsIn } from './flows-entries';
import { personalIn } from './kept-personal';
import type { StageTemplates } from './stacks';

const BUS: FlowNode = { id: 'bus', kind: 'transport', name: 'event bus' };
const TABLES = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'] as const;

/** Adds every way inside a stage that its templates make: routes, permissions to publish, send, call, read and write, rules, schedules, mappings. */
export const flowsInside = (model: Model, templates: StageTemplates, flows: FlowMap): void => {
  flows.node(BUS);
  const names = new FlowNames(templates.prefix);
  flowsIn(model, names, flows);
  permissions(model, names, flows);
  for (const archive of model.ofType('AWS::Events::Archive')) {
    flows.edge(
      BUS.id,
      flows.node({ ...names.of(archive, 'store'), storage: 'archive' }),
      'edge events',
      'pseudonymous',
    );
  }
  rules(model, names, flows);
  mappings(model, names, flows);
};

const permissions = (model: Model, names: FlowNames, flows: FlowMap): void => {
  const policies = policiesOf(model);
  for (const fn of model.ofType('AWS::Lambda::Function')) {
    const role = model.find(asText(fn.props.Role), 'AWS::IAM::Role');
    if (role === undefined) continue;
    const id = flows.node(names.of(fn, 'function'));
    for (const grant of grantsOf(model, policies, role)) permission(id, grant, model, names, flows);
  }
};

const permission = (fn: string, grant: Grant, model: Model, names: FlowNames, flows: FlowMap): void => {
  const { action, resource, limits } = grant;
  const [service = '', does = ''] = action.split(':');
  if (service === 'events' && does === 'PutEvents') {
    for (const source of limits ?? ['anything']) flows.edge(fn, BUS.id, source, 'pseudonymous');
  }
  if (service === 'sqs') onQueue(fn, grant, model, names, flows);
  const bucket = service === 's3' ? model.find(resource, 'AWS::S3::Bucket') : undefined;
  if (bucket !== undefined) onStore(fn, { ...names.of(bucket, 'store'), storage: 'bucket' }, grant, flows);
  const table = service === 'dynamodb' ? model.find(resource, ...TABLES) : undefined;
  if (table !== undefined && !resource.includes('/stream/')) onStore(fn, tableOf(table, names), grant, flows);
  const called = does === 'InvokeFunction' ? model.find(resource, 'AWS::Lambda::Function') : undefined;
  if (called !== undefined) flows.edge(fn, flows.node(names.of(called, 'function')), 'calls', 'pseudonymous');
};

const onQueue = (fn: string, { action, resource }: Grant, model: Model, names: FlowNames, flows: FlowMap): void => {
  const queue = model.find(resource, 'AWS::SQS::Queue');
  if (queue === undefined) return;
  const id = names.of(queue, 'transport').id;
  if (action === 'sqs:SendMessage') flows.edge(fn, id, 'messages', 'pseudonymous');
  if (action === 'sqs:ReceiveMessage') flows.edge(id, fn, 'messages', 'pseudonymous');
  flows.node(names.of(queue, 'transport'));
};

const tableOf = (table: ModelResource, names: FlowNames): FlowNode => ({
  ...names.of(table, 'store'),
  storage: 'table',
});

const WRITES = /:(Put|Update|Delete|BatchWrite)/;
const READS = /:(Get|BatchGet|Query|Scan)/;

/** Of tables it is told what of a person the keys allow; the trail, whose objects have no such keys, has people as keyed hashes. */
const onStore = (fn: string, store: FlowNode, { action, limits }: Grant, flows: FlowMap): void => {
  const personal = action.startsWith('s3:') ? 'pseudonymous' : personalIn(store.name, limits);
  const id = flows.node(store);
  if (WRITES.test(action)) flows.edge(fn, id, 'writes', personal);
  if (READS.test(action)) flows.edge(id, fn, 'is read', personal);
};

/** Rules of launches are told as one: there may be hundreds, all to the same queue. */
const rules = (model: Model, names: FlowNames, flows: FlowMap): void => {
  for (const rule of model.ofType('AWS::Events::Rule')) {
    for (const target of asList(rule.props.Targets)) {
      const queue = model.find(asText(asMap(target).Arn), 'AWS::SQS::Queue');
      const what = rule.stack.endsWith('-foundation') ? 'rules of the platform' : 'triggers of launches';
      if (queue !== undefined) flows.edge(BUS.id, flows.node(names.of(queue, 'transport')), what, 'pseudonymous');
    }
  }
};

const mappings = (model: Model, names: FlowNames, flows: FlowMap): void => {
  for (const mapping of model.ofType('AWS::Lambda::EventSourceMapping')) {
    const fn = model.find(asText(mapping.props.FunctionName), 'AWS::Lambda::Function');
    const source = model.find(asText(mapping.props.EventSourceArn), 'AWS::SQS::Queue', ...TABLES);
    if (fn === undefined || source === undefined) continue;
    const isQueue = source.type === 'AWS::SQS::Queue';
    const from = isQueue ? names.of(source, 'transport') : tableOf(source, names);
    const personal = isQueue ? 'pseudonymous' : personalIn(from.name);
    flows.edge(flows.node(from), flows.node(names.of(fn, 'function')), isQueue ? 'messages' : 'changes', personal);
  }
};
