import { type Html, html } from '../../../contracts/html';
import { type Change, type Changes, WEIGHTS, type Weight } from '../changes/schema';
import { countedChanges, HOW_KNOWN, TOPIC_TITLES, WEIGHT_TITLES } from '../changes/words';
import type { Evidence } from '../evidence';
import { type Column, code, lines, mark, number, section, table } from './parts';

const MARKS = { serious: 'bad', notable: 'fair', minor: 'quiet' } as const satisfies Readonly<Record<Weight, string>>;

/** More changes of a weight than this are not written out; the bundle has them all. */
const WRITTEN = 200;

/** What is not as it was at the commit, or in the bundle, that `--since` names; the most serious first. */
export const changesSection = (changes: Evidence['changes']): Html =>
  section('changes', 'What changed since the last release', changes === undefined ? unasked() : told(changes));

const unasked = (): Html =>
  html`<p class="empty">This bundle was written without an earlier one to compare with. ${code('npx tandem evidence --out <folder> --since <earlier bundle or commit>')} tells what changed since then.</p>`;

const told = ({ since, changes, unknown }: Changes): Html => html`<p>Compared with ${
  since.from === 'bundle' ? 'the bundle' : 'the files'
} of commit ${code(since.commit)}, as of ${since.asOf}.</p>
${
  changes.length === 0
    ? html`<p class="verdict ${unknown.length === 0 ? 'good' : 'fair'}"><strong>Nothing changed</strong>${unknown.length > 0 && ' of what is known'}.</p>`
    : html`<p>In all, ${countedChanges(changes)}.</p>`
}
${unknown.length > 0 && notKnown(unknown)}
${WEIGHTS.map((weight) => ofWeight(weight, changes))}`;

const notKnown = (
  unknown: Changes['unknown'],
): Html => html`<div class="verdict fair"><p><strong>Not known:</strong></p>
${lines(unknown.map(({ why }) => why))}
<p>${HOW_KNOWN}</p></div>`;

const ofWeight = (weight: Weight, changes: readonly Change[]): Html => {
  const own = changes.filter((one) => one.weight === weight);
  if (own.length === 0) return html``;
  return html`${table<Change>(WEIGHT_TITLES[weight], COLUMNS, own.slice(0, WRITTEN), '')}${
    own.length > WRITTEN &&
    html`<p class="note">The first ${number(WRITTEN)} of ${number(own.length)}; all are in ${code('build/changes.json')}.</p>`
  }`;
};

const COLUMNS: readonly Column<Change>[] = [
  { head: 'What', cell: about },
  { head: 'Became', cell: ({ what, weight }) => mark(MARKS[weight], what.replace('-', ' ')) },
  { head: 'In words', cell: ({ words }) => words },
];

/** A finding leads to its row, while there is one. */
function about({ topic, of, what }: Change): Html {
  const name = topic === 'findings' ? code(of) : html`${of}`;
  const linked =
    topic === 'findings' && what !== 'gone'
      ? html`<a href="#register" data-show="${new URLSearchParams({ text: of, outcome: '' }).toString()}">${name}</a>`
      : name;
  return html`<span class="quiet">${TOPIC_TITLES[topic]}</span> ${linked}`;
}
