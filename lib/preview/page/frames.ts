import { directionOf } from '../../../contracts/fill-layout';
import { type Html, html } from '../../../contracts/html';
import { smsSize } from '../../brand/measure';
import type { Rendering, ShownMessage } from '../code';
import type { Pictures } from '../pictures';
import type { Card } from '../previews';

type Shown = Extract<Rendering, { refused?: never }>;

/** The message as the channel shows it: on a phone and on a desktop, or as the words that are read out or typed. */
export const frames = (card: Card, { message }: Shown, pictures: Pictures): Html => {
  if (message.html !== undefined) {
    const fill = card.people.some(({ images }) => images) ? pictures.filled : pictures.missing;
    return devices(card, message, fill(message.html));
  }
  return isShort(card) ? shortMessage(card, message) : words(card, message);
};

const labelOf = ({ channel, use, language }: Card): string => `${channel?.title ?? use.channel}, ${language}`;

/**
 * The frames may do nothing: no script, no form, no way out of them. Links in them lead nowhere, because the page's policy lets
 * no frame load anything.
 */
const devices = (card: Card, { subject }: ShownMessage, shown: string): Html => html`
${card.use.kind === 'push' && html`<p class="subject"><span>Subject</span> <span dir="${directionOf(card.language)}">${subject}</span></p>`}
<div class="devices ${card.use.kind}">
<figure class="phone"><div class="screen"><iframe sandbox="" loading="lazy" title="${labelOf(card)}, on a phone" srcdoc="${shown}"></iframe></div><figcaption>Phone · 375 px</figcaption></figure>
<figure class="desktop"><div class="screen"><iframe sandbox="" loading="lazy" title="${labelOf(card)}, on a desktop" srcdoc="${shown}"></iframe></div><figcaption>Desktop · 800 px</figcaption></figure>
</div>`;

const isShort = ({ channel }: Card): boolean => channel?.kind === 'push' && channel.reachableBy === 'phone';

const shortMessage = (card: Card, { text }: ShownMessage): Html => {
  const { segments, encoding, odd } = smsSize(text);
  return html`<figure class="chat"><div class="bubble" lang="${card.language}" dir="${directionOf(card.language)}">${text}</div>
<figcaption><strong>${String(segments)} segment${segments === 1 ? '' : 's'}</strong> · ${encoding} · ${String([...text].length)} characters${
    odd.length > 0 && html`<br>Only UCS-2 has: <bdi>${odd.join(' ')}</bdi>`
  }</figcaption></figure>`;
};

const words = (card: Card, { text }: ShownMessage): Html => {
  const [lang, dir] = [card.language, directionOf(card.language)];
  return html`<div class="devices">
<figure class="words narrow"><div class="sheet" lang="${lang}" dir="${dir}">${text}</div><figcaption>Narrow</figcaption></figure>
<figure class="words broad"><div class="sheet" lang="${lang}" dir="${dir}">${text}</div><figcaption>Wide</figcaption></figure>
</div>`;
};
