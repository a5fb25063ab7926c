import { type Html, html } from '../../../contracts/html';
import type { WaiverEntry } from '../../governance/register/waiver-register';
import { code, mark, number, rowsLink, section, table } from './parts';

/** Waivers in force, the one that ends first before the others. */
export const inForce = (waivers: readonly WaiverEntry[]): readonly WaiverEntry[] =>
  waivers.filter(({ state }) => state === 'in-force').sort(byEnd);

const byEnd = (a: WaiverEntry, b: WaiverEntry): number =>
  a.expires === b.expires ? (a.id < b.id ? -1 : 1) : a.expires < b.expires ? -1 : 1;

/** What waives nothing first, although it names something; then what does, and what is still to come. */
const ORDER: readonly WaiverEntry['state'][] = ['ended', 'too-wide', 'in-force', 'not-yet'];

/** What is waived, until when, who answers and who allowed it; within a state the next to end first. */
export const waiverSection = (waivers: readonly WaiverEntry[]): Html =>
  section(
    'waivers',
    'What is waived, until when and by whom',
    html`<p>A waiver lets a finding stand for a time: somebody answers for it, somebody else allowed it. From its last day on it waives
nothing, and what it named fails again.</p>
${table<WaiverEntry>(
  'Waivers, the next to end first',
  [
    { head: 'Waiver', cell: ({ id }) => id },
    { head: 'Ends', cell: ends },
    { head: 'Waives', cell: waives },
    {
      head: 'Findings',
      number: true,
      cell: ({ names, id, state }) =>
        state === 'not-yet' ? number(names.length) : rowsLink(names.length, { text: id, outcome: 'found' }),
    },
    { head: 'Reason, and what holds instead', cell: why },
    { head: 'Owner', cell: ({ owner }) => owner },
    { head: 'Approver', cell: ({ approver, ticket, granted }) => `${approver}, ${ticket}, ${granted}` },
  ],
  [...waivers].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || byEnd(a, b)),
  'Nothing is waived.',
)}`,
  );

const ends = ({ granted, expires, state, use }: WaiverEntry): Html => html`${expires}
${state === 'ended' && mark('bad', 'has ended')}${state === 'too-wide' && mark('bad', 'too wide: waives nothing')}${state === 'not-yet' && mark('fair', `not before ${granted}`)}${use === 'unused' && mark('fair', 'names nothing')}${use === 'option-off' && mark('quiet', 'option is off')}`;

const waives = ({ rule, path, finding }: WaiverEntry): Html =>
  html`${code(rule)}<br>${code(path)}${finding !== undefined && html`<br>${code(finding)}`}`;

const why = ({ reason, compensating }: WaiverEntry): Html =>
  html`<p>${reason}</p>${compensating !== undefined && html`<p class="quiet">Instead: ${compensating}</p>`}`;
