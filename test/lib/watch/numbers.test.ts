import { countersText, numbersOf, shareText, spentText, total } from '../../../lib/watch/numbers';
import { launch } from '../../support/decision-fixtures';

const price = { perThousand: 790, currency: 'USD' };
const coats = launch('coats', {
  audience: { include: [], exclude: [], holdout: 0.1, atMost: 25_000 },
  channels: {
    reach: 'first',
    use: [
      { channel: 'app', kind: 'pull' },
      { channel: 'sms', kind: 'push', vendor: 'textly', price },
    ],
  },
  budget: {
    sending: { amount: 50, currency: 'USD' },
    discounts: { amount: 2000, currency: 'USD' },
    whenSpent: 'pause',
  },
});

describe('what a launch has done', () => {
  it('is read from its counters, by channel, offer and reason', () => {
    const numbers = numbersOf(coats, {
      exposed: 120,
      'held-out': 13,
      'requested.sms': 60,
      'delivered.sms': 58,
      'presented.app': 40,
      'accepted.app': 9,
      'refused.no-consent': 2,
      failed: 1,
      'redeemed.coat-20': 7,
      'redeemed.coat-care': 1,
      'discounts.USD': 51_250,
      'discounts.EUR': 999,
    });
    expect(numbers).toEqual({
      reached: 120,
      atMost: 25_000,
      heldOut: 13,
      requested: { sms: 60 },
      delivered: { sms: 58 },
      presented: { app: 40 },
      accepted: { app: 9 },
      refused: { 'no-consent': 2 },
      failed: 1,
      redeemed: { 'coat-20': 7, 'coat-care': 1 },
      sending: { spent: { amount: 0.46, currency: 'USD' }, of: { amount: 50, currency: 'USD' } },
      discounts: { spent: { amount: 512.5, currency: 'USD' }, of: { amount: 2000, currency: 'USD' } },
      whenSpent: 'pause',
    });
    expect([total(numbers.redeemed), countersText(numbers.redeemed)]).toEqual([8, 'coat-20 7, coat-care 1']);
    expect(numbers.discounts && [spentText(numbers.discounts), shareText(numbers.discounts)]).toEqual([
      '512.50 USD of 2000.00 USD',
      '25%',
    ]);
  });

  it('is nothing where nothing was counted, and has no sums without a budget', () => {
    expect(numbersOf(launch('plain'), {})).toEqual({
      reached: 0,
      heldOut: 0,
      requested: {},
      delivered: {},
      presented: {},
      accepted: {},
      refused: {},
      failed: 0,
      redeemed: {},
    });
  });

  it('is not all of a sum until all of it is spent', () => {
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    expect(shareText({ spent: usd(499.99), of: usd(500) })).toBe('99%');
    expect(shareText({ spent: usd(500), of: usd(500) })).toBe('100%');
  });
});
