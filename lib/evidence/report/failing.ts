import { type Html, html } from '../../../contracts/html';
import { isOpen } from '../../governance/register/register';
import type { Evidence } from '../evidence';
import { type Column, code, mark, number, plural, rowsLink, section, table } from './parts';

type Finding = Evidence['findings']['findings'][number];

/** More findings than this are not written out one by one; the register of the report has them all. */
const WRITTEN = 1_000;

/** What fails, finding by finding; then what packs found that decide nothing, rule by rule. */
export const failingSection = (evidence: Evidence): Html => {
  const { verdict } = evidence.register;
  const failing = new Set(verdict.failing);
  const findings = evidence.findings.findings.filter(({ key }) => failing.has(key));
  return section(
    'failing',
    'What fails',
    html`${
      verdict.passes
        ? html`<p class="verdict good"><strong>Nothing fails.</strong> Every rule of an enforced pack keeps, or a waiver in force answers for it.</p>`
        : html`<p class="verdict bad"><strong>${plural(findings.length, 'finding')}</strong> of enforced packs that no waiver in force answers for.</p>`
    }
${verdict.leftOut.length > 0 && html`<p class="verdict bad">Launches with mistakes, left out: ${verdict.leftOut.join(', ')}.</p>`}
${findings.length > 0 && findingTable('What fails', findings)}
${reported(evidence)}`,
  );
};

/** Findings as a table, with the key that each has in every format. */
export const findingTable = (caption: string, findings: readonly Finding[]): Html =>
  html`${table(caption, FINDING, findings.slice(0, WRITTEN), 'Nothing was found.')}${
    findings.length > WRITTEN &&
    html`<p class="note">The first ${number(WRITTEN)} of ${number(findings.length)}; all are in ${code('build/findings.csv')}.</p>`
  }`;

const FINDING: readonly Column<Finding>[] = [
  { head: 'Key', cell: ({ key }) => code(key) },
  { head: 'Outcome', cell: outcome },
  { head: 'Severity', cell: ({ level }) => level },
  { head: 'Rule', cell: ({ rule, what }) => html`${code(rule)}<br><span class="quiet">${what}</span>` },
  {
    head: 'Where',
    cell: ({ path, finding, message }) =>
      html`${code(path)}${finding !== undefined && html`<br>${code(finding)}`}${message !== undefined && html`<br>${message}`}`,
  },
];

function outcome({ outcome: of, mode, waiver, waiverStarts, waiverEnded }: Finding): Html {
  if (!isOpen(of)) return html`${mark('fair', 'waived')} ${waiver ?? ''}`;
  const words = of === 'error' ? 'could not be judged' : 'open';
  return html`${mode === 'enforced' ? mark('bad', words) : mark('quiet', `${words}, reported`)}${
    waiverEnded !== undefined && html` ${waiver ?? ''} ended ${waiverEnded}`
  }${waiverStarts !== undefined && html` ${waiver ?? ''} holds from ${waiverStarts} on`}`;
}

interface OpenRule {
  readonly rule: string;
  readonly pack: string;
  readonly what: string;
  readonly count: number;
}

/** Packs that are only reported say the same of many resources: one line a rule. */
const reported = ({ findings: { findings } }: Evidence): Html => {
  const rules = new Map<string, OpenRule>();
  for (const { mode, outcome: of, rule, pack, what } of findings) {
    if (mode === 'reported' && isOpen(of)) {
      rules.set(rule, { rule, pack, what, count: (rules.get(rule)?.count ?? 0) + 1 });
    }
  }
  if (rules.size === 0) return html``;
  return html`<h3>Found by packs that are only reported</h3>
<p>These decide nothing; what is waived for enforced packs shows up here again.</p>
${table(
  'Open in reported packs, by rule',
  [
    { head: 'Rule', cell: ({ rule }) => code(rule) },
    { head: 'Pack', cell: ({ pack }) => pack },
    { head: 'What it says', cell: ({ what }) => what },
    { head: 'Findings', number: true, cell: ({ count, rule }) => rowsLink(count, { text: rule, outcome: 'open' }) },
  ],
  [...rules.values()].sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1)),
  '',
)}`;
};
