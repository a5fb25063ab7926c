import { type Html, html } from '../../contracts/html';
import { type DataFlow, FLOW_KINDS, type FlowEdge, type FlowNode } from './data-flow-schema';

const BOX = { width: 190, height: 28, gap: 14 };
const COLUMN = BOX.width + 130;
const MARGIN = 24;
const HEAD = 64;
const HEADS: Readonly<Record<FlowNode['kind'], string>> = {
  caller: 'Who sends',
  entry: 'Ways in',
  function: 'Functions',
  transport: 'Bus and queues',
  store: 'Tables and archive',
  recipient: 'Vendors that receive',
};
const STROKES: Readonly<Record<FlowEdge['personal'], string>> = {
  plain: '#a4262c',
  pseudonymous: '#2b5d8c',
  none: '#6b6b6b',
};
const WORDS: Readonly<Record<FlowEdge['personal'], string>> = {
  plain: 'personal data as they are',
  pseudonymous: 'tokens in place of personal data',
  none: 'no personal data',
};

interface Placed {
  readonly node: FlowNode;
  readonly x: number;
  readonly y: number;
}

/** A data flow as a drawing (SVG) that needs nothing else: a column for each kind, an arrow for each way, told in words to who cannot see it. */
export const dataFlowSvg = ({ nodes, edges }: DataFlow, title: string): string => {
  const placed = placedOf(nodes);
  const height = HEAD + MARGIN * 3 + Math.max(0, ...[...placed.values()].map(({ y }) => y + BOX.height - HEAD));
  const width = MARGIN * 2 + COLUMN * (FLOW_KINDS.length - 1) + BOX.width;
  const { text } =
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" aria-labelledby="flow-title flow-words" font-family="sans-serif" font-size="12">
<title id="flow-title">${title}</title>
<desc id="flow-words">${edges.map(({ from, to, what }) => `${from} to ${to}: ${what.join(', ')}`).join('. ')}.</desc>
<defs>${Object.entries(STROKES).map(([kind, colour]) => arrowHead(kind, colour))}</defs>
<rect width="100%" height="100%" fill="#ffffff"/>
${FLOW_KINDS.map((kind, at) => head(HEADS[kind], MARGIN + COLUMN * at))}
${edges.map((edge) => arrow(edge, placed))}
${[...placed.values()].map(box)}
${Object.entries(STROKES).map(([kind, colour], at) => legend(WORDS[kind as FlowEdge['personal']], colour, at, height))}
</svg>
`;
  return text;
};

const placedOf = (nodes: readonly FlowNode[]): ReadonlyMap<string, Placed> =>
  new Map(
    FLOW_KINDS.flatMap((kind, column) =>
      nodes
        .filter((node) => node.kind === kind)
        .map((node, row) => [node.id, { node, x: MARGIN + COLUMN * column, y: HEAD + row * (BOX.height + BOX.gap) }]),
    ),
  );

const head = (text: string, x: number): Html =>
  html`<text x="${String(x)}" y="${String(HEAD - 28)}" font-size="14" font-weight="bold" fill="#1f1f1f">${text}</text>
`;

const box = ({ node, x, y }: Placed): Html =>
  html`<g><title>${node.id}</title><rect x="${String(x)}" y="${String(y)}" width="${String(BOX.width)}" height="${String(BOX.height)}" rx="4" fill="#f4f4f1" stroke="#4a4a4a"/><text x="${String(x + 8)}" y="${String(y + 18)}" fill="#1f1f1f">${node.name}</text></g>
`;

const arrowHead = (kind: string, colour: string): Html =>
  html`<marker id="to-${kind}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="${colour}"/></marker>`;

const arrow = ({ from, to, what, personal }: FlowEdge, placed: ReadonlyMap<string, Placed>): Html => {
  const [start, end] = [placed.get(from), placed.get(to)];
  if (start === undefined || end === undefined)
    throw new Error(`The way from ${from} to ${to} leads to nothing drawn.`);
  const ahead = end.x >= start.x;
  const [x1, x2] = ahead ? [start.x + BOX.width, end.x] : [start.x, end.x + BOX.width];
  const [y1, y2] = [start.y + (ahead ? 10 : 19), end.y + (ahead ? 10 : 19)];
  const bend = ahead ? 60 : -60;
  const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  return html`<path d="${path}" fill="none" stroke="${STROKES[personal]}" stroke-opacity="0.7" marker-end="url(#to-${personal})"><title>${`${start.node.name} to ${end.node.name}: ${what.join(', ')}`}</title></path>
`;
};

const legend = (words: string, colour: string, at: number, height: number): Html => {
  const [x, y] = [MARGIN + at * 300, height - MARGIN];
  return html`<path d="M${String(x)} ${String(y - 4)}h36" stroke="${colour}" stroke-width="2"/><text x="${String(x + 44)}" y="${String(y)}" fill="#1f1f1f">${words}</text>
`;
};
