import { type Html, html } from '../../../contracts/html';
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

/**
 * Lets nothing be loaded and nothing run: pictures are in the page, and frames show what is in it, too. Styles must be inline,
 * because those of e-mails are, and a frame has the policy of the page that it is in.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The whole preview in one file that needs nothing else. */
export const previewPage = (previews: Previews, context: PageContext): string => {
  const { launch, parts, findings, general, offers } = previews;
  const title = `${launch} · preview`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${STYLE}${filterRules(previews)}</style>
</head>
<body>
<a class="skip" href="#offers">To the offers</a>
<header class="top">
<div class="wide">
<p class="eyebrow">${context.organisation} · preview · stage ${context.stage}</p>
<h1>${launch}</h1>
${parts.summary !== undefined && html`<p class="summary">${parts.summary}</p>`}
${facts(previews)}
</div>
</header>
${filters(previews)}
<main class="wide" id="offers">
${findingSummary(findings)}
${general.length > 0 && findingList('Of the launch as a whole', general)}
${offers.map((offer, index) => offerSection(offer, index, context))}
${offers.length === 0 && html`<p class="empty">No offer of this launch can be read. Mend the findings above, then preview it again.</p>`}
</main>
<footer class="wide">
<p>People on this page are made up. Words and requests were made by the code that sends them; the way out of an e-mail leads nowhere
here. Pictures are in this file, and it loads nothing.</p>
</footer>
</body>
</html>
`.text;
};

const facts = ({ parts, channels }: Previews): Html => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Team', parts.team],
    ['Purpose', parts.purpose],
    ['When', parts.window && `${parts.window.starts} to ${parts.window.ends}, ${parts.window.timezone}`],
    ['Channels', channels.map(({ channel, title }) => title ?? channel).join(', ')],
  ];
  return html`<dl class="facts">${rows.map(([name, value]) =>
    value === undefined || value === '' ? html`` : html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
};

const offerSection = (offer: OfferPreview, index: number, context: PageContext): Html => html`
<section class="offer" data-offer="${offer.id}" aria-labelledby="offer-${String(index)}">
<h2 id="offer-${String(index)}"><span class="count">Offer ${String(index + 1)}</span> ${offer.id}</h2>
${offer.findings.length > 0 && findingList('Of this offer', offer.findings)}
${offer.unreadable.map(
  (language) => html`<p class="empty">Its words in “${language}” can be shown once their findings are mended.</p>`,
)}
<div class="cards">${offer.cards.map((card, at) => cardOf(card, `${index}-${at}`, context.pictures))}</div>
</section>`;
