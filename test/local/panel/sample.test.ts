import { sampleHouseholds } from '../../../local/panel/sample';
import { transactionsOf } from './fixtures';

const rows = transactionsOf([
  { basket: 1, household: 1, at: '2017-01-05T12:00:00Z', product: 1 },
  ...Array.from({ length: 30 }, (_, index) => ({
    basket: index + 2,
    household: index + 2,
    at: '2017-11-01T12:00:00Z',
    product: 1,
  })),
]);
const from = Date.parse('2017-11-20T05:00:00Z');
const to = Date.parse('2017-11-27T05:00:00Z');

describe('the sample of households', () => {
  it('holds those who bought in the 90 days before the window or in it, nobody else', () => {
    const all = sampleHouseholds(rows, from, to, 100);
    expect(all).toHaveLength(30);
    expect(all).not.toContain(1);
  });

  it('grows by adding households: a larger sample holds the smaller', () => {
    const small = sampleHouseholds(rows, from, to, 8);
    expect(sampleHouseholds(rows, from, to, 20)).toEqual(expect.arrayContaining(small));
  });
});
