import { type Html, html } from '../../../contracts/html';
import type { DataFlow } from '../data-flow-schema';
import { arrow, COLOURS, INK, line, mark, units } from './ink';
import type { Part } from './lanes-drawing';
import { barsOf, FALL, jointLines, pastLine } from './overview-bars';
import { type Outside, overviewOf } from './overview-parts';
import { MARGIN } from './rails';
import { wrapped } from './text';

const TEXT = { size: 13 };
const HEAD = { size: 14, bold: true };
const LINE = 17;
const PAD = 10;
const GAP = 22;
const NOBODY = 'No way leads here from outside.';

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
