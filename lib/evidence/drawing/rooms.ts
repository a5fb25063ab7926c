import type { DataFlow, FlowEdge, FlowNode } from '../data-flow-schema';
import { strongest } from '../kept-personal';

/** What functions have in common, told by what passes them alone, in the order in which data passes. */
export const ROOMS = {
  intake: 'Takes in',
  tokens: 'Works on tokens alone',
  opens: 'Works on personal data too',
  answers: 'Answers who asks',
  sends: 'Sends out',
} as const;
export type Room = keyof typeof ROOMS;

/** A way of a data flow with both its ends. */
export interface Way {
  readonly edge: FlowEdge;
  readonly from: FlowNode;
  readonly to: FlowNode;
}

/** Every way with its ends. Throws where one leads to nothing. */
export const waysOf = ({ nodes, edges }: DataFlow): readonly Way[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges.map((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from === undefined || to === undefined)
      throw new Error(`The way from ${edge.from} to ${edge.to} leads to nothing drawn.`);
    return { edge, from, to };
  });
};

/** The room of a function. */
export const roomOf = (fn: FlowNode, ways: readonly Way[]): Room => {
  const own = ways.filter(({ from, to }) => from.id === fn.id || to.id === fn.id);
  const entries = new Set(own.filter(({ from }) => from.kind === 'entry').map(({ from }) => from.id));
  const callers = ways.filter(({ from, to }) => from.kind === 'caller' && entries.has(to.id));
  if (callers.some(({ from }) => from.caller === 'source' || from.caller === 'vendor')) return 'intake';
  if (own.some(({ to }) => to.kind === 'recipient')) return 'sends';
  if (entries.size > 0) return 'answers';
  return personalOf(own) === 'plain' ? 'opens' : 'tokens';
};

/** How much of a person passes where several ways are one. */
export const personalOf = (ways: readonly Way[]): FlowEdge['personal'] =>
  strongest(ways.map(({ edge }) => edge.personal));

/** Functions by room, in each in the order in which data reaches them. */
export const functionsByRoom = ({ nodes }: DataFlow, ways: readonly Way[]): ReadonlyMap<Room, readonly FlowNode[]> => {
  const far = distances(ways);
  const order = ({ id }: FlowNode): number => far.get(id) ?? Number.MAX_SAFE_INTEGER;
  const functions = nodes.filter(({ kind }) => kind === 'function').sort((a, b) => order(a) - order(b));
  return new Map(
    (Object.keys(ROOMS) as Room[])
      .map((room) => [room, functions.filter((fn) => roomOf(fn, ways) === room)] as const)
      .filter(([, own]) => own.length > 0),
  );
};

/** How many ways lead from outside to each node. What is read sets nothing in motion. */
const distances = (ways: readonly Way[]): ReadonlyMap<string, number> => {
  const far = new Map(ways.filter(({ from }) => from.kind === 'caller').map(({ from }) => [from.id, 0]));
  const leads = ways.filter(({ from, edge }) => from.kind !== 'store' || edge.what.includes('changes'));
  for (const [id, steps] of far) {
    for (const { edge } of leads) if (edge.from === id && !far.has(edge.to)) far.set(edge.to, steps + 1);
  }
  return far;
};

/** Tables, archives and buckets, those first in which personal data lie as they are. */
export const storesOf = ({ nodes }: DataFlow, ways: readonly Way[]): readonly FlowNode[] => {
  const stores = nodes.filter(({ kind }) => kind === 'store');
  return [...stores.filter((store) => keepsPlain(store, ways)), ...stores.filter((store) => !keepsPlain(store, ways))];
};

export const keepsPlain = (store: FlowNode, ways: readonly Way[]): boolean =>
  personalOf(ways.filter(({ from, to }) => from.id === store.id || to.id === store.id)) === 'plain';
