import { type Html, html } from '../../../contracts/html';
import { type Change, type Changes, WEIGHTS, type Weight } from '../changes/schema';
import { countedChanges, HOW_KNOWN, TOPIC_TITLES, WEIGHT_TITLES } from '../changes/words';
import type { Evidence } from '../evidence';
import { code, lines, mark, number, rowsLink, section } from './parts';

const MARKS = { serious: 'bad', notable: 'fair', minor: 'quiet' } as const satisfies Readonly<Record<Weight, string>>;

/** More changes of a weight than this are not written out; the bundle has them all. */
const WRITTEN = 200;
/** More keys than these are not written out with one change. */
const KEYS = 6;

/** What is not as it was at the commit, or in the bundle, that `--since` names; the most serious first. */
export const changesSection = (changes: Evidence['changes']): Html =>
  section('changes', 'What changed since the last release', changes === undefined ? unasked() : told(changes));

const unasked = (): Html =>
  html`<p class="empty">This bundle was written without an earlier one to compare with. ${code('npx tandem evidence --out <folder> --since <earlier bundle or commit>')} tells what changed since then.</p>`;

const told = ({ since, changes, unknown }: Changes): Html => html`<p>Compared with ${
  since.kind === 'bundle' ? 'the bundle' : 'the files'
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
  return html`<h3>${WEIGHT_TITLES[weight]}</h3>
<ul class="changes">${own.slice(0, WRITTEN).map(
    (
      one,
    ) => html`<li>${mark(MARKS[weight], one.what.replace('-', ' '))} <p>${TOPIC_TITLES[one.topic]} <strong>${one.of}</strong> ${one.words}${one.findings !== undefined && rows(one)}</p></li>
`,
  )}</ul>${
    own.length > WRITTEN &&
    html`<p class="note">The first ${number(WRITTEN)} of ${number(own.length)}; all are in ${code('build/changes.json')}.</p>`
  }`;
};

/** The keys of findings, and the way to their rows, while there are any. */
const rows = ({ what, of, findings = [] }: Change): Html => {
  const [first, ...more] = findings;
  const text = more.length === 0 ? (first?.key ?? '') : of;
  const keys = html`${code(
    findings
      .slice(0, KEYS)
      .map(({ key }) => key)
      .join(', '),
  )}${findings.length > KEYS && html` and ${number(findings.length - KEYS)} more, in ${code('build/changes.json')}`}`;
  return html`<br><span class="quiet">${more.length === 0 ? 'Key' : 'Keys'} ${keys}</span>${
    what !== 'gone' &&
    html`, ${rowsLink(findings.length, { text, outcome: what === 'opened' ? 'open' : 'waived' })} in the register`
  }`;
};
