import { type Html, html } from '../../../contracts/html';
import { factList, pageOf } from '../../pages/page';
import type { LaunchPlan } from '../plan';
import type { Block, Section } from '../report/document';
import { sectionsOf } from '../report/sections';
import { dataFlow } from './data-flow';
import { PLAN_STYLE } from './style';
import { timeline } from './timeline';

/** The whole plan in one file that needs nothing else, with a timeline and a drawing of where data flows. */
export const planPage = (plan: LaunchPlan): string => {
  const { launch, organisation, stage, summary, team, madeAt, fingerprint } = plan;
  return pageOf({
    title: `${launch} · plan`,
    eyebrow: `${organisation} · plan · stage ${stage.name} · real customers: ${stage.realCustomers ? 'yes' : 'no'}`,
    heading: launch,
    style: PLAN_STYLE,
    lead: html`${summary !== undefined && html`<p class="summary">${summary}</p>`}${factList([
      ['Team', team],
      ['Made', `${madeAt.slice(0, 16).replace('T', ' ')} UTC`],
      ['Plan', fingerprint.hash.slice(0, 16)],
    ])}`,
    skip: { to: 'plan', words: 'To the plan' },
    body: html`<main class="wide" id="plan">
${sectionsOf(plan).map((section) => sectionHtml(section, drawingOf(section, plan)))}
</main>
<footer class="wide">
<p>Made from the files of the project and, where it says so, from what stage ${stage.name} knows. This file loads nothing and runs nothing.</p>
</footer>`,
  });
};

const drawingOf = ({ id }: Section, plan: LaunchPlan): Html | false => {
  if (id === 'times') return timeline(plan);
  return id === 'data' ? dataFlow(plan) : false;
};

const VIEWS = { marketing: false, it: 'for IT', controls: 'for whoever controls' } as const;

const sectionHtml = ({ id, title, view, blocks }: Section, drawing: Html | false): Html => {
  const tag = VIEWS[view];
  return html`<section class="part" aria-labelledby="${id}">
<h2 id="${id}">${title}${tag !== false && html` <span class="view">${tag}</span>`}</h2>
${drawing}
${blocks.map((block, at) => blockHtml(block, `${title}, table ${at + 1}`))}
</section>
`;
};

const blockHtml = (block: Block, name: string): Html => {
  if (block.kind === 'words') return html`<p>${block.text}</p>`;
  if (block.kind === 'list') return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>
<thead><tr>${block.head.map(headCell)}</tr></thead>
<tbody>${block.rows.map((cells) => html`<tr>${cells.map(cellHtml)}</tr>`)}</tbody>
</table></div>`;
};

const headCell = (name: string): Html => (name === '' ? html`<td></td>` : html`<th scope="col">${name}</th>`);

/** The first cell names its row; blanks before its words say that it is part of the row above. */
const cellHtml = (text: string, column: number): Html => {
  if (column > 0) return html`<td>${text}</td>`;
  return html`<th scope="row"${text.startsWith(' ') && html` class="part-of"`}>${text.trim()}</th>`;
};
