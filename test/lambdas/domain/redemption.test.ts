import type { LaunchDefinition, Offer } from '../../../contracts/decision';
import type { BusEvent, EventDetail } from '../../../contracts/event';
import { resultsUntil } from '../../../contracts/results';
import { discountOf } from '../../../lambdas/domain/discount';
import { orderOf } from '../../../lambdas/domain/order';
import { redemptionCounts } from '../../../lambdas/domain/redemption';
import { exposed, launch, NOW } from '../../support/decision-fixtures';

type Properties = EventDetail['properties'];

const event = (properties: Properties, { name = 'Order Completed', at = NOW, id = 'm1' } = {}): BusEvent => ({
  source: 'tandem.resolved',
  detailType: name,
  detail: {
    schema: `${name}/1-0-0`,
    messageId: id,
    occurredAt: at,
    receivedAt: at,
    identifiers: [],
    properties,
    trace: 't',
    origin: 'tandem.edge.shop',
  },
});
const offer = (id: string, code: string, over: Partial<Offer> = {}): Offer => ({
  id,
  code: { fixed: code },
  copy: {},
  ...over,
});
const coats = (...offers: readonly Offer[]): LaunchDefinition => launch('coats', { offers });
const ledger = (over = {}) => ({ sends: [], exposures: { coats: exposed('treated', over) } });
const counted = (
  properties: Properties,
  {
    definition = coats(offer('ten', 'TEN'), offer('five', 'FIVE')),
    known = ledger(),
    name = 'Order Completed',
    at = NOW,
  } = {},
) => redemptionCounts(known, event(properties, { name, at }), () => [definition]);

describe('redemptionCounts', () => {
  it.each([
    { where: 'the order', properties: { order_id: '1', coupon: 'TEN' } },
    {
      where: 'a line of the order',
      properties: { order_id: '1', products: [{ sku: 'a' }, { sku: 'b', coupon: 'TEN' }] },
    },
    { where: 'other letters', properties: { order_id: '1', coupon: ' ten ' } },
    { where: 'the till', properties: { order_id: '1', coupon_id: 'TEN' }, name: 'Coupon Redeemed' },
  ])('finds the code of an offer in $where', ({ properties, name }) => {
    expect(counted(properties, name === undefined ? {} : { name })).toMatchObject([
      { launch: 'coats', counters: { 'redeemed.ten': 1 } },
    ]);
  });

  it('counts an order once, whoever tells of it and however many codes it has', () => {
    const ids = (properties: Properties, name?: string) =>
      counted(properties, name === undefined ? {} : { name }).map(({ eventId }) => eventId);
    const both = ids({ order_id: '1', coupon: 'TEN', products: [{ coupon: 'FIVE' }] });
    expect(both).toHaveLength(1);
    expect(ids({ order_id: '1', coupon_id: 'FIVE' }, 'Coupon Redeemed')).toEqual(both);
    expect(ids({ order_id: '2', coupon: 'TEN' })).not.toEqual(both);
  });

  it('prefers the offer that the person met', () => {
    const definition = coats(offer('ten', 'SAME'), offer('five', 'SAME'));
    const of = (met: string) => counted({ coupon: 'SAME' }, { definition, known: ledger({ offer: met }) })[0]?.counters;
    expect(of('five')).toEqual({ 'redeemed.five': 1 });
    expect(of('gone')).toEqual({ 'redeemed.ten': 1 });
  });

  it('finds a code of a pool that is the person’s own, and nobody else’s', () => {
    const definition = coats({ id: 'ten', code: { pool: 'autumn' }, copy: {} });
    const of = (code: string) => {
      const codes = { 'coats/autumn': { id: '1', code, at: NOW } };
      return counted({ coupon: 'A7-X' }, { definition, known: { ...ledger(), codes } as ReturnType<typeof ledger> });
    };
    expect(of('A7-X')).toMatchObject([{ counters: { 'redeemed.ten': 1 } }]);
    expect(of('B8-Y')).toEqual([]);
    expect(counted({ coupon: 'A7-X' }, { definition })).toEqual([]);
  });

  it('tells apart whoever was held out and had the code from somebody else', () => {
    const known = { sends: [], exposures: { coats: exposed('held-out') } };
    expect(counted({ coupon: 'TEN' }, { known })).toMatchObject([{ counters: { 'redeemed-held-out': 1 } }]);
  });

  it.each([
    { case: 'no code', properties: { order_id: '1' } },
    { case: 'somebody else’s code', properties: { coupon: 'OTHER' } },
    {
      case: 'an order from before the first contact',
      properties: { coupon: 'TEN' },
      known: ledger({ at: '2026-11-28T00:00:00.000Z' }),
    },
    { case: 'a launch nobody met', properties: { coupon: 'TEN' }, known: { sends: [], exposures: {} } },
    { case: 'an event that is no order', properties: { coupon_id: 'TEN' }, name: 'Coupon Denied' },
    { case: 'an offer without a code', properties: { coupon: 'TEN' }, definition: coats({ id: 'ten', copy: {} }) },
  ])('counts nothing for $case', ({ properties, case: _case, ...over }) => {
    expect(counted(properties as Properties, over as Parameters<typeof counted>[1])).toEqual([]);
  });

  it('counts until the launch’s results are final, and not after', () => {
    const until = resultsUntil(coats());
    const at = (late: number) => counted({ coupon: 'TEN' }, { at: new Date(until + late).toISOString() });
    expect([at(0), at(1)].map(({ length }) => length)).toEqual([1, 0]);
  });
});

describe('discountOf', () => {
  const ten: Offer['gives'] = { amountOff: { amount: 10, currency: 'USD' } };
  const percent = { percentOff: 20, of: { category: 'Outerwear' }, atMost: { amount: 80, currency: 'USD' } };
  const coat = { category: 'Outerwear', price: 150, quantity: 2 };
  const hat = { category: 'Hats', price: 30 };
  it.each([
    { case: 'what the offer gives', gives: ten, properties: {}, units: 1000 },
    {
      case: 'what the source says, where that is less',
      gives: ten,
      properties: { currency: 'USD', discount: 6.5 },
      units: 650,
    },
    {
      case: 'no other discounts of the basket',
      gives: ten,
      properties: { currency: 'USD', discount: 31 },
      units: 1000,
    },
    {
      case: 'a share of the lines it is about',
      gives: percent,
      properties: { currency: 'USD', products: [coat, hat] },
      units: 6000,
    },
    {
      case: 'no more than it gives at most',
      gives: percent,
      properties: { currency: 'USD', products: [coat, coat] },
      units: 8000,
    },
    {
      case: 'what the source says of an offer that gives nothing',
      gives: undefined,
      properties: { currency: 'USD', discount: 3 },
      units: 300,
    },
    {
      case: 'what the source says, of a share of nobody knows what',
      gives: percent,
      properties: { currency: 'USD', discount: 12 },
      units: 1200,
    },
    {
      case: 'nothing of lines without a price',
      gives: percent,
      properties: { currency: 'USD', products: [{ category: 'Outerwear' }] },
    },
    { case: 'nothing where nothing is known', gives: percent, properties: { coupon: 'TEN' } },
    { case: 'nothing of a currency that is none', gives: undefined, properties: { currency: 'XQX', discount: 3 } },
  ])('is $case', ({ gives, properties, units }) => {
    const order = orderOf(event(properties as Properties));
    if (order === undefined) throw new Error('No order.');
    const found = discountOf({ id: 'ten', copy: {}, ...(gives && { gives }) }, order);
    expect(found).toEqual(units === undefined ? undefined : { units, currency: 'USD' });
  });

  it('is counted once for an order, apart from the redemption, by the first report that says it', () => {
    const definition = coats(offer('ten', 'TEN', { gives: percent }));
    const till = counted({ order_id: '1', coupon_id: 'TEN' }, { definition, name: 'Coupon Redeemed' });
    const shop = counted({ order_id: '1', coupon: 'TEN', currency: 'USD', discount: 12 }, { definition });
    expect(till.map(({ counters }) => counters)).toEqual([{ 'redeemed.ten': 1 }]);
    expect(shop.map(({ counters }) => counters)).toEqual([
      { 'redeemed.ten': 1 },
      { discounted: 1, 'discounts.USD': 1200 },
    ]);
    expect(shop[0]?.eventId).toBe(till[0]?.eventId);
    expect(shop[1]?.eventId).not.toBe(shop[0]?.eventId);
  });
});
