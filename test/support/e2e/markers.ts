import type { Customer } from './people';

/** Runs through every personal value that is seeded; nothing else contains it. */
const MARK = 'zqmark';
const CARD = '5500 0055 5555 5559';

/** A customer whose every personal value can be told apart from anything else there is. */
export interface Marked extends Customer {
  readonly anonymousId: string;
  readonly previousId: string;
  readonly handle: string;
  readonly loyaltyNumber: string;
  readonly phone: string;
  readonly traits: Readonly<Record<string, string>>;
  readonly text: string;
}

export const marked = (index: number): Marked => {
  const email = `${MARK}.mail${index}@markers.test`;
  const phone = `+1 (212) 555-70${10 + index}`;
  const handle = `@${MARK}_handle${index}`;
  const loyaltyNumber = `${MARK}-card-${index}`;
  return {
    userId: `${MARK}-user-${index}`,
    anonymousId: `${MARK}-device-${index}`,
    previousId: `${MARK}-previous-${index}`,
    email,
    phone,
    handle,
    loyaltyNumber,
    traits: {
      email,
      phone,
      handle,
      loyalty_number: loyaltyNumber,
      first_name: `${MARK}first${index}`,
      last_name: `${MARK}last${index}`,
      name: `${MARK}first${index} ${MARK}last${index}`,
      address: `${index} ${MARK} Street`,
    },
    text: `The bread was mouldy, says ${MARK}text${index}`,
  };
};

/** Values that are nobody's, for the places where personal data must not stand. */
export const STRAY = {
  email: `${MARK}.stray@markers.test`,
  phone: '(212) 555-7099',
  card: CARD,
  name: `${MARK}-name`,
} as const;

const base64Of = (text: string): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    // Characters that neighbouring bytes take part in are cut off at both ends.
    const whole = bytes.toString('base64').replaceAll('=', '');
    return whole.slice(Math.ceil((shift * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });

/** Spellings to look for, in lower case; the phone numbers and the card with and without their marks. */
const PLAIN = [MARK, '21255570', '(212) 555-70', '5500005555555559', CARD];
/** Spellings that have a case of their own. */
const ENCODED = base64Of(MARK);

/** The seeded spellings that bytes contain. */
export const marksIn = (bytes: Buffer): readonly string[] => {
  const text = bytes.toString('latin1');
  const lower = text.toLowerCase();
  return [...PLAIN.filter((mark) => lower.includes(mark)), ...ENCODED.filter((mark) => text.includes(mark))];
};
