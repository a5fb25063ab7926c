import type { ServiceEdge } from '../edge-kinds';
import { keyReferenceOf } from '../encryption';
import type { Model, ModelResource } from '../model';
import { keyNeeds, logNeeds, publishNeeds, roleCaller, sendNeeds, serviceCaller } from '../service-calls';
import type { Resolved } from '../template';
import { asList, asMap, asText, asTexts } from '../template';

/** Edges that end in a function or start from one: APIs, mappings, logs, destinations, environment keys. */
export const invocationEdges = (model: Model): readonly ServiceEdge[] => [
  ...model.ofType('AWS::ApiGatewayV2::Route').flatMap((route) => routeEdges(model, route)),
  ...model.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => mappingEdges(model, mapping)),
  ...model.ofType('AWS::Lambda::Function').flatMap((fn) => functionEdges(model, fn)),
  ...model.ofType('AWS::Lambda::EventInvokeConfig').flatMap((config) => destinationEdges(model, config)),
];

/** The function behind an ARN or name of a function, version or alias; a name may carry its alias (`name:live`). */
export const functionOf = (model: Model, reference: string | undefined): ModelResource | undefined =>
  model.find(reference, 'AWS::Lambda::Function') ??
  (reference?.startsWith('arn:') ? undefined : model.find(reference?.split(':')[0], 'AWS::Lambda::Function'));

const roleOf = (model: Model, fn: ModelResource | undefined): ModelResource | undefined =>
  model.find(asText(fn?.props.Role), 'AWS::IAM::Role');

/** An HTTP API calls in the name of stage, method and path as the route key writes it, variables in their braces. */
const routeEdges = (model: Model, route: ModelResource): readonly ServiceEdge[] => {
  const apiId = asText(route.props.ApiId) ?? '';
  const integrationId = /^integrations\/(.+)$/.exec(asText(route.props.Target) ?? '')?.[1];
  const integration = model.find(integrationId, 'AWS::ApiGatewayV2::Integration');
  const uri = asText(integration?.props.IntegrationUri) ?? '';
  const to = model.find(uri, 'AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::Lambda::Function');
  if (to === undefined) return [{ kind: 'api -> elsewhere', from: route, target: uri, needs: [], faults: [] }];
  const [method = 'ANY', path = '/'] = (asText(route.props.RouteKey) ?? '').split(' ');
  const asked = `${method === 'ANY' ? 'GET' : method}${path}`;
  const stages = model.ofType('AWS::ApiGatewayV2::Stage').filter(({ props }) => asText(props.ApiId) === apiId);
  const needs = stages.map((stage) => ({
    ...serviceCaller(
      'apigateway.amazonaws.com',
      route,
      `arn:aws:execute-api:${route.region}:${route.account}:${apiId}/${asText(stage.props.StageName)}/${asked}`,
    ),
    action: 'lambda:InvokeFunction',
    resource: uri,
    policyOf: to.arn,
    why: `route ${asText(route.props.RouteKey)} calls it`,
  }));
  const faults = stages.length > 0 ? [] : ['its API has no stage'];
  return [{ kind: 'api -> function', from: route, to, target: uri, needs, faults }];
};

const SOURCE_ACTIONS = {
  sqs: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
  dynamodb: ['DescribeStream', 'GetRecords', 'GetShardIterator'],
} as const;

const mappingEdges = (model: Model, mapping: ModelResource): readonly ServiceEdge[] => {
  const source = asText(mapping.props.EventSourceArn) ?? '';
  const reference = asText(mapping.props.FunctionName);
  const fn = functionOf(model, reference);
  const role = roleOf(model, fn);
  const from = model.find(source, 'AWS::SQS::Queue', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable') ?? mapping;
  const service = source.split(':')[2];
  if (fn === undefined || role === undefined || (service !== 'sqs' && service !== 'dynamodb'))
    return [
      {
        kind: 'mapping -> elsewhere',
        from,
        target: reference ?? source,
        needs: [],
        faults: ['its source or function is not in the templates'],
      },
    ];
  const by = roleCaller(role);
  const needs = [
    ...SOURCE_ACTIONS[service].map((action) => ({
      ...by,
      action: `${service}:${action}`,
      resource: source,
      why: `Lambda polls ${from.name} under the function's role`,
    })),
    // A stream belongs to its table, and is encrypted with the table's key.
    ...keyNeeds(model, from, by, ['Decrypt']),
  ];
  const kind = service === 'sqs' ? 'queue -> function' : 'stream -> function';
  const faults = service === 'sqs' ? visibilityFaults(from, fn) : streamFaults(mapping);
  const edge = { kind, from, to: fn, target: reference ?? '', needs, faults };
  return [edge, ...onFailure(model, mapping, fn, mapping.props.DestinationConfig)];
};

/** AWS advises six times the function's timeout, refuses less than the timeout itself. */
const visibilityFaults = (queue: ModelResource, fn: ModelResource): readonly string[] => {
  const visibility = Number(queue.props.VisibilityTimeout ?? 30);
  const timeout = Number(fn.props.Timeout ?? 3);
  if (visibility >= timeout * 6) return [];
  return [`the queue hides messages ${visibility} s, less than six times the function's timeout of ${timeout} s`];
};

/** Without these, one bad record holds up its shard until it leaves the stream, and is lost. */
const streamFaults = ({ props }: ModelResource): readonly string[] => [
  ...(props.MaximumRetryAttempts === undefined && props.MaximumRecordAgeInSeconds === undefined
    ? ['neither MaximumRetryAttempts nor MaximumRecordAgeInSeconds ends a bad record']
    : []),
  ...(asMap(asMap(props.DestinationConfig).OnFailure).Destination === undefined
    ? ['records that fail for good go nowhere (no OnFailure)']
    : []),
];

const onFailure = (
  model: Model,
  from: ModelResource,
  fn: ModelResource,
  config: Resolved | undefined,
): readonly ServiceEdge[] =>
  ['OnFailure', 'OnSuccess'].flatMap((end) =>
    asTexts(asMap(asMap(config)[end]).Destination).map((arn) => destination(model, from, fn, arn)),
  );

const destination = (model: Model, from: ModelResource, fn: ModelResource, arn: string): ServiceEdge => {
  const role = roleOf(model, fn);
  const to = model.find(arn, 'AWS::SQS::Queue', 'AWS::SNS::Topic');
  if (to === undefined || role === undefined)
    return { kind: 'function -> destination', from, target: arn, needs: [], faults: [] };
  const needsOf = to.type === 'AWS::SQS::Queue' ? sendNeeds : publishNeeds;
  return {
    kind: 'function -> destination',
    from,
    to,
    target: arn,
    needs: needsOf(model, to, roleCaller(role)),
    faults: [],
  };
};

const destinationEdges = (model: Model, config: ModelResource): readonly ServiceEdge[] => {
  const fn = functionOf(model, asText(config.props.FunctionName));
  return fn === undefined ? [] : onFailure(model, config, fn, config.props.DestinationConfig);
};

const functionEdges = (model: Model, fn: ModelResource): readonly ServiceEdge[] => {
  const role = roleOf(model, fn);
  if (role === undefined)
    return [
      {
        kind: 'function -> role',
        from: fn,
        target: asText(fn.props.Role) ?? '',
        needs: [],
        faults: ['its role is not in the templates'],
      },
    ];
  const group = model.find(asText(asMap(fn.props.LoggingConfig).LogGroup), 'AWS::Logs::LogGroup');
  const trust = {
    ...serviceCaller('lambda.amazonaws.com', fn),
    action: 'sts:AssumeRole',
    resource: role.arn,
    why: 'the function runs under this role',
  };
  return [
    { kind: 'function -> role', from: fn, to: role, target: role.arn, needs: [trust], faults: [] },
    {
      kind: 'function -> log group',
      from: fn,
      ...(group === undefined ? {} : { to: group }),
      target: group?.arn ?? 'a log group that Lambda makes',
      needs: group === undefined ? [] : logNeeds(group, roleCaller(role)),
      faults: group === undefined ? ['it has no log group of its own: without retention and key'] : [],
    },
    ...(keyReferenceOf(fn) === undefined
      ? []
      : [
          {
            kind: 'function -> environment key',
            from: fn,
            target: keyReferenceOf(fn) ?? '',
            needs: keyNeeds(model, fn, roleCaller(role), ['Decrypt']),
            faults: [],
          },
        ]),
    ...asList(asMap(fn.props.DeadLetterConfig).TargetArn).map((arn) => destination(model, fn, fn, String(arn))),
  ];
};
