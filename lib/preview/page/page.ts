import { type Html, html } from '../../../contracts/html';
import { factList, pageOf } from '../../pages/page';
import type { Pictures } from '../pictures';
import type { OfferPreview, Previews } from '../previews';
import { cardOf } from './card';
import { filterRules, filters } from './filters';
import { findingList, findingSummary } from './findings';
import { STYLE } from './style';

export interface PageContext {
  readonly stage: string;
  readonly organisation: string;
  readonly pictures: Pictures;
}

/** The whole preview in one file that needs nothing else. */
export const previewPage = (previews: Previews, context: PageContext): string => {
  const { launch, parts, findings, general, offers } = previews;
  return pageOf({
    title: `${launch} · preview`,
    eyebrow: `${context.organisation} · preview · stage ${context.stage}`,
    heading: launch,
    style: html`${STYLE}${filterRules(previews)}`,
    lead: html`${parts.summary !== undefined && html`<p class="summary">${parts.summary}</p>`}
${facts(previews)}`,
    skip: { to: 'offers', words: 'To the offers' },
    body: html`${filters(previews)}
<main class="wide" id="offers">
${findingSummary(findings)}
${general.length > 0 && findingList('Of the launch as a whole', general)}
${offers.map((offer, index) => offerSection(offer, index, context))}
${offers.length === 0 && html`<p class="empty">No offer of this launch can be read. Mend the findings above, then preview it again.</p>`}
</main>
<footer class="wide">
<p>People on this page are made up. Words and requests were made by the code that sends them; the way out of an e-mail leads nowhere
here. Pictures are in this file, and it loads nothing.</p>
</footer>`,
  });
};

const facts = ({ parts, channels }: Previews): Html =>
  factList([
    ['Team', parts.team],
    ['Purpose', parts.purpose],
    ['When', parts.window && `${parts.window.starts} to ${parts.window.ends}, ${parts.window.timezone}`],
    ['Channels', channels.map(({ channel, title }) => title ?? channel).join(', ')],
  ]);

const offerSection = (offer: OfferPreview, index: number, context: PageContext): Html => html`
<section class="offer" data-offer="${offer.id}" aria-labelledby="offer-${String(index)}">
<h2 id="offer-${String(index)}"><span class="count">Offer ${String(index + 1)}</span> ${offer.id}</h2>
${offer.findings.length > 0 && findingList('Of this offer', offer.findings)}
${offer.unreadable.map(
  (language) => html`<p class="empty">Its words in “${language}” can be shown once their findings are mended.</p>`,
)}
<div class="cards">${offer.cards.map((card, at) => cardOf(card, `${index}-${at}`, context.pictures))}</div>
</section>`;
