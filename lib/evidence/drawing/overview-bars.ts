import { type Html, html } from '../../../contracts/html';
import { arrow, COLOURS, line, MARK, mark, TINTS, told, units } from './ink';
import type { Joint, Overview } from './overview-parts';
import { MARGIN } from './rails';
import { personalOf, type Way } from './rooms';
import { wrapped } from './text';

const TEXT = { size: 13 };
const LINE = 17;
const PAD = 10;
/** Between a room and the first bar, and between two bars. */
export const FALL = 40;
const BETWEEN = 16;

/** Down what is written, up what is read, side by side; marked where it leaves the room. */
export const jointLines = (
  { bar, writes, reads }: Joint,
  x: number,
  wide: number,
  top: number,
  bottom: number,
): Html => {
  const at = x + wide * (0.14 + 0.3 * bar);
  return html`${writes.length > 0 && down(writes, at - 13, top, bottom, true)}${reads.length > 0 && down(reads, at + 13, top, bottom, false)}`;
};

const down = (ways: readonly Way[], x: number, top: number, bottom: number, writes: boolean): Html => {
  const personal = personalOf(ways);
  const [from, to] = writes ? [top, bottom] : [bottom, top];
  return html`<g>${arrow([x, from], [x, to], COLOURS[personal], 2)}${mark(personal, x, top + FALL / 2, writes, titleOf(ways))}</g>
`;
};

/** From one bar to another, past every room. */
export const pastLine = (ways: readonly Way[], x: number, from: number, to: number): Html =>
  html`<g>${arrow([x, from], [x, to], COLOURS[personalOf(ways)], 2)}<title>${titleOf(ways)}</title></g>
`;

const titleOf = (ways: readonly Way[]): string =>
  ways.map(({ edge: one, from, to }) => told(from.name, one, to.name)).join('\n');

/** What lies below the rooms, over the whole width; `tops` and `heights` by bar. */
export const barsOf = (bars: Overview['bars'], width: number) => {
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
