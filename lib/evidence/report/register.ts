import { deflateSync } from 'fflate';
import { type Html, html } from '../../../contracts/html';
import type { Evidence } from '../evidence';
import { findingTable } from './failing';
import type { ReportedLaunch } from './launches';
import { type PackedRows, packRows } from './packed-rows';
import { code, section } from './parts';

const HEADS = ['Outcome', 'Severity', 'Rule', 'Resource, finding', 'Launch', 'Waiver', 'Key'];

/** The whole register: searched and filtered where scripts run; where they do not, everything in it that is not compliant. */
export const registerSection = (
  { register, findings, controls }: Evidence,
  launches: readonly ReportedLaunch[],
): Html => {
  const packed = packRows(register, controls.frameworks, launches);
  return section(
    'register',
    'Every rule on every resource',
    html`<p id="rows-trouble" role="status"></p>
<div id="rows-live" hidden>
${filters(packed, launches)}
<p id="rows-count" class="count" role="status"></p>
<div id="rows-window" role="region" tabindex="0" aria-label="Rows of the register">${head('')}</div>
<div id="rows-detail" aria-live="polite"></div>
<div id="rows-paper"><p id="rows-unprinted" class="note"></p>${head('rows-printed')}</div>
</div>
<div id="rows-static">
<p>Without scripts: everything that is not compliant, waived or not. What keeps is in ${code('build/register.csv')} beside this file.</p>
${findingTable('Findings', findings.findings)}
</div>`,
  );
};

const head = (id: string): Html =>
  html`<table><caption class="hidden">Rules and what they say of resources</caption><thead><tr>${HEADS.map(
    (one) => html`<th scope="col">${one}</th>`,
  )}</tr></thead><tbody${id !== '' && html` id="${id}"`}></tbody></table>`;

/** The rows for the script: deflated by code that is the same on every machine, whatever its Node and processor. */
export const rowsData = ({ register, controls }: Evidence, launches: readonly ReportedLaunch[]): string =>
  packedText(packRows(register, controls.frameworks, launches));

const packedText = (packed: PackedRows): string =>
  Buffer.from(deflateSync(Buffer.from(JSON.stringify(packed)), { level: 9, mem: 12 })).toString('base64');

interface Choice {
  readonly value: string;
  readonly words: string;
}
const plain = (values: readonly string[]): readonly Choice[] => values.map((value) => ({ value, words: value }));

const OUTCOMES: readonly Choice[] = [
  { value: 'found', words: 'everything not compliant' },
  { value: 'open', words: 'open' },
  { value: 'waived', words: 'waived' },
  { value: 'compliant', words: 'compliant' },
];

const filters = ({ rules, controls }: PackedRows, launches: readonly ReportedLaunch[]): Html => {
  const used = new Set(rules.flatMap((one) => one.controls));
  const unique = (values: readonly string[]) => plain([...new Set(values)]);
  return html`<form id="filters" role="search" aria-label="Rows of the register" autocomplete="off">
<label class="words">Search <input type="search" name="text" placeholder="rule, path, finding, waiver or key"></label>
${select('outcome', 'Outcome', OUTCOMES, 'any', 'found')}
${select('level', 'Severity', plain(['fatal', 'error', 'warning']))}
${select('pack', 'Pack', unique(rules.map(({ pack }) => pack)))}
${select('control', 'Control', plain(controls.filter((_, place) => used.has(place))))}
${select('launch', 'Launch', [{ value: '-', words: 'none: the platform' }, ...plain(launches.map(({ launch }) => launch))])}
${select('team', 'Team', unique(launches.map(({ team }) => team).sort()))}
<button type="reset">Reset</button>
</form>`;
};

const select = (name: string, label: string, choices: readonly Choice[], all = 'any', chosen = ''): Html =>
  html`<label>${label} <select name="${name}"><option value="">${all}</option>${choices.map(
    ({ value, words }) => html`<option value="${value}"${value === chosen && html` selected`}>${words}</option>`,
  )}</select></label>`;
