import { type Html, html } from '../../../contracts/html';
import type { ControlEntry, Controls } from '../../governance/register/controls';
import { code, lines, mark, number, rowsLink, section, table } from './parts';

const STATES = { designed: 'good', operated: 'good', 'no-evidence': 'quiet' } as const;

/** Every control of every framework: what is evidence for it, or why there is none. */
export const controlSection = ({ meaning, frameworks }: Controls): Html =>
  section(
    'controls',
    'Controls',
    html`<p>${meaning}</p>
${frameworks.map(
  (framework) => html`<h3>${framework.framework}, ${framework.version}</h3>
<p>${tally(framework.controls)} Mappings rest on: ${Object.entries(framework.sources)
    .map(([name, source]) => `${name}: ${source}`)
    .join('; ')}.</p>
${table<ControlEntry>(
  `Controls of ${framework.framework}`,
  [
    { head: 'Control', cell: ({ control, title }) => (title === undefined ? control : `${control} ${title}`) },
    { head: 'Status', cell: status },
    { head: 'Rules', cell: ({ mappings }) => lines(mappings.map(({ rule }) => code(rule))) },
    ...(['compliant', 'waived', 'open'] as const).map((outcome) => ({
      head: outcome[0]?.toUpperCase() + outcome.slice(1),
      number: true,
      cell: ({ control, rows }: ControlEntry) =>
        rowsLink(rows[outcome], { control: `${framework.framework} ${control}`, outcome }),
    })),
    { head: 'Waivers', cell: ({ waivers }) => waivers.join(', ') },
  ],
  framework.controls,
  'No control is mapped.',
)}`,
)}`,
  );

const tally = (controls: readonly ControlEntry[]): string => {
  const counted = (status: ControlEntry['status']) => number(controls.filter((one) => one.status === status).length);
  return `${counted('designed')} designed, ${counted('operated')} operated, ${counted('no-evidence')} without evidence.`;
};

const status = ({ status: of, why, note, records }: ControlEntry): Html =>
  html`${why === 'violated' ? mark('bad', 'violated') : mark(STATES[of], of.replace('-', ' '))}${why !== undefined && why !== 'violated' && html`<br>${why}`}${
    note !== undefined && html`<br><span class="quiet">${note}</span>`
  }${records.length > 0 && html`<br>${records.join(', ')}`}`;
