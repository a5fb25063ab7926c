import { Html, html } from '../../../contracts/html';
import type { AccessMatrix } from '../access-matrix';
import type { Artifacts } from '../artifacts';
import type { FlowEdge } from '../data-flow-schema';
import { dataFlowSheets } from '../data-flow-svg';
import { WORDS } from '../drawing/ink';
import type { Evidence } from '../evidence';
import type { Sbom } from '../sbom';
import { opensslLine } from '../seal';
import { SUMS } from '../sums';
import { code, lines, mark, number, plural, section, table } from './parts';

/** The way of personal data as a drawing, in sheets to print, and the same as a table. */
export const flowSection = ({ flow }: Evidence): Html =>
  section(
    'flow',
    'The way of personal data',
    html`<p>Drawn from the templates, the catalog and the vendor register: who sends which personal data, where they lie, who writes and
reads them, and who gets them. The same for programs: ${code('build/data-flow.json')}; on one sheet: ${code('build/data-flow.svg')}.</p>
${dataFlowSheets(flow, 'The way of personal data').map(
  (sheet, at) =>
    html`<div class="scroll drawing" role="region" tabindex="0" aria-label="Drawing of the way of personal data, sheet ${String(at + 1)}">${new Html(sheet)}</div>
`,
)}
<details class="ways"><summary>The same as a table: ${plural(flow.edges.length, 'way')}</summary>${flowTable(flow)}</details>`,
  );

const flowTable = ({ nodes, edges }: Evidence['flow']): Html => {
  const byId = new Map(nodes.map(({ id, kind, name }) => [id, html`${name}<br><span class="quiet">${kind}</span>`]));
  return table<FlowEdge>(
    'Every way of data',
    [
      { head: 'From', cell: ({ from }) => byId.get(from) ?? from },
      { head: 'To', cell: ({ to }) => byId.get(to) ?? to },
      { head: 'What passes', cell: ({ what }) => what.join(', ') },
      { head: 'Of a person', cell: ({ personal }) => WORDS[personal] },
    ],
    edges,
    'No data passes.',
  );
};

interface Access {
  readonly actor: string;
  readonly resource: string;
  readonly type: string;
  readonly actions: readonly string[];
  readonly limits: readonly string[];
}

/** Who can do what, all policies taken together: a line for each function and what it may touch. */
export const accessSection = ({ agrees, differences, permissions }: AccessMatrix): Html =>
  section(
    'access',
    'Access matrix',
    html`<p>${agrees ? mark('good', 'agrees') : mark('bad', 'differs')} ${
      agrees ? 'Exactly what platform/access.yaml lists, and nothing more.' : 'Not what platform/access.yaml lists:'
    }</p>
${differences.length > 0 && lines(differences.map(({ where, message }) => html`${code(where)} ${message}`))}
${table<Access>(
  'Effective permissions by function',
  [
    { head: 'Function or role', cell: ({ actor }) => actor },
    { head: 'May touch', cell: ({ resource, type }) => html`${code(resource)}<br><span class="quiet">${type}</span>` },
    { head: 'Actions', cell: ({ actions }) => actions.join(', ') },
    { head: 'Limited to', cell: ({ limits }) => limits.join(', ') },
  ],
  accessLines(permissions),
  'No role may do anything.',
)}`,
  );

const accessLines = (permissions: AccessMatrix['permissions']): readonly Access[] => {
  const found = new Map<string, { line: Omit<Access, 'actions'>; actions: string[] }>();
  for (const { actor, resource, type, action, limits = [] } of permissions) {
    const key = JSON.stringify([actor, resource, limits]);
    const known = found.get(key) ?? { line: { actor, resource, type, limits }, actions: [] };
    found.set(key, known);
    known.actions.push(action);
  }
  return [...found.values()].map(({ line, actions }) => ({ ...line, actions }));
};

/** What is deployed, by its hashes, and what it is made with. */
export const softwareSection = (artifacts: Artifacts, sbom: Sbom, tools: Readonly<Record<string, string>>): Html =>
  section(
    'software',
    'Software: hashes, tools, packages',
    html`${table<Artifacts['templates'][number]>(
      'Templates',
      [
        { head: 'Stack', cell: ({ stack }) => stack },
        { head: 'Resources', number: true, cell: ({ resources }) => number(resources) },
        { head: 'SHA-256', cell: ({ sha256 }) => code(sha256) },
      ],
      artifacts.templates,
      'There is no template.',
    )}
${table<Artifacts['bundles'][number]>(
  'Code of functions',
  [
    { head: 'Function', cell: ({ function: name }) => name },
    { head: 'Bytes', number: true, cell: ({ bytes }) => number(bytes) },
    { head: 'SHA-256', cell: ({ sha256 }) => code(sha256) },
  ],
  artifacts.bundles,
  'There is no function.',
)}
${table<readonly [string, string]>(
  'Tools that made and judged this',
  [
    { head: 'Tool', cell: ([name]) => name },
    { head: 'Version', cell: ([, version]) => version },
  ],
  Object.entries(tools),
  'None is named.',
)}
<h3>Bill of materials</h3>
<p>${number(sbom.components.length)} packages; each with version, licence and hash in ${code('build/sbom.cdx.json')} (CycloneDX ${sbom.specVersion}).</p>
${table<Licence>(
  'Packages by licence',
  [
    { head: 'Licence', cell: ({ licence }) => licence },
    { head: 'Needed to run', number: true, cell: ({ required }) => number(required) },
    { head: 'Optional', number: true, cell: ({ optional }) => number(optional) },
    { head: 'Only to build and test', number: true, cell: ({ excluded }) => number(excluded) },
  ],
  licencesOf(sbom),
  'No package is used.',
)}`,
  );

interface Licence {
  readonly licence: string;
  readonly required: number;
  readonly optional: number;
  readonly excluded: number;
}

const licencesOf = ({ components }: Sbom): readonly Licence[] => {
  const all = new Map<string, { licence: string; required: number; optional: number; excluded: number }>();
  for (const { licenses = [], scope } of components) {
    const [first] = licenses as readonly { expression?: string; license?: { name: string } }[];
    const licence = first?.expression ?? first?.license?.name ?? 'says none';
    const line = all.get(licence) ?? { licence, required: 0, optional: 0, excluded: 0 };
    all.set(licence, line);
    line[scope] += 1;
  }
  return [...all.values()].sort((a, b) => b.required - a.required || (a.licence < b.licence ? -1 : 1));
};

/** How anybody checks that this is what was written and signed. */
export const verifySection = (): Html =>
  section(
    'verify',
    'How to verify this',
    html`<p>In the folder of the bundle, without a network, an account or Tandem. Every file, this one too, is as it was written:</p>
<pre>sha256sum --check --strict ${SUMS}</pre>
<p>and whoever holds the key has signed the list of hashes:</p>
<pre>${opensslLine()}</pre>
<p>${code('signer.pem')} comes with the bundle, so compare its fingerprint with one that you have from elsewhere, or name your own copy of
the key in the line above. With Tandem, ${code('npx tandem verify-evidence <folder>')} does both, takes the trusted key from
${code('platform/teams.yaml')}, finds files that were added too, and names the first that differs.</p>`,
  );
