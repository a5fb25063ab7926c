import { orderCompleted } from '../../../local/panel/orders';
import type { Basket } from '../../../local/panel/shapes';
import { PRODUCTS } from './fixtures';

const line = { quantity: 1, sales: 0, retailDiscount: 0, couponDiscount: 0, couponMatchDiscount: 0 };
const basket = (lines: Basket['lines']): Basket => ({
  basket: 31198570044,
  household: 900,
  store: 330,
  at: Date.parse('2017-11-22T16:53:26Z'),
  lines,
});

describe('a basket as Order Completed', () => {
  it('carries ids as text, sums and the shelf price of each line', () => {
    const { call, source, at } = orderCompleted(
      basket([
        {
          ...line,
          product: 1,
          quantity: 2,
          sales: 3,
          retailDiscount: 0.5,
          couponDiscount: 1,
          couponMatchDiscount: 0.5,
        },
      ]),
      PRODUCTS,
    );
    expect({ source, at }).toEqual({ source: 'panel', at: Date.parse('2026-11-25T16:53:26Z') });
    expect(call).toEqual({
      type: 'track',
      event: 'Order Completed',
      messageId: 'order-31198570044',
      timestamp: '2026-11-25T16:53:26.000Z',
      userId: 'hh-900',
      properties: {
        order_id: '31198570044',
        affiliation: 'store-330',
        currency: 'USD',
        revenue: 3,
        total: 2,
        discount: 2,
        products: [{ product_id: '1', category: 'PASTRY', name: 'BREAD', brand: 'Private', quantity: 2, price: 2 }],
      },
    });
  });

  it.each([
    { case: 'a volume of fuel', product: 3, quantity: 9500, expected: 1 },
    { case: 'no quantity', product: 1, quantity: 0, expected: 1 },
    { case: 'a product nobody lists', product: 99, quantity: 7, expected: 1 },
    { case: 'pieces', product: 2, quantity: 6, expected: 6 },
  ])('counts $case as $expected', ({ product, quantity, expected }) => {
    const { call } = orderCompleted(basket([{ ...line, product, quantity, sales: 6 }]), PRODUCTS);
    expect(call.properties?.products).toEqual([expect.objectContaining({ quantity: expected, price: 6 / expected })]);
  });

  it('leaves out what the panel does not know about a product', () => {
    const { call } = orderCompleted(basket([{ ...line, product: 99 }]), PRODUCTS);
    expect(call.properties?.products).toEqual([{ product_id: '99', quantity: 1, price: 0 }]);
  });
});
