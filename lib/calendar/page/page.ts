import { type Html, html } from '../../../contracts/html';
import { factList, pageOf } from '../../pages/page';
import type { Calendar } from '../calendar';
import type { CalendarEntry } from '../entries';
import { audienceWords, clockText, dayText, overlapWords, quietWords, silentWords } from '../words';
import { CALENDAR_STYLE } from './style';
import { bars, type Span, scale, spanOf } from './timeline';

export interface CalendarContext {
  readonly organisation: string;
  readonly stage: string;
  /** The day it is of. */
  readonly day: string;
  /** Whether states are those of the stage. */
  readonly isDeployed: boolean;
}

/** The whole calendar in one file that needs nothing else. */
export const calendarPage = (calendar: Calendar, { organisation, stage, day, isDeployed }: CalendarContext): string => {
  const { entries, overlaps, blackouts, quietHours, earlier } = calendar;
  const teams = new Set(entries.map(({ team }) => team));
  return pageOf({
    title: `Calendar of launches · ${organisation}`,
    eyebrow: `${organisation} · stage ${stage} · as of ${day}`,
    heading: 'Calendar of launches',
    style: CALENDAR_STYLE,
    lead: factList([
      ['Launches', String(entries.length)],
      ['Teams', String(teams.size)],
      ['Overlaps', String(overlaps.length)],
      ['States', isDeployed ? `of stage ${stage}` : 'from files alone'],
    ]),
    skip: { to: 'launches', words: 'To the launches' },
    body: html`<main class="wide">
${launches(calendar)}
${listSection(
  'Overlaps',
  'Launches that can speak to the same people on the same channel at the same time. Each person still gets one decision, and no more than policy allows.',
  overlaps.map((overlap) => {
    const [one, other] = overlap.launches;
    return html`<strong>${one}</strong> and <strong>${other}</strong>, ${dayText(overlap.from, 'UTC')} to ${dayText(overlap.until, 'UTC')}: ${overlapWords(overlap)}`;
  }),
  'No two launches meet.',
)}
${listSection(
  'Days on which nothing is sent',
  'By the customer’s calendar. Messages wait; those whose launch has ended by then are refused.',
  blackouts.map((one) => html`${silentWords(one)}`),
  'There are none.',
)}
${listSection(
  'Quiet hours',
  'Messages wait until they end.',
  quietHours.map((one) => html`${quietWords(one)}`),
  'There are none.',
)}
</main>
<footer class="wide">
<p>${earlier > 0 && `${earlier} launches that ended earlier are left out. `}Days of overlaps are those of UTC; all other times are by the launch’s
own clock. This file loads nothing.</p>
</footer>`,
  });
};

const launches = (calendar: Calendar): Html => {
  const span = spanOf(calendar);
  return html`<section aria-labelledby="launches"><h2 id="launches">Launches</h2>
${
  span === undefined
    ? html`<p class="empty">No launch ends from this day on.</p>`
    : html`<p class="legend">A bar is the time in which a launch speaks: dashed while it is planned, full while it is live, striped while it is paused, grey once
it has ended. The thin line after it is the time in which its offers can be redeemed. Marked days are silent ones.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table of launches"><table class="times">
<thead><tr><th scope="col" class="who">Launch</th><th scope="col" class="when">When</th><th scope="col">Where, for whom</th><th scope="col" class="time">Time${scale(span)}</th></tr></thead>
<tbody>${calendar.entries.map((entry) => row(entry, calendar, span))}</tbody>
</table></div>`
}
</section>`;
};

const row = (entry: CalendarEntry, calendar: Calendar, span: Span): Html => {
  const { launch, team, state, timezone, startsAt, endsAt, redeemUntil, at, channels } = entry;
  return html`<tr>
<th scope="row">${launch}<small>${team}</small>${state !== undefined && html`<span class="state ${state}">${state}</span>`}</th>
<td>${clockText(startsAt, timezone)}<br>to ${clockText(endsAt, timezone)}<small>${timezone}</small>${
    at !== undefined && html`<small>speaks at ${clockText(at, timezone)}</small>`
  }${redeemUntil > endsAt && html`<small>redeemed until ${dayText(redeemUntil, timezone)}</small>`}</td>
<td>${channels.join(', ')}<small>${audienceWords(entry)}</small></td>
<td class="time">${bars(span, entry, calendar)}</td>
</tr>`;
};

const listSection = (title: string, says: string, items: readonly Html[], none: string): Html => {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<p>${says}</p>
${items.length === 0 ? html`<p class="empty">${none}</p>` : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`}
</section>`;
};
