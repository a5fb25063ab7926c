import { type Html, html } from '../../../contracts/html';
import type { Pictures } from '../pictures';
import type { Card } from '../previews';
import { findingList } from './findings';
import { frames } from './frames';
import { received } from './received';

/** One message: what people see, and beside it what leaves us. */
export const cardOf = (card: Card, id: string, pictures: Pictures): Html => {
  const { channel, use, language, people, rendering, findings } = card;
  const title = channel?.title ?? use.channel;
  return html`
<article class="card" data-channel="${use.channel}" data-language="${language}" data-people="${people
    .map((one) => one.id)
    .join(' ')}" aria-labelledby="card-${id}">
<header>
<h3 id="card-${id}">${title} <span class="tag">${language}</span></h3>
<p class="people">${people.map(({ label }) => label).join(' · ')}</p>
</header>
${findings.length > 0 && findingList('Of this channel', findings)}
${
  rendering.refused === undefined
    ? html`<div class="sides"><div class="shown">${frames(card, rendering, pictures)}</div>${received(card, rendering, id)}</div>`
    : html`<p class="empty"><strong>Nothing is ${use.kind === 'push' ? 'sent' : 'shown'}:</strong> <code>${rendering.refused}</code></p>`
}
</article>`;
};
