import { authorise } from './authorise';
import type { ServiceEdge } from './edge-kinds';
import { deliveryEdges } from './edges/delivery';
import { encryptionEdges } from './edges/encryption';
import { invocationEdges } from './edges/invocation';
import { BUCKET_WAYS, KNOWN_TYPES } from './edges/known-types';
import { logDeliveryEdges } from './edges/log-delivery';
import type { Model } from './model';
import { buildModel } from './model';
import type { Policies } from './policies';
import { policiesOf } from './policies';
import type { StackTemplate, TemplateProblem } from './template';

/** Every service-to-service edge of the templates. */
export const serviceEdges = (model: Model): readonly ServiceEdge[] => [
  ...deliveryEdges(model),
  ...invocationEdges(model),
  ...encryptionEdges(model),
  ...logDeliveryEdges(model),
];

/** What the policies of the templates lack for their edges to work on AWS. */
export const edgeProblems = (stacks: readonly StackTemplate[]): readonly TemplateProblem[] => {
  const model = buildModel(stacks);
  const policies = policiesOf(model);
  return [
    ...unknownTypes(model),
    ...serviceEdges(model).flatMap((edge) => [
      ...edge.faults.map((fault) => problem(edge, fault)),
      ...lacking(policies, edge).map((text) => problem(edge, text)),
    ]),
  ];
};

const problem = (edge: ServiceEdge, text: string): TemplateProblem => ({
  code: 'edge.notAllowed',
  where: edge.from.where,
  message: `${edge.kind}: ${edge.from.name} -> ${edge.to?.name ?? edge.target}: ${text}`,
});

const lacking = (policies: Policies, edge: ServiceEdge): readonly string[] =>
  edge.needs.flatMap((need) => {
    const verdict = authorise(policies, need);
    if (verdict.allowed) return [];
    const who = need.caller.kind === 'service' ? need.caller.service : `role ${need.caller.role.name}`;
    return [`${who} may not ${need.action} on ${need.resource}: ${verdict.reason}; needed because ${need.why}`];
  });

/** A type that nobody looked at may make edges that nobody checks. */
const unknownTypes = (model: Model): readonly TemplateProblem[] =>
  model.resources
    .filter(({ type, props }) => !KNOWN_TYPES.has(type) || BUCKET_WAYS.some((way) => handsOn(type, props[way])))
    .map(({ type, where }) => ({
      code: 'edge.unknownType',
      where,
      message: `The analysis does not know which edges ${type} makes; add it to lib/governance/analysis/edges/.`,
    }));

const handsOn = (type: string, way: unknown): boolean => type === 'AWS::S3::Bucket' && way !== undefined;
