import { type Html, html } from '../../../contracts/html';
import type { LaunchPlan } from '../plan';
import { fieldText } from '../report/sections/data';

const [WIDTH, TOP, ROW, BOX] = [960, 36, 84, 60] as const;
const COLUMNS = { source: { x: 0, width: 170 }, gate: { x: 270, width: 190 }, end: { x: 720, width: 240 } } as const;
/** Longer lists are written out in the table below the drawing. */
const MOST_FIELDS = 5;

interface Flow {
  readonly gate: string;
  readonly end: string;
  readonly under: string;
  readonly fields: readonly string[];
  readonly leaves: boolean;
}

/** Who gets which fields: a line that leaves us is full, one that stays is dashed. */
export const dataFlow = (plan: LaunchPlan): Html => {
  const flows = flowsOf(plan);
  const height = TOP + flows.length * ROW + 8;
  const middle = TOP + (flows.length * ROW) / 2 - BOX / 2 - 12;
  const told = flows.map(({ end, fields }) => `${end} gets ${fields.join(', ')}`).join('. ');
  return html`<div class="drawing-box" tabindex="0" role="region" aria-label="Drawing of data flows"><svg class="drawing" viewBox="0 0 ${String(WIDTH)} ${String(height)}" role="img" aria-labelledby="flow-title flow-words">
<title id="flow-title">Who gets which fields of the customer</title><desc id="flow-words">${told}.</desc>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#1d2a24"/></marker></defs>
<text x="0" y="16" fill="#55645c">ours</text><text x="${String(COLUMNS.end.x)}" y="16" fill="#55645c">who gets it</text>
${box(COLUMNS.source, middle, 'customer profile', 'and vault')}
${flows.map((flow, at) => flowHtml(flow, TOP + at * ROW, middle))}
</svg></div>`;
};

const flowsOf = ({ data, definition }: LaunchPlan): readonly Flow[] => {
  const asked = definition.channels.use.filter(({ kind }) => kind === 'pull').map(({ channel }) => channel);
  return [
    ...data.map(
      ({ vendor, channels, fields, basis }): Flow => ({
        gate: 'vendor gateway',
        end: vendor,
        under: `${channels.join(', ')} · ${basis.replaceAll('_', ' ')}`,
        fields: fields.map(fieldText),
        leaves: true,
      }),
    ),
    ...(asked.length === 0
      ? []
      : [
          {
            gate: 'offer API',
            end: asked.join(', '),
            under: 'asks us; stays ours',
            fields: ['the words of the offer'],
            leaves: false,
          },
        ]),
  ];
};

const flowHtml = ({ gate, end, under, fields, leaves }: Flow, y: number, middle: number): Html => {
  const centre = y + BOX / 2;
  const { source, gate: gateAt, end: endAt } = COLUMNS;
  const shown =
    fields.length > MOST_FIELDS ? [...fields.slice(0, MOST_FIELDS), `and ${fields.length - MOST_FIELDS} more`] : fields;
  const half = Math.ceil(shown.length / 2);
  const from = middle + BOX / 2;
  const path = `M${source.width} ${from}C${source.width + 50} ${from} ${gateAt.x - 50} ${centre} ${gateAt.x} ${centre}`;
  const dashes = !leaves && html` stroke-dasharray="5 4"`;
  return html`<g>
<path d="${path}" fill="none" stroke="#1d2a24" stroke-width="1.5"${dashes} marker-end="url(#arrow)"/>
${box(gateAt, y, gate, leaves ? 'only fields on its list' : 'only words')}
<path d="M${String(gateAt.x + gateAt.width)} ${String(centre)}H${String(endAt.x)}" fill="none" stroke="#1d2a24" stroke-width="1.5"${dashes} marker-end="url(#arrow)"/>
<text x="${String(gateAt.x + gateAt.width + 12)}" y="${String(centre - 8)}" fill="#1d5c3d">${shown.slice(0, half).join(', ')}</text>
<text x="${String(gateAt.x + gateAt.width + 12)}" y="${String(centre + 18)}" fill="#1d5c3d">${shown.slice(half).join(', ')}</text>
${box(endAt, y, end, under)}
</g>
`;
};

const box = (
  { x, width }: { readonly x: number; readonly width: number },
  y: number,
  name: string,
  under: string,
): Html =>
  html`<rect x="${String(x + 1)}" y="${String(y)}" width="${String(width - 2)}" height="${String(BOX)}" rx="6" fill="#f6f8f7" stroke="#55645c"/><text x="${String(x + 12)}" y="${String(y + 25)}" fill="#1d2a24" font-weight="600">${name}</text><text x="${String(x + 12)}" y="${String(y + 45)}" fill="#55645c">${under}</text>
`;
