/**
 * First digits of card numbers, by length. Clocks in milliseconds to nanoseconds begin with 1, trade item numbers have 13 or
 * 14 digits: without this one in ten of them would pass for a card.
 */
const FIRST_DIGITS: Readonly<Record<number, string>> = {
  13: '4',
  14: '3',
  15: '123',
  16: '23456789',
  17: '23456789',
  18: '23456789',
  19: '23456789',
};

/** Whether digits are a payment card's number: 13 to 19 of them, begun as issuers begin them, with the right check digit. */
export const isCardNumber = (digits: string): boolean =>
  FIRST_DIGITS[digits.length]?.includes(digits.charAt(0)) === true && hasCheckDigit(digits);

const ZERO = 48;

/** Luhn's check. */
const hasCheckDigit = (digits: string): boolean => {
  let sum = 0;
  let double = false;
  for (let at = digits.length - 1; at >= 0; at -= 1) {
    const digit = digits.charCodeAt(at) - ZERO;
    const counted = double ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
    double = !double;
  }
  return sum % 10 === 0;
};

/** A run of digits, alone or behind or before letters; hashes, whose digits stand between letters, are none. */
const RUN = /(?<![0-9A-Za-z])[A-Za-z]*(\d{13,19})[A-Za-z]*(?![0-9A-Za-z])/g;
/** Digits in groups as cards print them: four first, then three or more; dates and UUIDs are grouped otherwise. */
const GROUPS = /(?<![0-9A-Za-z])\d{3,6}(?:[ .-]{1,3}\d{3,6}){2,}(?![0-9A-Za-z])/g;

/** Whether a text holds a card number, written together or in groups. */
export const hasCardNumber = (text: string): boolean => {
  for (const [, digits = ''] of text.matchAll(RUN)) if (isCardNumber(digits)) return true;
  for (const [groups] of text.matchAll(GROUPS)) if (hasGrouped(groups.split(/[ .-]+/))) return true;
  return false;
};

/** Groups of three digits or more, of which a number of at most 19 has no more. */
const MOST_GROUPS = 6;

/** Other numbers may stand around the card's, so every row of neighbouring groups is tried. */
const hasGrouped = (groups: readonly string[]): boolean =>
  groups.some((first, start) => {
    let digits = '';
    for (const group of first.length === 4 ? groups.slice(start, start + MOST_GROUPS) : []) {
      digits += group;
      if (digits.length > 19) return false;
      if (isCardNumber(digits)) return true;
    }
    return false;
  });
