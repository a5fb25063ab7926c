import { type Html, html } from '../../../contracts/html';
import type { DataFlow, FlowNode } from '../data-flow-schema';
import type { Block } from './block';
import { INK, line, units } from './ink';
import { laneDrawing } from './lane';
import { lanesOf } from './lanes';
import { columnsOf, heads, MARGIN, rail, string } from './rails';
import { keepsPlain, waysOf } from './rooms';

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
