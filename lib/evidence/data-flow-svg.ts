import { type Html, html } from '../../contracts/html';
import type { DataFlow } from './data-flow-schema';
import { INK, line, told, units } from './drawing/ink';
import { lanesDrawing, type Part } from './drawing/lanes-drawing';
import { LEGEND_HEIGHT, legend } from './drawing/legend';
import { overviewDrawing } from './drawing/overview-drawing';
import { MARGIN, WIDTH } from './drawing/rails';
import { waysOf } from './drawing/rooms';

const TITLE = { size: 22, bold: true };
const SUBTITLE = { size: 16, bold: true };
const TOP = 64;
/** What a part takes beside its own height, with the words over it. */
const AROUND = { above: 34, below: 18 };
/** As high as a sheet of A3 across has room for, its margins taken off, where it is WIDTH wide. */
const SHEET = Math.floor((WIDTH * 265) / 396) - TOP - LEGEND_HEIGHT - AROUND.above - AROUND.below;

const WHOLE = 'The whole at once';
const LANES = 'Function by function: what it writes and reads, and to whom it hands on';

/**
 * A data flow as a drawing (SVG) that needs nothing else: the whole at once, and a lane for each function; told in words to
 * who cannot see it. The same flow gives the same bytes. Throws where a way leads to nothing.
 */
export const dataFlowSvg = (flow: DataFlow, title: string): string => {
  const lanes = lanesDrawing(flow);
  const overview = overviewDrawing(flow, Math.max(...lanes.map(({ width }) => width)));
  return drawn(flow, { id: 'flow', title }, [[WHOLE, overview], ...lanes.map((part) => [LANES, part] as const)]);
};

/** The same in sheets, each a drawing of its own that fits on A3 across. */
export const dataFlowSheets = (flow: DataFlow, title: string): readonly string[] => {
  const lanes = lanesDrawing(flow, SHEET);
  const overview = overviewDrawing(flow, Math.max(...lanes.map(({ width }) => width)));
  const all = [[WHOLE, overview] as const, ...lanes.map((part) => [LANES, part] as const)];
  return all.map((part, at) =>
    drawn(flow, { id: `flow-${at + 1}`, title: `${title}, sheet ${at + 1} of ${all.length}` }, [part]),
  );
};

const drawn = (
  flow: DataFlow,
  { id, title }: { readonly id: string; readonly title: string },
  parts: readonly (readonly [words: string, part: Part])[],
): string => {
  let height = TOP + LEGEND_HEIGHT;
  const bodies = parts.map(([words, part]): Html => {
    const top = height;
    height += AROUND.above + part.height + AROUND.below;
    return html`${line(words, MARGIN, top + 18, SUBTITLE)}
${part.draw(top + AROUND.above)}`;
  });
  const width = Math.max(...parts.map(([, part]) => part.width));
  const ways = waysOf(flow).map(({ edge, from, to }) => told(from.name, edge, to.name));
  const { text } =
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${units(width)} ${units(height)}" width="${units(width)}" height="${units(height)}" role="img" aria-labelledby="${id}-title ${id}-words" font-family="Arial, Helvetica, sans-serif">
<title id="${id}-title">${title}</title>
<desc id="${id}-words">${parts.map(([words]) => words).join('. ')}. ${ways.join('. ')}.</desc>
<rect width="100%" height="100%" fill="${INK.paper}"/>
${line(title, MARGIN, 40, { ...TITLE, fill: INK.leaf })}
${legend(TOP - 8)}
${bodies}</svg>
`;
  return text;
};
