import type { Model } from '../governance/analysis/model';
import { asList, asMap, asText } from '../governance/analysis/template';
import type { FlowNode } from './data-flow-schema';
import type { FlowMap } from './flow-map';
import type { FlowNames } from './flow-names';

/** Adds the ways in: routes, with the tokens that they ask for, and schedules. */
export const flowsIn = (model: Model, names: FlowNames, flows: FlowMap): void => {
  routes(model, names, flows);
  schedules(model, names, flows);
};

const routes = (model: Model, names: FlowNames, flows: FlowMap): void => {
  for (const { props } of model.ofType('AWS::ApiGatewayV2::Route')) {
    const integration = model.find(
      asText(props.Target)?.replace('integrations/', ''),
      'AWS::ApiGatewayV2::Integration',
    );
    const fn = model.find(asText(integration?.props.IntegrationUri), 'AWS::Lambda::Function');
    if (fn === undefined) continue;
    const to = flows.node(names.of(fn, 'function'));
    const { name } = names.of(fn, 'function');
    const entry: FlowNode = { id: `entry:${name}`, kind: 'entry', name: `API: ${name}` };
    flows.join(entry, to, asText(props.RouteKey) ?? '', 'plain');
    for (const scope of asList(props.AuthorizationScopes)) tokens(asText(scope) ?? '', entry.id, flows);
  }
};

/** Scopes of one resource server are told as one: who holds a token for it. */
const tokens = (scope: string, entry: string, flows: FlowMap): void => {
  const [server = scope] = scope.split('/');
  flows.join({ id: `token:${server}`, kind: 'caller', caller: 'token', name: server }, entry, scope, 'plain');
};

const schedules = (model: Model, names: FlowNames, flows: FlowMap): void => {
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
