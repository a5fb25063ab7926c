import { type Html, html } from '../../../contracts/html';
import type { Rendering, Sent } from '../code';
import type { Card } from '../previews';

type Shown = Extract<Rendering, { refused?: never }>;

/** What the vendor or the channel receives: fields of the person, those kept back, and the body. */
export const received = (card: Card, { sent }: Shown, id: string): Html => {
  const { use, withheld } = card;
  return html`<div class="received" role="group" aria-labelledby="received-${id}">
<h4 id="received-${id}">${sent.to} receives</h4>
<p class="request"><code>${sent.request}</code><br>${sent.contentType.split(';', 1)[0] ?? ''}, ${size(sent.body)}</p>
${use.kind === 'push' ? fieldsOf(sent) : html`<p class="note">Nothing of the customer: the channel knows who asks.</p>`}
${
  use.kind === 'push' &&
  html`<details><summary>Withheld: ${String(withheld.length)} fields</summary><p class="note">${withheld.join(', ')}</p></details>`
}
<pre tabindex="0" role="group" aria-label="Body for ${sent.to}"><code>${readable(sent)}</code></pre>
${
  readable(sent) !== sent.body &&
  html`<details><summary>Byte for byte</summary><pre class="exact" tabindex="0" role="group" aria-label="Exact body for ${sent.to}"><code>${sent.body}</code></pre></details>`
}
</div>`;
};

const fieldsOf = ({ fields }: Sent): Html =>
  fields.length === 0
    ? html`<p class="note">No field of the customer.</p>`
    : html`<dl class="fields">${fields.map(({ field, value }) => html`<div><dt>${field}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`;

const size = (body: string): string => {
  const bytes = new TextEncoder().encode(body).length;
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
};

/** Longer texts, an e-mail's HTML above all, are shown in the frame already. */
const LONGEST_TEXT = 400;

/** The body with line breaks where they help; the bytes are below. */
const readable = ({ body, contentType }: Sent): string => {
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${shortened(value)}`).join('\n');
  }
  if (!contentType.startsWith('application/json')) return body;
  const shorten = (_: string, value: unknown): unknown => (typeof value === 'string' ? shortened(value) : value);
  return JSON.stringify(JSON.parse(body), shorten, 2);
};

const shortened = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}… (${text.length} characters)`;
