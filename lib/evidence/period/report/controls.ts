import { type Html, html } from '../../../../contracts/html';
import { code, lines, mark, number, plural, section, table } from '../../report/parts';
import type { PeriodControls } from '../operated-controls';
import { tableLink } from './parts';

type Framework = PeriodControls['frameworks'][number];
type Control = Framework['controls'][number];

const STATES = { operated: 'good', designed: 'quiet', 'no-evidence': 'fair' } as const;

/** Controls of which a table of the period can show that they were kept, and what it shows. */
export const controlSection = ({ meaning, frameworks }: PeriodControls): Html =>
  section(
    'controls',
    'Controls: which of them operated',
    html`<p>${meaning}</p>
${frameworks.map(ofFramework)}
<p class="note">Controls that only rules are mapped to are in <a href="../build/report.html#controls">build/report.html</a>; all of them, in ${code('period/controls.csv')}.</p>`,
  );

const ofFramework = ({ framework, version, controls }: Framework): Html => html`<h3>${framework}, ${version}</h3>
<p>${tally(controls)}</p>
${table<Control>(
  `Controls of ${framework} that a table can show`,
  [
    { head: 'Control', cell: ({ control, title }) => (title === undefined ? control : `${control} ${title}`) },
    { head: 'Status', cell: status },
    { head: 'Shown by', cell: ({ operation }) => lines(operation.map(shown)) },
  ],
  controls.filter(({ operation }) => operation.length > 0),
  'No table is mapped to a control.',
)}`;

const tally = (controls: readonly Control[]): string => {
  const counted = (status: Control['status']) => number(controls.filter((one) => one.status === status).length);
  return `Of all ${number(controls.length)}: ${counted('operated')} operated, ${counted('designed')} designed, ${counted('no-evidence')} without evidence.`;
};

/** Why no rule says anything is no news here: these are controls that a table can show. */
const status = ({ status: of, why }: Control): Html =>
  why === 'violated' ? mark('bad', 'violated') : mark(STATES[of], of.replace('-', ' '));

const shown = ({ table: id, count, exceptions, shows, because }: Control['operation'][number]): Html => {
  const short = count === 0 ? 'shows nothing: it has no rows' : 'does not show it: it has exceptions';
  return html`${tableLink({ id }, id)}: ${plural(count, 'row')}, ${plural(exceptions, 'exception')}${!shows && `; ${short}`}<br><span class="quiet">${because}</span>`;
};
