import { type Html, html } from '../../../contracts/html';

/** A column of a table: its head, and what each line has there. */
export interface Column<Line> {
  readonly head: string;
  readonly cell: (line: Line) => string | Html;
  /** Numbers stand to the right. @default false */
  readonly number?: boolean;
}

/** A table with a caption; the first cell of a line names it. Without lines, the words instead. */
export const table = <Line>(
  caption: string,
  columns: readonly Column<Line>[],
  lines: readonly Line[],
  none: string,
): Html => {
  if (lines.length === 0) return html`<p class="empty">${none}</p>`;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${columns.map(
    ({ head, number }) => html`<th scope="col"${number === true && html` class="number"`}>${head}</th>`,
  )}</tr></thead><tbody>${lines.map(
    (line) => html`<tr>${columns.map((column, at) => cell(column, line, at === 0))}</tr>
`,
  )}</tbody></table></div>`;
};

const cell = <Line>({ cell: of, number }: Column<Line>, line: Line, isName: boolean): Html => {
  if (isName) return html`<th scope="row">${of(line)}</th>`;
  return html`<td${number === true && html` class="number"`}>${of(line)}</td>`;
};

/** A part of the report, with a heading that the contents lead to. */
export const section = (id: string, title: string, body: Html): Html => html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>`;

/** A number that leads to the rows that it counts, where there are any. */
export const rowsLink = (count: number, show: Readonly<Record<string, string>>): string | Html =>
  count === 0
    ? '0'
    : html`<a href="#register" data-show="${new URLSearchParams(show).toString()}">${count.toLocaleString('en')}</a>`;

/** A number as people read it. */
export const number = (value: number): string => value.toLocaleString('en');

/** `1 rule`, `2 rules`. */
export const plural = (count: number, word: string, words = `${word}s`): string =>
  `${number(count)} ${count === 1 ? word : words}`;

/** A state in a word, in a colour beside. */
export const mark = (kind: 'good' | 'fair' | 'bad' | 'quiet', words: string): Html =>
  html`<span class="mark ${kind}">${words}</span>`;

/** Something as a program writes it. */
export const code = (text: string): Html => html`<code>${text}</code>`;

/** Several things, one below the other. */
export const lines = (all: readonly (string | Html)[]): Html =>
  html`<ul class="lines">${all.map((one) => html`<li>${one}</li>`)}</ul>`;

/** What a reader came for, in a word or two, and how good that is. */
export interface Answer {
  readonly state: 'good' | 'fair' | 'bad' | 'quiet';
  readonly answer: string;
  readonly more: string;
}

/** An answer that leads to its part of the page. */
export const answerCard = (
  id: string,
  question: string,
  { state, answer, more }: Answer,
): Html => html`<article class="answer ${state}">
<h3><a href="#${id}">${question}</a></h3>
<p class="big">${answer}</p>
<p>${more}</p>
</article>`;
