import { type Html, html } from '../../../contracts/html';
import { COLOURS, INK, line, MARK, mark, type Personal, WORDS } from './ink';
import { MARGIN } from './rails';
import { widthOf } from './text';

const TYPE = { size: 13 };
const SPACE = 30;

/** What the marks mean, on one line. */
export const legend = (top: number): Html => {
  let x = MARGIN;
  const entry = (signs: readonly (readonly [Personal, boolean])[], words: string): Html => {
    const start = x;
    const text = start + signs.length * (MARK * 2 + 4) + 4;
    x = text + widthOf(words, TYPE) + SPACE;
    return html`${signs.map(([personal, filled], at) => mark(personal, start + MARK + at * (MARK * 2 + 4), top + 10, filled, ''))}${line(words, text, top + 14.5, TYPE)}`;
  };
  return html`${(Object.keys(COLOURS) as Personal[]).map((personal) => entry([[personal, true]], WORDS[personal]))}${entry(
    [
      ['plain', true],
      ['pseudonymous', true],
      ['none', true],
    ],
    'filled: sent or written',
  )}${entry(
    [
      ['plain', false],
      ['pseudonymous', false],
      ['none', false],
    ],
    'open: read',
  )}${line('Above the dashed line: outside.', x, top + 14.5, { ...TYPE, fill: INK.quiet })}
`;
};
export const LEGEND_HEIGHT = 30;
