import { listed } from '../../../lib/messages/en/words';
import { nearest } from '../../../lib/messages/nearest';

describe('nearest', () => {
  it.each([
    { name: 'mailhup', allowed: ['textly', 'mailhub'], meant: 'mailhub' },
    { name: 'e-mail', allowed: ['email', 'sms'], meant: 'email' },
    { name: 'Product Vieved', allowed: ['Product Viewed', 'Product Added'], meant: 'Product Viewed' },
    { name: 'tema', allowed: ['team', 'when'], meant: 'team' },
    { name: 'mailmax', allowed: ['textly', 'chirp'], meant: undefined },
    { name: 'x', allowed: [], meant: undefined },
  ])('takes "$name" for $meant', ({ name, allowed, meant }) => {
    expect(nearest(name, allowed)).toBe(meant);
  });
});

describe('listed', () => {
  it('says none of none, and cuts a list that would fill the screen', () => {
    expect(listed([])).toBe('none');
    expect(listed(Array.from({ length: 14 }, (_, index) => `n${index}`))).toMatch(/n11 and 2 more$/);
  });
});
