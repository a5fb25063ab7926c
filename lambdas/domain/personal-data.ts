import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { hasCardNumber, isCardNumber } from './card-number';

/** What must not stand where nothing declares it; text that is none (half a surrogate pair) nowhere. */
export type Stray = 'card-number' | 'e-mail' | 'phone' | 'broken-text';

const HALF_PAIR = /\p{Cs}/u;

/** One character before the `@` is enough; a domain has a dot, so a handle is no address. */
const EMAIL = /[\p{L}\p{N}._%+'-]@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,}/u;
/** With a country code, or written in groups as North America does; plain digits are more often an order's number. */
const INTERNATIONAL = /(?<![\w.+-])\+\d[\d\s().-]{5,20}\d(?!\w)/g;
const NORTH_AMERICAN = /(?<![\w.-])(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-])/;

const CARD_DIGITS = 13;
const PHONE_DIGITS = 7;

/** The first stray personal datum in a text. One pass tells which of the patterns could match; for most texts none can. */
export const strayIn = (text: string): Stray | undefined => {
  let digits = 0;
  let at = false;
  let plus = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) digits += 1;
    else if (code === 64) at = true;
    else if (code === 43) plus = true;
    // The escape of a URL, or what is not ASCII: full-width digits and signs.
    else if (code === 37 || code > 127) return strayInUnusual(text);
  }
  return at || digits >= PHONE_DIGITS ? examine(text, digits, at, plus) : undefined;
};

const strayInUnusual = (text: string): Stray | undefined =>
  HALF_PAIR.test(text) ? 'broken-text' : examine(plain(text), Number.POSITIVE_INFINITY, true, true);

/** A card's number in a text; for values that are personal data of another kind. */
export const hasCard = (text: string): boolean => hasCardNumber(plain(text));

/** Whether a number is a card's. */
export const isCard = (number: number): boolean => number >= 1e12 && isCardNumber(String(number));

const examine = (text: string, digits: number, at: boolean, plus: boolean): Stray | undefined => {
  if (digits >= CARD_DIGITS && hasCardNumber(text)) return 'card-number';
  if (at && EMAIL.test(text)) return 'e-mail';
  return digits >= PHONE_DIGITS && hasPhone(text, plus) ? 'phone' : undefined;
};

/** The text with full-width characters and the escapes of a URL undone. */
const plain = (text: string): string =>
  text.normalize('NFKC').replace(/%(40|2B)/gi, (_, code: string) => (code === '40' ? '@' : '+'));

const hasPhone = (text: string, plus: boolean): boolean => {
  if (NORTH_AMERICAN.test(text)) return true;
  if (!plus) return false;
  for (const [candidate] of text.matchAll(INTERNATIONAL)) {
    if (parsePhoneNumberFromString(candidate)?.isPossible() === true) return true;
  }
  return false;
};
