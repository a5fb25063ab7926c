import fc from 'fast-check';
import type { Ledger } from '../../../contracts/decision';
import type { BusEvent } from '../../../contracts/event';
import { customerOutcome } from '../../../lambdas/domain/customer-outcome';
import { exposed, launch, NOW } from '../../support/decision-fixtures';
import { createMemoryCounters } from '../../support/memory-engagement';

const HOUR = 3_600_000;
const definition = launch('coats', {
  goal: { event: 'Order Completed', where: {}, withinSeconds: 7 * 86_400 },
  offers: [{ id: 'ten', code: { fixed: 'TEN' }, gives: { amountOff: { amount: 10, currency: 'USD' } }, copy: {} }],
});

interface Ordered {
  readonly number: number;
  readonly hours: number;
  readonly coupon: boolean;
}
const paid = ({ number, hours, coupon }: Ordered): BusEvent => {
  const at = new Date(Date.parse(NOW) + hours * HOUR).toISOString();
  return {
    source: 'tandem.resolved',
    detailType: 'Order Completed',
    detail: {
      schema: 'Order Completed/1-0-0',
      messageId: `m${number}`,
      occurredAt: at,
      receivedAt: at,
      identifiers: [],
      properties: { order_id: `${number}`, currency: 'USD', total: 5, ...(coupon && { coupon: 'TEN' }) },
      trace: 't',
    },
  };
};

const orders = fc.uniqueArray(
  fc.record({ number: fc.nat(30), hours: fc.integer({ min: -48, max: 400 }), coupon: fc.boolean() }),
  { selector: ({ number }) => number, maxLength: 8 },
);
/** The orders with copies of them, in any order. */
const deliveries = orders.chain((each) =>
  fc.tuple(fc.constant(each), fc.shuffledSubarray([...each, ...each], { minLength: each.length })),
);

describe('customerOutcome', () => {
  it('gives the same counters whatever the order and however often an event comes; times add up to goals', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, fc.constantFrom('treated', 'held-out'), async ([each, chosen], arm) => {
        const missing = each.filter((one) => !chosen.includes(one));
        const { countOnce, readCounters, partOf } = createMemoryCounters();
        let ledger: Ledger = {
          sends: [],
          exposures: { coats: exposed(arm, { at: NOW, offer: 'ten', channel: 'email' }) },
        };
        for (const one of [...chosen, ...missing]) {
          const outcome = customerOutcome(ledger, paid(one), () => [definition]);
          ledger = outcome.ledger ?? ledger;
          for (const { eventId, launch: id, counters, parts } of outcome.counts)
            await countOnce(eventId, id, counters, parts);
        }
        const counters = await readCounters('coats');
        const inTime = each.filter(({ hours }) => hours > 0 && hours <= 168);
        expect(counters[`orders.${arm}`] ?? 0).toBe(inTime.length);
        expect(counters[`revenue.${arm}.USD`] ?? 0).toBe(inTime.length * 500);
        expect(counters[`goal.${arm}`] ?? 0).toBe(inTime.length > 0 ? 1 : 0);
        const redeemed = each.filter(({ hours, coupon }) => coupon && hours >= 0).length;
        expect(counters[arm === 'treated' ? 'redeemed.ten' : 'redeemed-held-out'] ?? 0).toBe(redeemed);
        expect(counters['discounts.USD'] ?? 0).toBe(redeemed * 1000);
        const times = Object.values(partOf('coats', 'times')).reduce((sum, people) => sum + people, 0);
        expect(times).toBe(counters[`goal.${arm}`] ?? 0);
      }),
    );
  });
});
