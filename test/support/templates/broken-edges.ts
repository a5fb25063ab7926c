import type { Need, ServiceEdge } from '../../../lib/governance/analysis/edge-kinds';
import { serviceEdges } from '../../../lib/governance/analysis/edges';
import { buildModel } from '../../../lib/governance/analysis/model';
import type { Raw, StackTemplate } from '../../../lib/governance/analysis/template';
import { matchesAction } from '../../../lib/governance/analysis/wildcard';

/** One permission that a kind of edge rests on, and the templates without it. */
export interface BrokenEdge {
  readonly kind: string;
  readonly who: string;
  readonly action: string;
  readonly without: () => readonly StackTemplate[];
}

/** For every kind of edge in the templates, every permission it needs, taken away wherever it stands. */
export const brokenEdges = (stacks: readonly StackTemplate[]): readonly BrokenEdge[] => {
  const found = new Map<string, BrokenEdge>();
  for (const { kind, needs } of serviceEdges(buildModel(stacks)))
    for (const need of needs) {
      const who = need.caller.kind === 'service' ? need.caller.service : 'a role';
      const key = `${kind} ${who} ${need.action}`;
      if (!found.has(key)) found.set(key, { kind, who, action: need.action, without: () => revoke(stacks, need) });
    }
  return [...found.values()];
};

/** The kinds of edges the templates have. */
export const edgeKinds = (stacks: readonly StackTemplate[]): readonly string[] => [
  ...new Set(serviceEdges(buildModel(stacks)).map(({ kind }: ServiceEdge) => kind)),
];

type Loose = { [key: string]: Raw };

const revoke = (stacks: readonly StackTemplate[], need: Need): readonly StackTemplate[] => {
  const service = need.caller.kind === 'service' ? need.caller.service : undefined;
  return (structuredClone(stacks) as StackTemplate[]).map((stack) => {
    const resources = (stack.template.Resources ?? {}) as Record<string, { Type: string; Properties?: Loose }>;
    for (const [id, { Type, Properties }] of Object.entries(resources))
      if (goesWhole(Type, Properties, service)) delete resources[id];
      else prune(Properties, need.action, service);
    return stack;
  });
};

/** A permission is one resource; a log resource policy is text, which is not taken apart here. */
const goesWhole = (type: string, properties: Loose | undefined, service: string | undefined): boolean =>
  (type === 'AWS::Lambda::Permission' && properties?.Principal === service) ||
  (type === 'AWS::Logs::ResourcePolicy' &&
    service !== undefined &&
    JSON.stringify(properties?.PolicyDocument).includes(service));

const prune = (value: Raw, action: string, service: string | undefined): void => {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) prune(item as Raw, action, service);
    return;
  }
  const map = value as Loose;
  if (map.Effect === 'Allow' && map.Action !== undefined && speaksTo(map, service))
    map.Action = [map.Action].flat().filter((pattern) => !matchesAction(String(pattern), action));
  for (const item of Object.values(map)) prune(item, action, service);
};

/** Statements of identity policies name no principal; a service is named in resource policies. */
const speaksTo = ({ Principal }: Loose, service: string | undefined): boolean => {
  if (service === undefined) return Principal === undefined;
  return [(Principal as Loose | undefined)?.Service].flat().includes(service);
};
