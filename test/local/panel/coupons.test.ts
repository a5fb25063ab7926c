import { campaignAssigned, couponRedeemed, joinRedemptions } from '../../../local/panel/coupons';
import { basketsBetween } from '../../../local/panel/transactions';
import { type Row, tablesOf, transactionsOf } from './fixtures';

const redemption = { household: 7, coupon: 10000085207, campaign: 18, day: '2017-11-23' };
const joined = (rows: readonly Row[]) => {
  const baskets = [...basketsBetween(transactionsOf(rows), 0, Number.MAX_VALUE, () => true)];
  const coupons = new Map([[redemption.coupon, new Set([1])]]);
  return joinRedemptions(baskets, tablesOf({ redemptions: [redemption], coupons }));
};
const row = { household: 7, at: '2017-11-24T02:00:00Z' };

describe('joining redemptions to baskets of the local day', () => {
  it.each([
    { match: 'line', departments: ['PASTRY'], line: { product: 1, couponDiscount: 1 } },
    { match: 'product', departments: ['PASTRY'], line: { product: 1 } },
    { match: 'coupon', departments: [], line: { product: 2, couponDiscount: 1 } },
    { match: 'day', departments: [], line: { product: 2 } },
  ])('joins by $match', ({ match, departments, line }) => {
    const [found] = joined([{ ...row, basket: 5, ...line }]);
    expect(found).toMatchObject({ match, departments, basket: { basket: 5 } });
  });

  it('prefers the surest basket of the day to the first', () => {
    const [found] = joined([
      { ...row, basket: 5, product: 2, couponDiscount: 1 },
      { ...row, basket: 6, product: 1, couponDiscount: 1 },
    ]);
    expect(found).toMatchObject({ match: 'line', basket: { basket: 6 } });
  });

  it('leaves out a redemption without a basket that day', () => {
    expect(joined([{ ...row, basket: 5, product: 1, at: '2017-11-24T12:00:00Z' }])).toEqual([]);
  });

  it('tells a redemption at the time of its basket, with how sure the join is', () => {
    const [found] = joined([{ ...row, basket: 5, product: 1 }]);
    const { call } = couponRedeemed(found ?? fail());
    expect(call).toMatchObject({
      event: 'Coupon Redeemed',
      messageId: 'redeemed-7-10000085207-18-2017-11-23',
      timestamp: '2026-11-27T02:00:00.000Z',
      properties: { coupon_id: '10000085207', campaign_id: '18', order_id: '5', match: 'product' },
    });
  });

  it('starts a campaign at New York midnight of its moved first day', () => {
    const campaign = { campaign: 18, type: 'Type A', starts: '2017-11-22', ends: '2017-12-20' };
    const found = campaignAssigned({ household: 7, campaign: 18 }, tablesOf({ campaigns: new Map([[18, campaign]]) }));
    expect(found?.call).toMatchObject({
      messageId: 'campaign-18-7',
      timestamp: '2026-11-25T05:00:00.000Z',
      properties: { starts: '2026-11-25', ends: '2026-12-23' },
    });
  });
});

const fail = (): never => {
  throw new Error('nothing was joined');
};
