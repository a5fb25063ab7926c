import { toBusiness } from './calendar';
import type { Basket, BasketLine, Product, SourceCall } from './shapes';

/** Departments whose quantities are volumes, not pieces. */
const VOLUMES = new Set(['FUEL', 'COUPON', 'MISCELLANEOUS', 'CNTRL/STORE SUP']);

/** User id of a household of the panel. */
export const userIdOf = (household: number): string => `hh-${household}`;

/** One basket as one `Order Completed`. */
export const orderCompleted = (basket: Basket, products: ReadonlyMap<number, Product>): SourceCall => {
  const at = toBusiness(basket.at);
  const sum = (value: (line: BasketLine) => number): number =>
    cents(basket.lines.reduce((total, line) => total + value(line), 0));
  return {
    source: 'panel',
    at,
    household: basket.household,
    call: {
      type: 'track',
      event: 'Order Completed',
      messageId: `order-${basket.basket}`,
      timestamp: new Date(at).toISOString(),
      userId: userIdOf(basket.household),
      properties: {
        order_id: String(basket.basket),
        affiliation: `store-${basket.store}`,
        currency: 'USD',
        revenue: sum((line) => line.sales),
        total: sum((line) => line.sales - line.couponDiscount),
        discount: sum((line) => line.retailDiscount + line.couponDiscount + line.couponMatchDiscount),
        products: basket.lines.map((line) => orderLine(line, products.get(line.product))),
      },
    },
  };
};

const orderLine = (line: BasketLine, product: Product | undefined): Record<string, unknown> => {
  const quantity = product === undefined || VOLUMES.has(product.department) ? 1 : Math.max(1, line.quantity);
  return {
    product_id: String(line.product),
    ...(product === undefined ? {} : { category: product.department, name: product.type, brand: product.brand }),
    ...(product?.size === undefined ? {} : { variant: product.size }),
    quantity,
    price: cents((line.sales + line.retailDiscount + line.couponMatchDiscount) / quantity),
  };
};

const cents = (amount: number): number => Math.round(amount * 100) / 100 || 0;
