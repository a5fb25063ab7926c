import type { ServiceEdge } from '../edge-kinds';
import type { Model, ModelResource } from '../model';
import { logNeeds, serviceCaller } from '../service-calls';
import { asList, asMap, asText, asTexts } from '../template';

/** Edges on which log delivery writes for another service: APIs, web ACLs, distributions. And what a distribution fetches from. */
export const logDeliveryEdges = (model: Model): readonly ServiceEdge[] => [
  ...model
    .ofType('AWS::ApiGatewayV2::Stage')
    .flatMap((stage) =>
      asTexts(asMap(stage.props.AccessLogSettings).DestinationArn).map((arn) => delivered(model, stage, 'api', arn)),
    ),
  ...model
    .ofType('AWS::WAFv2::LoggingConfiguration')
    .flatMap((logging) => asTexts(logging.props.LogDestinationConfigs).map((arn) => webAclLog(model, logging, arn))),
  ...model.ofType('AWS::Logs::Delivery').map((delivery) => {
    const destination = model.find(asText(delivery.props.DeliveryDestinationArn), 'AWS::Logs::DeliveryDestination');
    return delivered(model, delivery, 'delivery', asText(destination?.props.DestinationResourceArn) ?? '');
  }),
  ...model.ofType('AWS::CloudFront::Distribution').flatMap(originEdges),
];

/** The service hands its log to log delivery, which writes under the account's log resource policy. */
const delivered = (model: Model, from: ModelResource, start: string, arn: string): ServiceEdge => {
  const kind = `${start} -> log group`;
  const to = model.find(arn, 'AWS::Logs::LogGroup');
  if (to === undefined)
    return { kind, from, target: arn, needs: [], faults: ['its log group is not in the templates'] };
  const source = `arn:aws:logs:${from.region}:${from.account}:delivery-source:any`;
  const by = serviceCaller('delivery.logs.amazonaws.com', from, source);
  const needs = logNeeds(to, by).map((need) => ({ ...need, policyOf: 'logs' }));
  return { kind, from, to, target: arn, needs, faults: [] };
};

/** WAF takes log groups of one name only, and their ARN without `:*`. */
const webAclLog = (model: Model, logging: ModelResource, arn: string): ServiceEdge => {
  const edge = delivered(model, logging, 'web acl', arn);
  return {
    ...edge,
    faults: [
      ...edge.faults,
      ...(arn.includes(':log-group:aws-waf-logs-')
        ? []
        : ['the name of its log group does not start with aws-waf-logs-']),
      ...(arn.endsWith(':*') ? ['the ARN of its log group ends with :*'] : []),
    ],
  };
};

/** An origin over HTTPS asks for no policy; a bucket would. */
const originEdges = (distribution: ModelResource): readonly ServiceEdge[] =>
  asList(asMap(distribution.props.DistributionConfig).Origins).map((item) => {
    const origin = asMap(item);
    return {
      kind: 'distribution -> origin',
      from: distribution,
      target: asText(origin.DomainName) ?? '',
      needs: [],
      faults:
        asMap(origin.CustomOriginConfig).OriginProtocolPolicy === 'https-only'
          ? []
          : ['the analysis can judge HTTPS origins only'],
    };
  });
