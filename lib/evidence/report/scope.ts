import { type Html, html } from '../../../contracts/html';
import { factList } from '../../pages/page';
import type { Evidence } from '../evidence';
import { code, lines, number, plural, section } from './parts';

/** Of what the report is, below its heading. */
export const subject = ({ register: { about, verdict } }: Evidence): Html => html`
<p class="summary">${
  verdict.passes
    ? 'Passes: no enforced rule is broken without a waiver in force.'
    : 'FAILS: enforced rules are broken and no waiver in force answers for it.'
}</p>
${factList([
  ['Stage', about.stage],
  ['Real customers', about.realCustomers ? 'yes' : 'no'],
  ['Account, region', `${about.account}, ${about.region}`],
  ['Commit', about.commit.slice(0, 12)],
  ['Committed', `${about.committedAt.slice(0, 16).replace('T', ' ')} UTC`],
  ['Judged as of', about.asOf],
])}`;

/** What the report covers and what it does not: the first thing that an auditor asks. */
export const scopeSection = (evidence: Evidence): Html =>
  section(
    'scope',
    'Scope',
    html`<div class="two"><div><h3>Covered</h3>${lines(covered(evidence))}</div>
<div><h3>Not covered</h3>${lines(notCovered(evidence))}</div></div>`,
  );

const covered = ({
  register: { about, packs, rows },
  artifacts,
  access,
  sbom,
}: Evidence): readonly (string | Html)[] => [
  html`All ${number(artifacts.templates.length)} stacks of stage ${about.stage} as commit ${code(about.commit)} makes them:
${plural(
  artifacts.templates.reduce((sum, { resources }) => sum + resources, 0),
  'resource',
)}.`,
  html`${plural(packs.length, 'pack')} of rules, ${String(packs.filter(({ mode }) => mode === 'enforced').length)} of them enforced. Every rule was asked about every
resource; ${plural(rows.length, 'answer')} concern it and are below, the others are counted.`,
  `Effective permissions of every role (${number(access.permissions.length)}), which ${access.agrees ? 'are exactly' : 'are NOT'} those of platform/access.yaml.`,
  `Personal data: purposes, vendors, stores and how long each keeps it. Software: ${plural(sbom.components.length, 'package')}.`,
];

const notCovered = ({ register: { about, packs, verdict }, processing }: Evidence): readonly (string | Html)[] => [
  ...(about.changed.length === 0
    ? []
    : [
        html`<strong>Files that are not as the commit has them:</strong> ${about.changed.slice(0, 6).join(', ')}${about.changed.length > 6 && ` and ${about.changed.length - 6} more (${'build/register.json'} names them)`}.`,
      ]),
  ...(verdict.leftOut.length === 0
    ? []
    : [html`<strong>Launches with mistakes, which cannot be deployed:</strong> ${verdict.leftOut.join(', ')}.`]),
  'What happened at run time, who approved and who deployed: that is the part period/ of a bundle, where it has one. A control that is “designed” here has not been shown to operate.',
  'What an account has beside these stacks, and whether they are deployed as they are here.',
  ...packs
    .filter(({ superseded }) => superseded !== undefined)
    .map(
      ({ pack, superseded }) =>
        `Pack ${pack} is made after a standard that ${superseded?.by} superseded on ${superseded?.on}; it is shown, and decides nothing about the present one.`,
    ),
  ...processing.gaps.map((gap) => `For the record of processing: ${gap}`),
];
