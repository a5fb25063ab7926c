import { type Html, html } from '../../../contracts/html';
import { INK, line, MARK, mark } from './ink';
import type { Said } from './lane-texts';
import { type Type, wrapped } from './text';

const TYPE: Type = { size: 12 };
/** Between two baselines. */
export const LINE = 15;
/** What a mark takes before its text. */
const INDENT = MARK * 2 + 6;
const GAP = 3;

/** Several things said below each other, each with its mark, laid out for a width. */
export interface Block {
  readonly height: number;
  readonly draw: (x: number, top: number) => Html;
}

export const block = (said: readonly Said[], width: number): Block => {
  const laid = said.map((one) => {
    const text = wrapped(one.text, width - INDENT, TYPE);
    const more = one.more === undefined ? [] : wrapped(one.more, width - INDENT, TYPE);
    return { one, text, more, height: (text.length + more.length) * LINE };
  });
  return {
    height: laid.reduce((sum, { height }) => sum + height, 0) + Math.max(0, laid.length - 1) * GAP,
    draw: (x, top) => {
      let y = top;
      return html`${laid.map(({ one, text, more, height }) => {
        const drawn = html`<g><title>${one.title}</title>${mark(one.personal, x + MARK, y + LINE / 2, true, '')}${[
          ...text,
          ...more,
        ].map((words, at) =>
          line(words, x + INDENT, y + LINE * at + 11.5, { ...TYPE, fill: at < text.length ? INK.text : INK.quiet }),
        )}</g>
`;
        y += height + GAP;
        return drawn;
      })}`;
    },
  };
};
