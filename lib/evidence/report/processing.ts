import { type Html, html } from '../../../contracts/html';
import { factList } from '../../pages/page';
import type { Activity, Processing } from '../processing-schema';
import type { Retention } from '../retention';
import { lines, section, table } from './parts';

/** The record of processing activities (GDPR Art. 30(1)), and how long every store keeps what it holds. */
export const processingSection = ({ controller, activities, region, retention, gaps }: Processing): Html =>
  section(
    'processing',
    'Record of processing (GDPR Art. 30)',
    html`${factList([
      ['Controller', controller.name],
      ['Address', controller.address],
      ['Contact', controller.contact],
      ['Data protection officer', controller.dataProtectionOfficer],
      ['Representative', controller.representative],
      ['Kept in', region],
    ])}
${gaps.length > 0 && html`<p>What the article asks for and no file says:</p>${lines(gaps)}`}
${table<Activity>(
  'Activities by purpose',
  [
    { head: 'Purpose', cell: ({ purpose, title }) => html`${purpose}<br><span class="quiet">${title}</span>` },
    { head: 'Basis', cell: ({ basis, silence }) => `${basis.replaceAll('_', ' ')}; silence means ${silence}` },
    { head: 'Of whom', cell: ({ dataSubjects }) => dataSubjects.join(', ') },
    { head: 'Categories of data', cell: ({ categories }) => categories.join(', ') },
    {
      head: 'Events, and how long they are kept',
      cell: ({ events }) => lines(events.map(({ event, retention: kept }) => `${event}: ${kept}`)),
    },
    { head: 'Launches', cell: ({ launches }) => lines(launches.map(({ launch, team }) => `${launch} (${team})`)) },
    { head: 'Recipients', cell: ({ recipients }) => recipients.join(', ') || 'none' },
  ],
  activities,
  'No purpose is declared.',
)}
<h3 id="retention">Retention</h3>
${table<Retention>(
  'Until when every store keeps what it holds',
  [
    { head: 'Store', cell: ({ store, kind }) => `${store} (${kind})` },
    { head: 'Holds', cell: ({ holds }) => holds },
    { head: 'Personal data', cell: ({ personal }) => personal },
    { head: 'Until', cell: ({ until }) => until },
  ],
  retention,
  'No store is made.',
)}`,
  );
