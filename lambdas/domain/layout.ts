import {
  directionOf,
  fillLayout,
  fillText,
  inLanguage,
  linesOf,
  paragraphsOf,
  type SlotValues,
} from '../../contracts/fill-layout';
import { html } from '../../contracts/html';
import { ANYWHERE, type ChannelLayouts, type Layout, type Layouts, STANDARD_LAYOUT } from '../../contracts/layout';
import type { Content } from './offer-words';
import { own } from './record';

/** A message as a channel shows it. */
export interface Message {
  /** The headline on one line. */
  readonly subject: string;
  /** Only of layouts that have HTML. */
  readonly html?: string;
  readonly text: string;
}

/** What is put into a layout. */
export interface Undressed {
  readonly channel: string;
  /** @default - the channel's standard layout; it also stands in for one that was launched and is not deployed yet */
  readonly layout?: string | undefined;
  readonly language: string;
  readonly content: Content;
  /** ISO 3166-1 alpha-2; decides on the footer. */
  readonly country?: string | undefined;
  /** Where the customer ends messages like this one. */
  readonly unsubscribe?: string | undefined;
}

/** A message that cannot be shown whole is not shown. The detail is the part that failed; never a value. */
export type Dressed =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly reason: 'render-failed'; readonly detail: 'layout' | Addressed };

/**
 * A message's words in its channel's layout. No value can become an element, an attribute or an address of another scheme:
 * in HTML all are escaped, and addresses are https or have one of the brand's own schemes.
 */
export const dressMessage = (layouts: Layouts, message: Undressed): Dressed => {
  const channel = own(layouts.channels, message.channel);
  const layout = channel && layoutOf(channel, message);
  if (channel === undefined || layout === undefined) return { ok: false, reason: 'render-failed', detail: 'layout' };
  const addresses = addressesOf(layouts, message);
  if ('unsafe' in addresses) return { ok: false, reason: 'render-failed', detail: addresses.unsafe };
  return {
    ok: true,
    message: filledIn(layout, layouts, message, { ...addresses, ...slotValues(layouts, channel, message) }),
  };
};

const filledIn = (
  { html: pieces, text }: Layout,
  layouts: Layouts,
  message: Undressed,
  values: SlotValues,
): Message => {
  const filling = {
    values,
    lists: { body: paragraphsOf(values.body ?? ''), footer: linesOf(values.footer ?? '') },
    words: inLanguage(layouts.words, message.language) ?? {},
  };
  return {
    subject: oneLine(message.content.headline),
    ...(pieces && { html: fillLayout(pieces, { ...filling, encode: (value) => html`${value}`.text }) }),
    text: fillText(text, filling),
  };
};

const layoutOf = ({ layouts }: ChannelLayouts, { layout = STANDARD_LAYOUT }: Undressed): Layout | undefined =>
  own(layouts, layout) ?? own(layouts, STANDARD_LAYOUT);

type Addressed = 'image.src' | 'link.href' | 'unsubscribe';

/** The way out is our own address, and has no certificate on a laptop. */
const OWN_SCHEMES = ['https', 'http'];

/** Every address of the message, in the URL parser's own writing; or the first that leads where none may. */
const addressesOf = (
  { imagesAt, schemes }: Layouts,
  { content: { image, link }, unsubscribe }: Undressed,
): SlotValues | { readonly unsafe: Addressed } => {
  const found: Partial<Record<Addressed, string>> = {};
  const add = (slot: Addressed, to: string | undefined, allowed: readonly string[]): boolean => {
    if (to === undefined) return true;
    const url = URL.canParse(to) ? new URL(to) : undefined;
    if (url !== undefined && allowed.includes(url.protocol.slice(0, -1))) found[slot] = url.href;
    return found[slot] !== undefined;
  };
  const source = image && imagesAt !== undefined ? `${imagesAt}${encodeURIComponent(image.file)}` : undefined;
  if (!add('image.src', source, ['https'])) return { unsafe: 'image.src' };
  if (!add('link.href', link?.to, ['https', ...schemes])) return { unsafe: 'link.href' };
  return add('unsubscribe', unsubscribe, OWN_SCHEMES) ? found : { unsafe: 'unsubscribe' };
};

const slotValues = ({ sender }: Layouts, channel: ChannelLayouts, message: Undressed): SlotValues => {
  const { content, language } = message;
  const footer = footerFor(channel, message);
  return {
    headline: oneLine(content.headline),
    body: plain(content.body),
    sender,
    language,
    direction: directionOf(language),
    ...(content.code !== undefined && { code: oneLine(content.code) }),
    ...(content.link && { 'link.label': oneLine(content.link.label) }),
    ...(content.image && { 'image.alt': oneLine(content.image.alt) }),
    ...(footer !== undefined && { footer: plain(footer) }),
  };
};

/** Of the control characters, which would end subjects and short messages, words need line breaks only. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim();
const oneLine = (text: string): string => plain(text).replace(/\s+/g, ' ');

/** The footer of the person's country, else of anywhere. */
const footerFor = ({ footers }: ChannelLayouts, { country = ANYWHERE, language }: Undressed): string | undefined =>
  inLanguage(own(footers, country) ?? own(footers, ANYWHERE) ?? {}, language);
