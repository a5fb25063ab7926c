import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { hasCardNumber, isCardNumber } from './card-number';

/** What must not stand where nothing declares it. */
export type Stray = 'card-number' | 'e-mail' | 'phone';

/** One character before the `@` is enough; a domain has a dot, so a handle is no address. */
const EMAIL = /[\p{L}\p{N}._%+'-]@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,}/u;
/** With a country code, or written in groups as North America does; plain digits are more often an order's number. */
const INTERNATIONAL = /(?<![\w.+-])\+\d[\d\s().-]{5,20}\d(?!\w)/g;
const NORTH_AMERICAN = /(?<![\w.-])(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-])/;

const FEWEST_DIGITS = 7;

/** The first stray personal datum in a text. Most texts hold neither seven digits nor an `@`: one pass over them is all. */
export const strayIn = (text: string): Stray | undefined => {
  let digits = 0;
  let suspect = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digits += 1;
    // `@`, `%` (an address in a URL) and whatever is not ASCII (full-width digits and signs).
    else if (code === 64 || code === 37 || code > 127) suspect = true;
  }
  return digits >= FEWEST_DIGITS || suspect ? examine(text) : undefined;
};

/** A card's number in a text; for values that are personal data of another kind. */
export const hasCard = (text: string): boolean => hasCardNumber(plain(text));

/** Whether a number is a card's. */
export const isCard = (number: number): boolean => number >= 1e12 && isCardNumber(String(number));

const examine = (text: string): Stray | undefined => {
  const candidate = plain(text);
  if (hasCardNumber(candidate)) return 'card-number';
  if (EMAIL.test(candidate)) return 'e-mail';
  return hasPhone(candidate) ? 'phone' : undefined;
};

/** The text with full-width characters and the escapes of a URL undone. */
const plain = (text: string): string =>
  text.normalize('NFKC').replace(/%(40|2B)/gi, (_, code: string) => (code === '40' ? '@' : '+'));

const hasPhone = (text: string): boolean => {
  if (NORTH_AMERICAN.test(text)) return true;
  for (const [candidate] of text.matchAll(INTERNATIONAL)) {
    if (parsePhoneNumberFromString(candidate)?.isPossible() === true) return true;
  }
  return false;
};
