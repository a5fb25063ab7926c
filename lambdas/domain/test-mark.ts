import type { Message } from './layout';
import type { Content } from './offer-words';

/** A message's words: alone, and in their layout. */
export interface Words {
  readonly content: Content;
  readonly message: Message;
}
/** Changes words before they leave. */
export type MarkWords = (words: Words) => Words;

const MARK = 'TEST';
const LINE = `${MARK}: sent to you alone, counted nowhere.`;
const BANNER = `<div dir="ltr" style="padding:12px;text-align:center;font:bold 16px sans-serif;color:#000000;background-color:#ffe14d">${LINE}</div>`;
const BODY = /<body\b[^>]*>/i;

const withBanner = (html: string): string =>
  BODY.test(html) ? html.replace(BODY, (body) => body + BANNER) : BANNER + html;

/** Marks everything that a vendor may make a message from: subject and first line, and the words without a layout. */
export const markTest: MarkWords = ({ content, message: { subject, html, text } }) => ({
  content: { ...content, headline: `${MARK} ${content.headline}`, body: `${MARK} ${content.body}` },
  message: {
    subject: `${MARK} ${subject}`,
    // A message without HTML is a short one: a line would cost another part.
    text: html === undefined ? `${MARK} ${text}` : `${LINE}\n\n${text}`,
    ...(html !== undefined && { html: withBanner(html) }),
  },
});
