import type { DataFlow, FlowEdge, FlowNode } from './data-flow-schema';
import { strongest } from './kept-personal';

type Personal = FlowEdge['personal'];

/** Collects nodes and edges; several ways from one to another are one edge that says all of them. */
export class FlowMap {
  readonly #nodes = new Map<string, FlowNode>();
  readonly #edges = new Map<string, { from: string; to: string; what: Set<string>; personal: Personal }>();

  /** Adds a node; the same again changes nothing. */
  public node(node: FlowNode): string {
    this.#nodes.set(node.id, node);
    return node.id;
  }

  /** Adds a way. Where several are one edge, the one that tells most of a person counts. */
  public edge(from: string, to: string, what: string, personal: Personal): void {
    const key = JSON.stringify([from, to]);
    const edge = this.#edges.get(key) ?? { from, to, what: new Set(), personal };
    edge.what.add(what);
    edge.personal = strongest([edge.personal, personal]);
    this.#edges.set(key, edge);
  }

  /** Adds a node that leads to another. */
  public join(node: FlowNode, to: string, what: string, personal: Personal): void {
    this.edge(this.node(node), to, what, personal);
  }

  /** Everything that hangs together, in one order; a node without edges says nothing of data. */
  public drawn(): DataFlow {
    const edges = [...this.#edges.values()]
      .filter(({ from, to }) => this.#nodes.has(from) && this.#nodes.has(to))
      .map((edge) => ({ ...edge, what: [...edge.what].sort() }))
      .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
    const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
    return {
      nodes: [...this.#nodes.values()].filter(({ id }) => used.has(id)).sort((a, b) => compare(a.id, b.id)),
      edges,
    };
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
