import { type Html, html } from '../../../contracts/html';
import type { DataFlow, FlowNode } from '../data-flow-schema';
import type { Block } from './block';
import { INK, line, TINTS, units } from './ink';
import { type Columns, laneDrawing } from './lane';
import { lanesOf } from './lanes';
import { keepsPlain, waysOf } from './rooms';
import { widthOf } from './text';

export const MARGIN = 24;
/** As wide as a sheet of A3 across needs it for its letters to be 9 points high or more. */
export const WIDTH = 1480;
const HEAD = { size: 12, bold: true };
const GROUP = { height: 26, type: { size: 14, bold: true } };

/** A part of the drawing: its own size, and how it is drawn from a height down. */
export interface Part {
  readonly width: number;
  readonly height: number;
  readonly draw: (top: number) => Html;
}

/**
 * A lane for each function, which crosses each store's rail: who sets it in motion, what it writes and reads, to whom it hands
 * on. In sheets no higher than `most`, which all have the same rails; a room that is higher has a sheet of its own.
 */
export const lanesDrawing = (flow: DataFlow, most = Number.POSITIVE_INFINITY): readonly Part[] => {
  const { rails, groups } = lanesOf(flow);
  const plain = new Set(rails.filter((store) => keepsPlain(store, waysOf(flow))).map(({ id }) => id));
  const laidOut = columnsOf(rails);
  const sheets: Group[][] = [[]];
  for (const { title, lanes } of groups) {
    const drawings = lanes.map((lane) => laneDrawing(lane, laidOut.columns));
    const height = GROUP.height + drawings.reduce((sum, one) => sum + one.height, 0);
    const last = sheets.at(-1) ?? [];
    const group = { title, drawings, height };
    if (last.length > 0 && heightOf(last) + height > most) sheets.push([group]);
    else last.push(group);
  }
  return sheets.map((sheet) => sheetOf(sheet, rails, plain, laidOut));
};

interface Group {
  readonly title: string;
  readonly drawings: readonly Block[];
  readonly height: number;
}

const HEADS = 48;
const heightOf = (sheet: readonly Group[]): number => HEADS + sheet.reduce((sum, { height }) => sum + height, 0) + 8;

const sheetOf = (
  sheet: readonly Group[],
  rails: readonly FlowNode[],
  plain: ReadonlySet<string>,
  { columns, width }: ReturnType<typeof columnsOf>,
): Part => {
  const height = heightOf(sheet);
  return {
    width,
    height,
    draw: (top) => {
      let y = top + HEADS;
      const bodies = sheet.map(({ title, drawings, height: high }) => {
        const start = y;
        y += high;
        return groupDrawing(title, drawings, start, width);
      });
      const bottom = top + height;
      return html`${rails.map((one) => rail(one, columns, top, bottom, plain.has(one.id)))}${heads(columns, top)}
${rails.map((one) => string(one, columns, top + HEADS, bottom))}${bodies.map(({ back }) => back)}${bodies.map(({ front }) => front)}`;
    },
  };
};

const columnsOf = (rails: readonly FlowNode[]): { readonly columns: Columns; readonly width: number } => {
  const who = { x: MARGIN, width: 280 };
  const by = { x: who.x + who.width + 36, width: 166 };
  const node = { x: by.x + by.width + 32, width: 150 };
  let x = node.x + node.width + 14;
  const at = new Map<string, number>();
  for (const { id, name } of rails) {
    const wide = Math.max(64, widthOf(name, HEAD) + 16);
    at.set(id, x + wide / 2);
    x += wide;
  }
  const width = Math.max(WIDTH, x + 240 + MARGIN);
  return { width, columns: { who, by, node, rails: at, hands: { x: x + 22, width: width - MARGIN - x - 22 } } };
};

const heads = ({ who, by, node, hands }: Columns, top: number): Html =>
  html`${(
    [
      ['From whom', who.x],
      ['By what way', by.x],
      ['What works with it', node.x],
      ['Hands on to', hands.x],
    ] as const
  ).map(([words, x]) => line(words, x, top + 34, { ...HEAD, fill: INK.quiet }))}`;

const wideOf = ({ name }: FlowNode): number => Math.max(64, widthOf(name, HEAD) + 16);

const rail = (store: FlowNode, { rails }: Columns, top: number, bottom: number, plain: boolean): Html => {
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

const string = ({ id }: FlowNode, { rails }: Columns, top: number, bottom: number): Html => {
  const x = rails.get(id) ?? 0;
  return html`<path d="M${units(x)} ${units(top + 4)}L${units(x)} ${units(bottom - 4)}" stroke="${INK.line}" stroke-width="2"/>`;
};

const groupDrawing = (
  title: string,
  drawings: readonly Block[],
  top: number,
  width: number,
): { readonly back: Html; readonly front: Html } => {
  let y = top + GROUP.height;
  const front = drawings.map((one, at) => {
    const rule = html`<path d="M${units(MARGIN)} ${units(y)}L${units(width - MARGIN)} ${units(y)}" stroke="${INK.line}" stroke-width="0.75"/>`;
    const drawn = html`${at > 0 && rule}${one.draw(0, y)}`;
    y += one.height;
    return drawn;
  });
  return {
    back: html`<rect x="${units(MARGIN - 8)}" y="${units(top + 2)}" width="${units(width - MARGIN * 2 + 16)}" height="${units(GROUP.height - 4)}" rx="4" fill="${INK.leaf}"/>`,
    front: html`${line(title, MARGIN, top + 18, { ...GROUP.type, fill: INK.paper })}${front}`,
  };
};
