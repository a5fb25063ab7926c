import type { DataFlow, FlowNode } from '../data-flow-schema';
import { type Personal, WORDS } from './ink';
import { functionsByRoom, keepsPlain, personalOf, ROOMS, type Room, storesOf, type Way, waysOf } from './rooms';

/** Somebody outside, over a room: who, and what passes between. */
export interface Outside {
  readonly title: string;
  readonly lines: readonly string[];
  readonly passes: string;
  readonly personal: Personal;
  /** Whether it goes in, rather than out. */
  readonly inward: boolean;
}

/** What a room puts into a bar and takes out of it. */
export interface Joint {
  readonly bar: number;
  readonly writes: readonly Way[];
  readonly reads: readonly Way[];
}

export interface Overview {
  readonly rooms: readonly {
    readonly title: string;
    readonly functions: readonly FlowNode[];
    readonly outside?: Outside;
    readonly joints: readonly Joint[];
  }[];
  readonly bars: readonly {
    readonly title: string;
    readonly nodes: readonly FlowNode[];
    readonly personal: Personal;
  }[];
  /** From a bar to the next one, past every room. */
  readonly past: readonly { readonly from: number; readonly to: number; readonly ways: readonly Way[] }[];
}

/** A data flow with functions taken together by room, and what they work on by kind. */
export const overviewOf = (flow: DataFlow): Overview => {
  const ways = waysOf(flow);
  const stores = storesOf(flow, ways);
  const bars = [
    { title: 'Bus and queues', nodes: flow.nodes.filter(({ kind }) => kind === 'transport') },
    { title: 'Stores without personal data as they are', nodes: stores.filter((store) => !keepsPlain(store, ways)) },
    { title: 'Where personal data lie as they are', nodes: stores.filter((store) => keepsPlain(store, ways)) },
  ]
    .filter(({ nodes }) => nodes.length > 0)
    .map((bar) => ({ ...bar, personal: personalOf(ways.filter((way) => touches(way, bar.nodes))) }));
  const between = (from: readonly FlowNode[], to: readonly FlowNode[]): readonly Way[] =>
    ways.filter((way) => from.includes(way.from) && to.includes(way.to));
  return {
    bars,
    rooms: [...functionsByRoom(flow, ways)].map(([room, functions]) => ({
      title: ROOMS[room],
      functions,
      ...outsideOf(room, functions, ways),
      joints: bars
        .map(({ nodes }, bar) => ({ bar, writes: between(functions, nodes), reads: between(nodes, functions) }))
        .filter(({ writes, reads }) => writes.length + reads.length > 0),
    })),
    past: bars.flatMap((one, from) =>
      bars
        .map((other, to) => ({ from, to, ways: from === to ? [] : between(one.nodes, other.nodes) }))
        .filter((joint) => joint.ways.length > 0),
    ),
  };
};

const touches = ({ from, to }: Way, nodes: readonly FlowNode[]): boolean => nodes.includes(from) || nodes.includes(to);

const outsideOf = (
  room: Room,
  functions: readonly FlowNode[],
  ways: readonly Way[],
): { readonly outside?: Outside } => {
  const out = ways.filter(({ from, to }) => functions.includes(from) && to.kind === 'recipient');
  if (out.length > 0) return { outside: { ...receiving(out), personal: personalOf(out), inward: false } };
  const entries = ways
    .filter(({ from, to }) => from.kind === 'entry' && functions.includes(to))
    .map(({ from }) => from);
  const into = ways.filter(({ from, to }) => from.kind === 'caller' && entries.includes(to));
  if (into.length === 0) return {};
  const sent = [...new Set(into.flatMap(({ edge }) => edge.what))].sort();
  const personal = personalOf(into);
  const [title, passes] =
    room === 'intake' ? ['Who sends', sent.join(', ')] : ['Who asks, and is answered', WORDS[personal]];
  return { outside: { title, passes, personal, inward: true, lines: callers(into) } };
};

const receiving = (out: readonly Way[]): Pick<Outside, 'title' | 'lines' | 'passes'> => ({
  title: 'Vendors that receive',
  lines: out.map(({ to, edge }) => `${to.name}: ${edge.what.join(', ')}`),
  passes: WORDS[personalOf(out)],
});

const GROUPS: readonly (readonly [FlowNode['caller'], string])[] = [
  ['source', 'Own sources: '],
  ['vendor', 'Vendors: '],
  ['token', 'With a token for: '],
  ['customer', 'With a link of their own: '],
];

const callers = (into: readonly Way[]): readonly string[] =>
  GROUPS.flatMap(([caller, start]) => {
    const names = [...new Set(into.filter(({ from }) => from.caller === caller).map(({ from }) => from.name))];
    return names.length === 0 ? [] : [`${start}${names.join(', ')}`];
  });
