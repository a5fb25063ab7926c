import { KEPT_ITEMS } from '../../../lib/evidence/kept-items';
import { personalIn, strongest } from '../../../lib/evidence/kept-personal';

describe('personalIn', () => {
  it.each([
    ['values', ['T#*'], 'plain'],
    ['the index, which has keyed hashes', ['H#*'], 'pseudonymous'],
    ['receipts and answers to erasures', ['R#*', 'RV#*'], 'pseudonymous'],
    ['answers alone', ['RV#*'], 'none'],
    ['the index and values', ['H#*', 'T#*'], 'plain'],
    ['keys that nothing is said of', ['X#*'], 'plain'],
    ['keys wider than those that something is said of', ['R*'], 'plain'],
  ])('tells of the vault how much of a person is read by whoever may read %s', (_, limits, personal) => {
    expect(personalIn('vault', limits)).toBe(personal);
  });

  it('takes a table without a limit for the most that it keeps, and an unknown one for personal data', () => {
    for (const store of new Set(KEPT_ITEMS.map((one) => one.store))) {
      const kept = KEPT_ITEMS.filter((one) => one.store === store).map(({ personal }) => personal);
      expect(personalIn(store)).toBe(strongest(kept));
    }
    expect(personalIn('people', ['H#*'])).toBe('plain');
  });
});
