import type { LaunchDefinition } from '../../../contracts/decision';
import type { JoinedRedemption } from '../../../local/panel/coupons';
import { compare } from '../../../local/report/comparison';

const definition = {
  launch: 'browse-to-basket',
  offers: [
    {
      id: 'bakery',
      gives: { percentOff: 10, of: { category: 'PASTRY' } },
      for: {
        kind: 'did',
        event: 'Product Viewed',
        where: { category: ['PASTRY', 'DELI'] },
        atLeast: 1,
        withinSeconds: 1,
      },
      copy: {},
    },
  ],
} as unknown as LaunchDefinition;
const REDEEMED = '2017-11-23T15:00:00Z';
const redemption = (departments: readonly string[], household = 7): JoinedRedemption => ({
  redemption: { household, coupon: 1, campaign: 2, day: '2017-11-23' },
  basket: { basket: 1, household, store: 1, at: Date.parse(REDEEMED), lines: [] },
  match: departments.length > 0 ? 'line' : 'day',
  departments,
});
const offer = (at: string, household = 7) => ({
  household,
  at: Date.parse(at),
  launch: 'browse-to-basket',
  offer: 'bakery',
});

describe('offers beside redemptions', () => {
  it('counts a redemption in a department the offer was about', () => {
    expect(compare([redemption(['DELI'])], [offer('2026-11-25T15:00:00Z')], [definition])).toEqual({
      redemptions: 1,
      households: 1,
      offeredBefore: 1,
      joinedToProduct: 1,
      sameDepartment: 1,
    });
  });

  it.each([
    { case: 'decided after the redemption', made: offer('2026-11-27T15:00:00Z') },
    { case: 'of another household', made: offer('2026-11-25T15:00:00Z', 8) },
  ])('leaves out an offer $case', ({ made }) => {
    expect(compare([redemption(['DELI'])], [made], [definition])).toMatchObject({
      offeredBefore: 0,
      sameDepartment: 0,
    });
  });

  it('tells apart what cannot be joined to a product', () => {
    const found = compare([redemption([]), redemption(['MEAT'])], [offer('2026-11-25T15:00:00Z')], [definition]);
    expect(found).toMatchObject({ redemptions: 2, offeredBefore: 2, joinedToProduct: 1, sameDepartment: 0 });
  });
});
