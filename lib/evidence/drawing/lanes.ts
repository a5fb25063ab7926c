import type { DataFlow, FlowNode } from '../data-flow-schema';
import { functionsByRoom, ROOMS, type Room, storesOf, type Way, waysOf } from './rooms';

/** What sets a function in motion: a route, a queue, a table's changes, another function; and who stands behind it. */
export interface Start {
  readonly way: Way;
  readonly behind: readonly Way[];
}

/** A row of the drawing: what leads to something, what it writes and reads, and to whom it hands on. */
export interface Lane {
  readonly node: FlowNode;
  readonly starts: readonly Start[];
  /** Marks at the rails, by rail. */
  readonly marks: ReadonlyMap<string, { readonly writes?: Way; readonly reads?: Way }>;
  readonly hands: readonly Way[];
}

export interface Lanes {
  /** Stores and buses, as columns. */
  readonly rails: readonly FlowNode[];
  readonly groups: readonly { readonly title: string; readonly room?: Room; readonly lanes: readonly Lane[] }[];
}

/** Every way of a data flow in its place of the drawing. Throws where a way leads to nothing. */
export const lanesOf = (flow: DataFlow): Lanes => {
  const ways = waysOf(flow);
  const rails = [...storesOf(flow, ways), ...flow.nodes.filter((node) => isBus(node, ways))];
  const lane = (node: FlowNode): Lane => laneOf(node, ways, new Set(rails.map(({ id }) => id)));
  const groups = [...functionsByRoom(flow, ways)].map(([room, functions]) => ({
    title: ROOMS[room],
    room,
    lanes: functions.map(lane),
  }));
  const placed = new Set(groups.flatMap(({ lanes }) => lanes.flatMap(waysIn)));
  const rest = ways.filter((way) => !placed.has(way));
  const others = flow.nodes.filter(({ id }) => rest.some(({ from }) => from.id === id)).map(lane);
  const [first, ...more] = groups;
  const between = others.length === 0 ? [] : [{ title: 'Passes on', lanes: others }];
  return { rails, groups: first === undefined ? between : [first, ...between, ...more] };
};

/** What functions put things on and nothing but rules takes off. */
const isBus = ({ id, kind }: FlowNode, ways: readonly Way[]): boolean =>
  kind === 'transport' && ways.some(({ from, to }) => from.id === id && to.kind !== 'function');

const laneOf = (node: FlowNode, ways: readonly Way[], rails: ReadonlySet<string>): Lane => {
  const [into, out] = [ways.filter(({ to }) => to === node), ways.filter(({ from }) => from === node)];
  const marks = new Map<string, { writes?: Way; reads?: Way }>();
  for (const way of out) if (rails.has(way.to.id)) marks.set(way.to.id, { ...marks.get(way.to.id), writes: way });
  for (const way of into) if (rails.has(way.from.id)) marks.set(way.from.id, { ...marks.get(way.from.id), reads: way });
  return {
    node,
    marks,
    starts:
      node.kind === 'function'
        ? into
            .filter(({ from, edge }) => !rails.has(from.id) || edge.what.includes('changes'))
            .map((way) => ({ way, behind: behind(way, ways) }))
        : [],
    hands: out.filter(({ to }) => !rails.has(to.id)),
  };
};

const behind = ({ from }: Way, ways: readonly Way[]): readonly Way[] =>
  from.kind === 'entry' || from.kind === 'transport' ? ways.filter(({ to }) => to === from) : [];

/** Every way that a lane shows. */
export const waysIn = ({ starts, marks, hands }: Lane): readonly Way[] => [
  ...starts.flatMap(({ way, behind: others }) => [way, ...others]),
  ...[...marks.values()].flatMap(({ writes, reads }) => [writes, reads].filter((way) => way !== undefined)),
  ...hands,
];
