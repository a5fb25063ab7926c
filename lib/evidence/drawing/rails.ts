import { type Html, html } from '../../../contracts/html';
import type { FlowNode } from '../data-flow-schema';
import { INK, line, TINTS, units } from './ink';
import type { Columns } from './lane';
import { widthOf } from './text';

/** Around a drawing. */
export const MARGIN = 24;
/** As wide as a sheet of A3 across needs it for its letters to be 9 points high or more. */
export const WIDTH = 1480;
const HEAD = { size: 12, bold: true };

/** Places of the columns: each rail as wide as its name, and the whole no less than WIDTH. */
export const columnsOf = (rails: readonly FlowNode[]): { readonly columns: Columns; readonly width: number } => {
  const who = { x: MARGIN, width: 280 };
  const by = { x: who.x + who.width + 36, width: 166 };
  const node = { x: by.x + by.width + 32, width: 150 };
  let x = node.x + node.width + 14;
  const at = new Map<string, number>();
  for (const one of rails) {
    const wide = wideOf(one);
    at.set(one.id, x + wide / 2);
    x += wide;
  }
  const width = Math.max(WIDTH, x + 240 + MARGIN);
  return { width, columns: { who, by, node, rails: at, hands: { x: x + 22, width: width - MARGIN - x - 22 } } };
};

/** What the columns are. */
export const heads = ({ who, by, node, hands }: Columns, top: number): Html =>
  html`${(
    [
      ['From whom', who.x],
      ['By what way', by.x],
      ['What works with it', node.x],
      ['Hands on to', hands.x],
    ] as const
  ).map(([words, x]) => line(words, x, top + 34, { ...HEAD, fill: INK.quiet }))}`;

const wideOf = ({ name }: FlowNode): number => Math.max(64, widthOf(name, HEAD) + 16);

/** The ground of a store's column, with its name. */
export const rail = (store: FlowNode, { rails }: Columns, top: number, bottom: number, plain: boolean): Html => {
  const x = rails.get(store.id) ?? 0;
  const wide = wideOf(store) - 6;
  return html`<rect x="${units(x - wide / 2)}" y="${units(top + 2)}" width="${units(wide)}" height="${units(bottom - top - 2)}" rx="5" fill="${plain ? TINTS.plain : TINTS.pseudonymous}"/>${line(store.name, x, top + 20, { ...HEAD, middle: true })}${line(
    store.storage ?? 'bus',
    x,
    top + 36,
    { size: 12, fill: INK.quiet, middle: true },
  )}
`;
};

/** The line that lanes cross. */
export const string = ({ id }: FlowNode, { rails }: Columns, top: number, bottom: number): Html => {
  const x = rails.get(id) ?? 0;
  return html`<path d="M${units(x)} ${units(top + 4)}L${units(x)} ${units(bottom - 4)}" stroke="${INK.line}" stroke-width="2"/>`;
};
