import { type Html, html } from '../../../contracts/html';
import type { FlowEdge } from '../data-flow-schema';
import type { Type } from './text';

export type Personal = FlowEdge['personal'];

/** Colours of the pages. None of them tells anything alone: each has a shape too, and what is plain is the darkest. */
export const INK = {
  text: '#1d2a24',
  quiet: '#55645c',
  line: '#c9c3b4',
  ground: '#f4f1ea',
  leaf: '#17372a',
  paper: '#ffffff',
} as const;
export const COLOURS: Readonly<Record<Personal, string>> = {
  plain: '#8f2400',
  pseudonymous: '#2a6fad',
  none: '#6b6b6b',
};
export const TINTS: Readonly<Record<Personal, string>> = { plain: '#f7d8cb', pseudonymous: '#eaf2f9', none: '#f1f1ef' };
export const WORDS: Readonly<Record<Personal, string>> = {
  plain: 'personal data as they are',
  pseudonymous: 'tokens in place of personal data',
  none: 'no personal data',
};

/** A number as SVG has it: whole units, or one digit after the point. */
export const units = (value: number): string => String(Math.round(value * 10) / 10);

/** One line of text; `y` is its baseline. */
export const line = (
  text: string,
  x: number,
  y: number,
  type: Type & { readonly fill?: string; readonly middle?: boolean },
): Html =>
  html`<text x="${units(x)}" y="${units(y)}" font-size="${units(type.size)}"${type.bold === true && html` font-weight="bold"`}${
    type.middle === true && html` text-anchor="middle"`
  } fill="${type.fill ?? INK.text}">${text}</text>`;

/** Half of how wide and high a mark is. */
export const MARK = 6;

/** What tells how much of a person passes, by shape as well as by colour: square, circle, diamond. Filled: written; open: read. */
export const mark = (personal: Personal, x: number, y: number, filled: boolean, title: string): Html => {
  const colour = COLOURS[personal];
  const look = html`fill="${filled ? colour : INK.paper}" stroke="${colour}" stroke-width="2"`;
  const [left, top] = [x - MARK + 1, y - MARK + 1];
  const side = units(MARK * 2 - 2);
  const square = html`<rect x="${units(left)}" y="${units(top)}" width="${side}" height="${side}" ${look}>${named(title)}</rect>`;
  if (personal === 'plain') return square;
  if (personal === 'pseudonymous')
    return html`<circle cx="${units(x)}" cy="${units(y)}" r="${units(MARK - 1)}" ${look}>${named(title)}</circle>`;
  const half = units(MARK);
  return html`<path d="M${units(x)} ${units(y - MARK)}l${half} ${half}l-${half} ${half}l-${half} -${half}z" ${look}>${named(title)}</path>`;
};

const named = (title: string): Html | false => title !== '' && html`<title>${title}</title>`;

/** A straight arrow, across or down and up, that ends in a head. */
export const arrow = (
  from: readonly [number, number],
  to: readonly [number, number],
  colour: string,
  width = 1.5,
): Html => {
  const [[x1, y1], [x2, y2]] = [from, to];
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const [backX, backY] = [x2 - dx * 7, y2 - dy * 7];
  const head = `M${units(x2)} ${units(y2)}L${units(backX - dy * 4)} ${units(backY - dx * 4)}L${units(backX + dy * 4)} ${units(backY + dx * 4)}z`;
  return html`<path d="M${units(x1)} ${units(y1)}L${units(backX)} ${units(backY)}" stroke="${colour}" stroke-width="${units(width)}" fill="none"/><path d="${head}" fill="${colour}"/>`;
};

/** A way in words, for who points at it or cannot see it. */
export const told = (from: string, { what, personal }: FlowEdge, to: string): string =>
  `${from} to ${to}: ${what.join(', ')} (${WORDS[personal]})`;
