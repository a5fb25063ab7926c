import type { Fields } from './call';
import { canonicalJson, sha256Base64Url } from './canonical';
import { strayIn } from './personal-data';

const LONGEST = 100;
const CONTROL = /\p{Cc}/u;

/**
 * The id an event came with, else one made from its content, so that the same event sent again is the same message. An event
 * without a time of its own is dated by its receipt, which then tells two like events apart.
 */
export const messageIdFor = (given: unknown, item: Fields, receivedAt: number | undefined): string => {
  if (typeof given === 'number') return String(given);
  if (typeof given === 'string' && given.trim() !== '') return given.trim();
  const { sentAt: _, messageId: __, ...content } = item;
  return `auto-${sha256Base64Url(contentText(receivedAt === undefined ? content : { ...content, receivedAt }))}`;
};

/** The one text of what was sent; a number that JSON cannot write counts as null. */
export const contentText = (content: Fields): string => canonicalJson(JSON.parse(JSON.stringify(content)));

/** Whether an id can travel in keys and answers: short, printable, and no e-mail address or phone number. */
export const isSafeMessageId = (id: string): boolean => {
  if (id.length > LONGEST || CONTROL.test(id)) return false;
  const stray = strayIn(id);
  return stray === undefined || stray === 'card-number';
};
