import type { Vendor } from '../../../contracts/vendor';
import type { Circuit } from '../../../lambdas/domain/ports/vendor-limits';
import { vendorFails } from '../../../local/acts/circuit';
import type { VendorStandIn } from '../../../local/vendor-stand-in';

const vendor = { vendor: 'mailhub', outbound: { breaker: { requests: 5 } } } as unknown as Vendor;
const launch = { name: 'win-back', at: 1_000, fire: async () => undefined };
const standIn = (left: () => number) => {
  const failed: [number, number][] = [];
  const vendors = {
    failNext: (...args: [number, number]) => failed.push(args),
    failing: left,
    deliveries: [
      { vendor: 'mailhub', messageId: 'a' },
      { vendor: 'mailhub', messageId: 'a' },
      { vendor: 'textly', messageId: 'b' },
    ],
  } as unknown as VendorStandIn;
  return { vendors, failed };
};

describe('a vendor that fails as a launch starts', () => {
  it('fails just often enough, and its circuit is watched until it is closed', async () => {
    const states = ['closed', 'open', 'open', 'half-open', 'closed'];
    const { vendors, failed } = standIn(() => 0);
    const act = vendorFails(vendor, launch, vendors, async () => ({ state: states.shift() ?? 'closed' }) as Circuit);
    expect(act.due.map(({ at }) => at)).toEqual([999]);
    for (const { fire } of act.due) await fire();
    while (states.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));

    expect(failed).toEqual([[5, 503]]);
    expect(await act.outcome()).toEqual({
      vendor: 'mailhub',
      failed: 5,
      openedAfterMs: expect.any(Number),
      closedAfterMs: expect.any(Number),
      delivered: 1,
    });
  });

  it('claims no circuit that never opened', async () => {
    const { vendors } = standIn(() => 3);
    const act = vendorFails(vendor, launch, vendors, async () => undefined);
    for (const { fire } of act.due) await fire();

    expect(await act.outcome()).toEqual({ vendor: 'mailhub', failed: 2, delivered: 1 });
  });
});
