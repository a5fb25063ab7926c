import { createHash } from 'node:crypto';
import { Html, html } from '../../contracts/html';
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
  /**
   * Code at the end of the body; the page's policy lets these very bytes run and nothing else.
   * @default - nothing runs
   */
  readonly script?: string;
}

/**
 * Lets nothing be loaded and nothing run: pictures are in the page, and frames show what is in it, too. Styles must be inline,
 * because those of e-mails are, and a frame has the policy of the page that it is in.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const policyOf = (script: string | undefined): string =>
  script === undefined
    ? POLICY
    : `${POLICY}; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** Code as the text of its element, which no text in it can end. */
const scriptElement = (script: string): Html => {
  if (/<\/script|<!--/i.test(script)) throw new Error('The code of a page would end its own element.');
  return new Html(`<script>${script}</script>\n`);
};

/** A page in one file that needs nothing else, opened from disk, and that runs nothing but the script it is given. */
export const pageOf = ({ title, eyebrow, heading, style, lead, skip, body, script }: PageProps): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script)}">
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
${script !== undefined && scriptElement(script)}</body>
</html>
`.text;

/** Names and values, those without a value left out. */
export const factList = (facts: readonly (readonly [name: string, value: string | undefined])[]): Html =>
  html`<dl class="facts">${facts.map(([name, value]) =>
    value === undefined || value === '' ? html`` : html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
