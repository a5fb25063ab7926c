import fc from 'fast-check';
import { type DataFlow, dataFlowSchema, type FlowEdge, type FlowNode } from '../../lib/evidence/data-flow-schema';

const personal = fc.constantFrom<FlowEdge['personal'][]>('plain', 'pseudonymous', 'none');
const word = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[a-z]{2,9}(-[a-z]{2,9}){0,3}$/) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 90, unit: 'grapheme' }) },
);

const nodesOf = (
  kind: FlowNode['kind'],
  min: number,
  max: number,
  more: Partial<FlowNode> = {},
): fc.Arbitrary<FlowNode[]> =>
  fc
    .uniqueArray(word, { minLength: min, maxLength: max })
    .map((names) => names.map((name, at) => ({ id: `${kind}:${more.caller ?? ''}${at}`, kind, name, ...more })));

/** Kinds between which ways lead. */
const LEADS: readonly (readonly [FlowNode['kind'], FlowNode['kind']])[] = [
  ['caller', 'entry'],
  ['entry', 'function'],
  ['entry', 'transport'],
  ['function', 'transport'],
  ['function', 'store'],
  ['function', 'recipient'],
  ['function', 'function'],
  ['store', 'function'],
  ['transport', 'function'],
  ['transport', 'transport'],
  ['transport', 'store'],
];

/** Data flows of any size, with names that are long, wide and of any writing, and ways between whatever they may lead between. */
export const anyFlow: fc.Arbitrary<DataFlow> = fc
  .tuple(
    nodesOf('caller', 0, 6, { caller: 'source' }),
    nodesOf('caller', 0, 3, { caller: 'token' }),
    nodesOf('entry', 1, 4),
    nodesOf('function', 1, 12),
    nodesOf('transport', 1, 8),
    nodesOf('store', 1, 9, { storage: 'table' }),
    nodesOf('recipient', 0, 4),
  )
  .chain((groups) => {
    const nodes = groups.flat();
    const of = (kind: FlowNode['kind']): readonly FlowNode[] => nodes.filter((node) => node.kind === kind);
    const pairs = LEADS.flatMap(([from, to]) =>
      of(from).flatMap((one) =>
        of(to)
          .filter((other) => other !== one)
          .map((other) => [one.id, other.id] as const),
      ),
    );
    return fc
      .tuple(
        fc.subarray(pairs, { minLength: 1 }),
        fc.array(fc.tuple(fc.array(word, { minLength: 1, maxLength: 5 }), personal), { minLength: 1, maxLength: 20 }),
      )
      .map(([chosen, kinds]) => {
        const edges = chosen.map(([from, to], at) => {
          const [what = [], one = 'plain'] = kinds[at % kinds.length] ?? [];
          return { from, to, what, personal: one };
        });
        return dataFlowSchema.parse({ nodes, edges });
      });
  });
