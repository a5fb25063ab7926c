import * as fc from 'fast-check';
import { hasCardNumber, isCardNumber } from '../../../lambdas/domain/card-number';

const CARDS = [
  '4111111111111111',
  '378282246310005',
  '30569309025904',
  '4222222222222',
  '6011000990139424',
  '6304000000000000',
];

/** The digits with the check digit that makes them valid. */
const completed = (digits: string): string => {
  const check = [...'0123456789'].find((digit) => isCardNumber(digits + digit));
  return digits + (check ?? '');
};

describe('hasCardNumber', () => {
  it.each(CARDS)('finds %s alone, in a sentence and behind a word', (card) => {
    for (const text of [card, `paid with ${card}, thanks`, `card:${card}`, `PAN${card}`])
      expect(hasCardNumber(text)).toBe(true);
  });

  it.each([
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111.1111.1111.1111',
    '3782 822463 10005',
    '3056 930902 5904',
  ])('finds %s, as cards print it', (card) => {
    expect(hasCardNumber(card)).toBe(true);
    expect(hasCardNumber(`2 coats, ${card} 12 27`)).toBe(true);
  });

  it('finds a card behind forty thousand groups that are none, looking at each a few times', () => {
    const groups = '4111 1111 '.repeat(20_000);
    expect(hasCardNumber(groups)).toBe(false);
    expect(hasCardNumber(`${groups}3782 822463 10005`)).toBe(true);
  });

  it('finds a number of nineteen digits in as many groups as there can be', () => {
    const card = completed('411111111111111111');
    expect(card).toHaveLength(19);
    expect(hasCardNumber(card.replace(/^(\d{4})|(\d{3})/g, '$1$2 ').trim())).toBe(true);
  });

  it('finds every number of sixteen digits with the right check digit, and none with a wrong one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[2-9]\d{14}$/), fc.integer({ min: 1, max: 9 }), (digits, off) => {
        const card = completed(digits);
        const wrong = digits + String((Number(card.at(-1)) + off) % 10);
        expect(hasCardNumber(card)).toBe(true);
        expect(hasCardNumber(wrong)).toBe(false);
      }),
    );
  });

  it.each([
    ['a clock in milliseconds', '1764230400000'],
    ['a clock in nanoseconds', '1764230400000000000'],
    ['a trade item number', '5901234123457'],
    ['a UUID', '5f2b8c1e-9d4a-4f6b-8a2e-411111111111'],
    ['a hash', 'a94111111111111111b7c'],
    ['two dates', '2026-11-27 2026-11-30'],
    ['too many digits', '41111111111111111111'],
  ])('takes %s for what it is', (_case, text) => {
    expect(hasCardNumber(text)).toBe(false);
  });
});
