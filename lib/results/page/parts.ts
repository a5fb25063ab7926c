import { type Html, html } from '../../../contracts/html';
import type { Comparison, Verdict } from '../comparison';
import { interval, percent, points, relative, shareText } from '../format';
import { targetSentence, verdictSentence } from '../sentences';
import type { Estimate, Share } from '../statistics';
import { whiskers } from './charts';

/** Rows under a heading and a caption; the first cell of a row names it. */
export const table = (caption: string, heading: readonly string[], rows: readonly (readonly string[])[]): Html => html`
<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${heading.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
  ([name = '', ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
)}</tbody>
</table>
</div>`;

/** A section with its heading; the id is the heading's. */
export const section = (id: string, heading: string, body: readonly Html[]): Html => html`
<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${body}
</section>`;

/** A picture, and beside it the table with its numbers. */
export const pair = (picture: Html, numbers: Html): Html => html`
<div class="pair"><div class="panel">${picture}</div><div class="panel">${numbers}</div></div>`;

const TONE: Readonly<Record<Verdict, string>> = {
  more: 'good',
  fewer: 'bad',
  unclear: 'fair',
  'too-early': 'fair',
  'nobody-held-out': 'fair',
  'nobody-reached': 'fair',
};

/** What the comparison says, in a box. */
export const verdictBox = (comparison: Comparison, ...more: readonly string[]): Html => {
  const target = targetSentence(comparison);
  return html`<div class="verdict ${TONE[comparison.verdict]}"><p><strong>${verdictSentence(comparison)}</strong></p>${[
    ...(target === undefined ? [] : [target]),
    ...more,
  ].map((words) => html`<p>${words}</p>`)}</div>`;
};

const armRow = (name: string, share: Share, rate: Estimate | undefined): readonly string[] => [
  name,
  shareText(share),
  rate === undefined ? '–' : percent(rate.value),
  rate === undefined ? '–' : interval(rate, percent),
];

/** Shares of both arms and their lift, as picture and table. */
export const comparisonPair = (id: string, { treated, heldOut, rates, lift, relative: times }: Comparison): Html => {
  const rows = [
    ...(rates.treated === undefined ? [] : [{ label: 'Reached', estimate: rates.treated }]),
    ...(rates.heldOut === undefined ? [] : [{ label: 'Held out', estimate: rates.heldOut }]),
  ];
  const title = 'Share of people who met the goal, reached and held out, with 95% intervals';
  const numbers = table(
    'People who met the goal, with 95% intervals',
    ['Arm', 'People', 'Share', '95% interval'],
    [
      armRow('Reached', treated, rates.treated),
      armRow('Held out', heldOut, rates.heldOut),
      ...(lift === undefined ? [] : [['Lift, points', '', points(lift.value), interval(lift, points)]]),
      ...(times === undefined ? [] : [['Relative lift', '', relative(times.value), interval(times, relative)]]),
    ],
  );
  return pair(
    rows.length === 0
      ? html`<p>Nobody has been reached yet.</p>`
      : html`${whiskers(rows, { id, title, write: percent })}`,
    numbers,
  );
};

/** Sentences below the figures. */
export const notes = (sentences: readonly string[]): Html =>
  sentences.length === 0 ? html`` : html`<ul class="notes">${sentences.map((one) => html`<li>${one}</li>`)}</ul>`;
