import { minorUnits, moneyOf, moneyText } from '../../../contracts/money';
import { pricesSchema, sendingPrice, thousandMessages } from '../../../contracts/prices';
import { discountsSpent, messagePrice, sendingLimit, sendingSpent, sumUsedUp } from '../../../contracts/spending';
import { launch } from '../../support/decision-fixtures';
import { shippedWorkspace } from '../../support/shipped-platform';

describe('money', () => {
  it.each([
    [{ amount: 80.5, currency: 'USD' }, 8050, '80.50 USD'],
    [{ amount: 0.29, currency: 'USD' }, 29, '0.29 USD'],
    [{ amount: 500, currency: 'JPY' }, 500, '500 JPY'],
    [{ amount: 1.005, currency: 'BHD' }, 1005, '1.005 BHD'],
  ])('is whole minor units by ISO 4217 and back: %j', (sum, minor, text) => {
    expect(minorUnits(sum)).toBe(minor);
    expect(moneyOf(minor, sum.currency)).toEqual(sum);
    expect(moneyText(sum)).toBe(text);
  });
});

describe('prices', () => {
  it.each([
    ['0.0079 USD', 'message', 790],
    ['0.40 USD', '1000 messages', 40],
    ['0.29 EUR', 'message', 29_000],
    ['4 JPY', 'message', 4000],
    ['0.00135 BHD', 'message', 1350],
  ] as const)('of %s for %s is %d minor units for a thousand', (price, per, perThousand) => {
    expect(thousandMessages({ price, per })).toEqual({ perThousand, currency: price.slice(-3) });
  });

  it('are known for every vendor and channel that shipped launches can use', () => {
    const { prices, channels, vendors } = shippedWorkspace();
    const pushed = channels.filter(({ kind }) => kind === 'push').map(({ channel }) => channel);
    const missing = vendors.flatMap(({ vendor, channels: served }) =>
      served.filter((channel) => pushed.includes(channel) && sendingPrice(prices, vendor, channel) === undefined),
    );
    expect(missing).toEqual([]);
    expect(prices.platform).toBeDefined();
  });

  it('refuse what is finer than a thousand messages can be counted in', () => {
    const row = { vendor: 'mailhub', channel: 'email', per: '1000 messages', asOf: '2026-11-01', source: 's' };
    expect(pricesSchema.safeParse({ sending: [{ ...row, price: '0.40 USD' }] }).success).toBe(true);
    expect(pricesSchema.safeParse({ sending: [{ ...row, price: '0.405 USD' }] }).success).toBe(false);
  });
});

describe('what a launch has spent', () => {
  const use = (channel: string, perThousand: number) =>
    ({ channel, kind: 'push', vendor: 'v', price: { perThousand, currency: 'USD' } }) as const;
  const coats = launch('coats', {
    channels: { reach: 'all', use: [use('email', 40), use('sms', 790), { channel: 'app', kind: 'pull' }] },
    budget: {
      sending: { amount: 1, currency: 'USD' },
      discounts: { amount: 20, currency: 'USD' },
      whenSpent: 'pause',
    },
  });

  it('is what its messages cost and what was taken off, in minor units', () => {
    const counters = { 'delivered.email': 1000, 'delivered.sms': 3, 'delivered.fax': 9, 'discounts.USD': 1999 };
    // 40 cents, and 2.37 cents: no part of a cent is left out.
    expect(sendingSpent(coats, counters)).toBe(43);
    expect(discountsSpent(coats, counters)).toBe(1999);
    expect([messagePrice(use('sms', 790)), sendingLimit(coats)]).toEqual([790, 100_000]);
  });

  it.each([
    ['nothing', {}, 0, undefined],
    ['all but the cheapest message', {}, 99_960, undefined],
    ['less than that', {}, 99_961, 'sending'],
    ['all by what was delivered', { 'delivered.email': 2500 }, 0, 'sending'],
    ['all discounts', { 'discounts.USD': 2000 }, 100_000, 'discounts'],
    ['discounts of another currency', { 'discounts.EUR': 9999 }, 0, undefined],
  ])('uses a sum up: %s', (_case, counters, setAside, sum) => {
    expect(sumUsedUp(coats, { counters, setAside })).toBe(sum);
  });

  it('uses up no sum that nothing costs', () => {
    const free = { ...coats, channels: { reach: 'all', use: [{ channel: 'app', kind: 'pull' }] } } as const;
    expect(sumUsedUp(free, { counters: {}, setAside: 100_000 })).toBeUndefined();
  });
});
