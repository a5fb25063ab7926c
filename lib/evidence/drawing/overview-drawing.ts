import { type Html, html } from '../../../contracts/html';
import type { DataFlow } from '../data-flow-schema';
import { arrow, COLOURS, INK, line, MARK, mark, TINTS, told, units } from './ink';
import { MARGIN, type Part } from './lanes-drawing';
import { type Joint, type Outside, type Overview, overviewOf } from './overview-parts';
import { personalOf, type Way } from './rooms';
import { wrapped } from './text';

const TEXT = { size: 13 };
const HEAD = { size: 14, bold: true };
const LINE = 17;
const PAD = 10;
const GAP = 22;
const NOBODY = 'No way leads here from outside.';
/** Between a room and the first bar, and between two bars. */
const FALL = 40;
const BETWEEN = 16;

/** The whole at once: who is outside, the rooms inside, and what lies below them. */
export const overviewDrawing = (flow: DataFlow, width: number): Part => {
  const { rooms, bars, past } = overviewOf(flow);
  const wide = (width - MARGIN * 2 - GAP * Math.max(0, rooms.length - 1)) / Math.max(1, rooms.length);
  const columns = rooms.map(({ title, functions, outside, joints }, at) => ({
    x: MARGIN + at * (wide + GAP),
    heads: wrapped(title, wide - PAD * 2, HEAD),
    joints,
    outside,
    names: wrapped(functions.map(({ name }) => name).join(', '), wide - PAD * 2, TEXT),
    above: outside?.lines.flatMap((words) => wrapped(words, wide - PAD * 2, TEXT)) ?? [],
    passes: outside === undefined ? [] : wrapped(outside.passes, wide - 56, TEXT),
  }));
  const most = (counts: readonly number[]): number => Math.max(1, ...counts);
  const outer = PAD * 2 + LINE * (1 + most(columns.map(({ above }) => above.length)));
  const pass = 24 + LINE * most(columns.map(({ passes }) => passes.length));
  const inner = PAD * 2 + LINE * most(columns.map(({ heads, names }) => heads.length + names.length));
  const laid = barsOf(bars, width);
  const height = outer + pass + inner + FALL + laid.height + 4;
  return {
    width,
    height,
    draw: (top) => {
      const [border, room] = [top + outer + pass - 12, top + outer + pass];
      const first = room + inner + FALL;
      return html`${edge(border, width)}
${columns.map(({ x, outside, above, passes }) =>
  outside === undefined
    ? line(NOBODY, x + PAD, border - 10, { ...TEXT, fill: INK.quiet })
    : outsideBox({ x, wide, top, outer, pass }, outside, above, passes),
)}
${columns.flatMap(({ x, joints }) => joints.map((joint) => jointLines(joint, x, wide, room + inner, first + (laid.tops[joint.bar] ?? 0))))}
${past.map(({ from, to, ways }, at) => pastLine(ways, width - MARGIN - 26 - at * 30, first + (laid.tops[from] ?? 0) + (laid.heights[from] ?? 0), first + (laid.tops[to] ?? 0)))}
${laid.draw(first)}
${columns.map(({ x, heads, names }) => card({ x, y: room, wide, height: inner }, heads, names, true))}`;
    },
  };
};

const edge = (y: number, width: number): Html =>
  html`<path d="M${units(MARGIN - 8)} ${units(y)}L${units(width - MARGIN + 8)} ${units(y)}" stroke="${INK.leaf}" stroke-width="1.5" stroke-dasharray="7 5"/>`;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly height: number;
}

const card = (
  { x, y, wide, height }: Place,
  heads: readonly string[],
  lines: readonly string[],
  inside: boolean,
): Html =>
  html`<rect x="${units(x)}" y="${units(y)}" width="${units(wide)}" height="${units(height)}" rx="7" fill="${inside ? INK.paper : INK.ground}" stroke="${INK.leaf}" stroke-width="${inside ? '2' : '1'}"/>${[
    ...heads,
    ...lines,
  ].map((words, at) => line(words, x + PAD, y + PAD + 12 + LINE * at, at < heads.length ? HEAD : TEXT))}
`;

const outsideBox = (
  {
    x,
    wide,
    top,
    outer,
    pass,
  }: { readonly x: number; readonly wide: number; readonly top: number; readonly outer: number; readonly pass: number },
  { title, personal, inward }: Outside,
  above: readonly string[],
  passes: readonly string[],
): Html => {
  const [start, end] = [top + outer, top + outer + pass];
  const at = x + 20;
  const colour = COLOURS[personal];
  const way = inward ? arrow([at, start], [at, end], colour, 2.5) : arrow([at, end], [at, start], colour, 2.5);
  return html`${card({ x, y: top, wide, height: outer }, [title], above, false)}${way}${mark(personal, at + 20, start + 12, true, '')}${passes.map(
    (words, index) => line(words, at + 32, start + 16.5 + index * LINE, { ...TEXT, fill: colour }),
  )}
`;
};

/** Down what is written, up what is read, side by side; marked where it leaves the room. */
const jointLines = ({ bar, writes, reads }: Joint, x: number, wide: number, top: number, bottom: number): Html => {
  const at = x + wide * (0.14 + 0.3 * bar);
  return html`${writes.length > 0 && down(writes, at - 13, top, bottom, true)}${reads.length > 0 && down(reads, at + 13, top, bottom, false)}`;
};

const down = (ways: readonly Way[], x: number, top: number, bottom: number, writes: boolean): Html => {
  const personal = personalOf(ways);
  const [from, to] = writes ? [top, bottom] : [bottom, top];
  return html`<g>${arrow([x, from], [x, to], COLOURS[personal], 2)}${mark(personal, x, top + FALL / 2, writes, titleOf(ways))}</g>
`;
};

const pastLine = (ways: readonly Way[], x: number, from: number, to: number): Html =>
  html`<g>${arrow([x, from], [x, to], COLOURS[personalOf(ways)], 2)}<title>${titleOf(ways)}</title></g>
`;

const titleOf = (ways: readonly Way[]): string =>
  ways.map(({ edge: one, from, to }) => told(from.name, one, to.name)).join('\n');

const barsOf = (bars: Overview['bars'], width: number) => {
  const laid = bars.map(({ title, nodes, personal }) => ({
    personal,
    title,
    lines: wrapped(
      `${title}: ${nodes.map(({ name }) => name).join(', ')}`,
      width - MARGIN * 2 - PAD * 2 - MARK * 4,
      TEXT,
    ),
  }));
  const heights = laid.map(({ lines }) => lines.length * LINE + 12);
  const tops = heights.map((_, at) => heights.slice(0, at).reduce((sum, one) => sum + one + BETWEEN, 0));
  return {
    heights,
    tops,
    height: (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0),
    draw: (top: number): Html =>
      html`${laid.map(({ personal, lines }, at) => {
        const y = top + (tops[at] ?? 0);
        return html`<rect x="${units(MARGIN)}" y="${units(y)}" width="${units(width - MARGIN * 2)}" height="${units(heights[at] ?? 0)}" rx="5" fill="${TINTS[personal]}" stroke="${COLOURS[personal]}" stroke-width="1"/>${mark(personal, MARGIN + PAD + MARK, y + 6 + LINE / 2, true, '')}${lines.map(
          (words, index) => line(words, MARGIN + PAD + MARK * 2 + 8, y + 18.5 + index * LINE, TEXT),
        )}
`;
      })}`,
  };
};
