import { type Html, html } from '../../contracts/html';
import { PAGE_STYLE } from './style';

export interface PageProps {
  readonly title: string;
  /** Above the heading: whose page, of what, from where. */
  readonly eyebrow: string;
  readonly heading: string;
  /** Rules beside those of all pages. */
  readonly style: Html;
  /** First thing below the heading. */
  readonly lead?: Html;
  /** Where the link past the head leads: id of an element of the body, and words. */
  readonly skip: { readonly to: string; readonly words: string };
  readonly body: Html;
}

/**
 * Lets nothing be loaded and nothing run: pictures are in the page, and frames show what is in it, too. Styles must be inline,
 * because those of e-mails are, and a frame has the policy of the page that it is in.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A page in one file that needs nothing else, opened from disk, and that runs nothing. */
export const pageOf = ({ title, eyebrow, heading, style, lead, skip, body }: PageProps): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${PAGE_STYLE}${style}</style>
</head>
<body>
<a class="skip" href="#${skip.to}">${skip.words}</a>
<header class="top">
<div class="wide">
<p class="eyebrow">${eyebrow}</p>
<h1>${heading}</h1>
${lead ?? false}
</div>
</header>
${body}
</body>
</html>
`.text;

/** Names and values, those without a value left out. */
export const factList = (facts: readonly (readonly [name: string, value: string | undefined])[]): Html =>
  html`<dl class="facts">${facts.map(([name, value]) =>
    value === undefined || value === '' ? html`` : html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
