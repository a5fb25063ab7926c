import { type Html, html } from '../../../contracts/html';
import type { Estimate } from '../statistics';

const [WIDTH, LABEL, ROW, FOOT] = [640, 190, 34, 26];
const PLOT = WIDTH - LABEL - 20;

/** One figure with its interval. */
export interface Whisker {
  readonly label: string;
  readonly estimate: Estimate;
  /** Drawn stronger: what is put together from the others. */
  readonly strong?: boolean;
}

interface Named {
  /** Part of ids of the page. */
  readonly id: string;
  /** What the picture shows, for who does not see it; the table beside it has every number. */
  readonly title: string;
}

const text = (value: number): string => value.toFixed(1);

const frame = ({ id, title }: Named, rows: number, inner: readonly Html[]): Html => html`
<svg class="chart" viewBox="0 0 ${String(WIDTH)} ${String(rows * ROW + FOOT)}" role="img" aria-labelledby="${id}-title">
<title id="${id}-title">${title}</title>
${inner}
</svg>`;

const label = (words: string, row: number): Html =>
  html`<text class="label" x="${text(LABEL - 12)}" y="${text(row * ROW + ROW / 2 + 5)}" text-anchor="end">${words}</text>`;

/** Shares or differences with their intervals, one above the other on one scale; a line where `mark` is. */
export const whiskers = (
  rows: readonly Whisker[],
  named: Named & { readonly write: (value: number) => string; readonly mark?: number },
): Html => {
  const ends = [...rows.flatMap(({ estimate }) => [estimate.lower, estimate.upper]), named.mark ?? 0];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const span = most - least || 1;
  const x = (value: number): number => LABEL + ((value - least) / span) * PLOT;
  const bottom = rows.length * ROW;
  const tick = (value: number): Html =>
    html`<text class="tick" x="${text(x(value))}" y="${text(bottom + 18)}" text-anchor="middle">${named.write(value)}</text>`;
  return frame(named, rows.length, [
    html`<line class="axis" x1="${text(LABEL)}" x2="${text(LABEL + PLOT)}" y1="${text(bottom)}" y2="${text(bottom)}"></line>`,
    ...(named.mark === undefined
      ? []
      : [
          html`<line class="mark" x1="${text(x(named.mark))}" x2="${text(x(named.mark))}" y1="0" y2="${text(bottom)}"></line>`,
        ]),
    ...ticks(least, most, named.mark).map(tick),
    ...rows.map((one, row) => whisker(one, row, x)),
  ]);
};

/** The ends of the scale, and the mark where it is not too near to one of them to be read. */
const ticks = (least: number, most: number, mark: number | undefined): readonly number[] => {
  const far = (value: number): boolean => Math.min(value - least, most - value) > (most - least) / 8;
  return [least, ...(mark !== undefined && far(mark) ? [mark] : []), ...(most > least ? [most] : [])];
};

const whisker = ({ label: words, estimate, strong }: Whisker, row: number, x: (value: number) => number): Html => {
  const y = text(row * ROW + ROW / 2);
  const { value, lower, upper } = estimate;
  return html`<g class="${strong === true ? 'strong' : 'plain'}">${label(words, row)}
<line class="whisker" x1="${text(x(lower))}" x2="${text(x(upper))}" y1="${y}" y2="${y}"></line>
<circle cx="${text(x(value))}" cy="${y}" r="${strong === true ? '7' : '5'}"></circle></g>`;
};

/** Numbers as bars from nought, each with its number behind it. */
export const bars = (rows: readonly { readonly label: string; readonly value: number }[], named: Named): Html => {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  // Room for the longest number behind its bar.
  const long = PLOT - 70;
  return frame(
    named,
    rows.length,
    rows.map(({ label: words, value }, row) => {
      const width = (value / most) * long;
      return html`<g>${label(words, row)}
<rect x="${text(LABEL)}" y="${text(row * ROW + 7)}" width="${text(width)}" height="${text(ROW - 14)}"></rect>
<text class="value" x="${text(LABEL + width + 8)}" y="${text(row * ROW + ROW / 2 + 5)}">${value.toLocaleString('en-US')}</text></g>`;
    }),
  );
};
