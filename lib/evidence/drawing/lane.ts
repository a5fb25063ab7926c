import { type Html, html } from '../../../contracts/html';
import { type Block, block, LINE } from './block';
import { arrow, COLOURS, INK, line, MARK, mark, told, units } from './ink';
import { handsOf, leadsOf } from './lane-texts';
import type { Lane } from './lanes';
import { personalOf } from './rooms';
import { widthOf, wrapped } from './text';

/** Where the columns of lanes are, in units from the left. */
export interface Columns {
  readonly who: { readonly x: number; readonly width: number };
  readonly by: { readonly x: number; readonly width: number };
  readonly node: { readonly x: number; readonly width: number };
  readonly hands: { readonly x: number; readonly width: number };
  readonly rails: ReadonlyMap<string, number>;
}

const PAD = 6;
const BOX = { height: 24, type: { size: 12, bold: true } };
const ALONE = 'by hand: no route, queue or schedule leads here';

/** A lane laid out: how high it is, and how it is drawn from a height down. */
export const laneDrawing = (lane: Lane, columns: Columns): Block => {
  const leads = leadsOf(lane).map(({ who, by }) => {
    const blocks = { who: block(who, columns.who.width), by: block([by], columns.by.width) };
    return {
      ...blocks,
      by,
      byBlock: blocks.by,
      some: who.length > 0,
      height: Math.max(blocks.who.height, blocks.by.height),
    };
  });
  const hands = block(handsOf(lane), columns.hands.width);
  const name = wrapped(lane.node.name, columns.node.width - 16, BOX.type);
  const boxHeight = BOX.height + (name.length - 1) * LINE;
  const left = leads.reduce((sum, { height }) => sum + height, 0) + Math.max(0, leads.length - 1) * PAD;
  const height = Math.max(left, hands.height, boxHeight) + PAD * 2;
  const alone = leads.length === 0 && lane.node.kind === 'function';
  return {
    height,
    draw: (_, top) => {
      const middle = top + height / 2;
      let y = top + PAD + (height - PAD * 2 - left) / 2;
      const parts = leads.map(({ who, by, byBlock, some, height: high }) => {
        const at = y + high / 2;
        const colour = COLOURS[by.personal];
        const whoTop = at - who.height / 2;
        const drawn = html`${who.draw(columns.who.x, whoTop)}${
          some && arrow([columns.by.x - 30, at], [columns.by.x - 6, at], colour)
        }${byBlock.draw(columns.by.x, at - byBlock.height / 2)}${join(columns, at, middle, boxHeight, colour)}`;
        y += high + PAD;
        return drawn;
      });
      return html`<g>${parts}${
        alone &&
        line(ALONE, columns.node.x - 14 - widthOf(ALONE, { size: 12 }), middle + 4, { size: 12, fill: INK.quiet })
      }${rail(lane, columns, middle)}${box(name, columns, middle, boxHeight)}${hands.draw(columns.hands.x, middle - hands.height / 2)}</g>
`;
    },
  };
};

/** From a way in to the function's box: straight across where it meets the box, else down or up along a line beside it. */
const join = ({ by, node }: Columns, at: number, middle: number, boxHeight: number, colour: string): Html => {
  const from: readonly [number, number] = [by.x + by.width, at];
  if (Math.abs(at - middle) < boxHeight / 2 - 2) return arrow(from, [node.x, at], colour);
  const x = node.x - 14;
  return html`<path d="M${units(from[0])} ${units(at)}L${units(x)} ${units(at)}L${units(x)} ${units(middle)}" fill="none" stroke="${colour}" stroke-width="1.5"/>${arrow([x, middle], [node.x, middle], colour)}`;
};

const box = (name: readonly string[], { node }: Columns, middle: number, height: number): Html => {
  const top = middle - height / 2;
  return html`<rect x="${units(node.x)}" y="${units(top)}" width="${units(node.width)}" height="${units(height)}" rx="5" fill="${INK.paper}" stroke="${INK.leaf}" stroke-width="1.5"/>${name.map(
    (words, at) => line(words, node.x + 8, top + 16.5 + at * LINE, BOX.type),
  )}`;
};

/** The line of a lane across the rails, as far as it has something there, and its marks. */
const rail = ({ node, marks, hands }: Lane, columns: Columns, middle: number): Html => {
  const from = columns.node.x + columns.node.width;
  const crossed = [...marks.keys()].map((id) => columns.rails.get(id) ?? 0);
  const to = hands.length > 0 ? columns.hands.x - 6 : Math.max(from, ...crossed);
  const ways = [...marks].map(([id, { writes, reads }]) => {
    const x = columns.rails.get(id) ?? 0;
    return html`${writes !== undefined && mark(writes.edge.personal, x - MARK - 2, middle, true, told(node.name, writes.edge, writes.to.name))}${
      reads !== undefined &&
      mark(reads.edge.personal, x + MARK + 2, middle, false, told(reads.from.name, reads.edge, node.name))
    }`;
  });
  const across =
    hands.length > 0
      ? arrow([from, middle], [to, middle], COLOURS[personalOf(hands)])
      : html`<path d="M${units(from)} ${units(middle)}L${units(to)} ${units(middle)}" stroke="${INK.quiet}" stroke-width="1"/>`;
  return html`${(hands.length > 0 || crossed.length > 0) && across}${ways}`;
};
