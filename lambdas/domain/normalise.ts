import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { PiiKind } from '../../contracts/event';

/** Country of numbers written without a country code. */
const HOME = 'US';
/** Already in its one spelling: reading the world's numbering plans again would be most of an event's cost. */
const HOME_E164 = /^\+1[2-9]\d{2}[2-9]\d{6}$/;
const LONGEST = 4000;

const EMAIL = /^[^\s@]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u;
const HANDLE = /^[\p{L}\p{N}._-]{1,64}$/u;
const CARD = /^[0-9A-Z]{3,40}$/;
const CONTROL = /\p{Cc}/u;
/** Half a surrogate pair is no character: stores would put the same replacement in the place of each. */
const HALF_PAIR = /\p{Cs}/u;

/** The one spelling of a value, by which it is found again; undefined for what is no value of the kind. */
const spellings: Readonly<Record<PiiKind, (text: string) => string | undefined>> = {
  email: (text) => (text.length <= 254 && EMAIL.test(text) ? text.toLowerCase() : undefined),
  phone: (text) => phone(text),
  social: (text) => matching(HANDLE, text.replace(/^@/, '').toLowerCase()),
  loyalty: (text) => matching(CARD, text.replace(/[\s-]/g, '').toUpperCase()),
  user: (text) => identifier(text),
  device: (text) => identifier(text),
  name: (text) => text,
  address: (text) => text,
  text: (text) => text,
};

/** Normalises a personal value by its kind; undefined for one that is no value of that kind, the empty one included. */
export const normalise = (kind: PiiKind, value: unknown): string | undefined => {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const trimmed = text.normalize('NFC').trim();
  return trimmed === '' || trimmed.length > LONGEST || HALF_PAIR.test(trimmed) ? undefined : spellings[kind](trimmed);
};

const matching = (pattern: RegExp, text: string): string | undefined => (pattern.test(text) ? text : undefined);

const identifier = (text: string): string | undefined => (text.length > 200 || CONTROL.test(text) ? undefined : text);

/** A national number has to be one that the home country gives out; otherwise another country's would become a stranger's. */
const phone = (text: string): string | undefined => {
  if (HOME_E164.test(text)) return text;
  const parsed = parsePhoneNumberFromString(text, HOME);
  const known = text.startsWith('+') ? parsed?.isPossible() : parsed?.isValid();
  return known === true ? parsed?.number : undefined;
};
