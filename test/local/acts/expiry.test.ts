import type { Vendor } from '../../../contracts/vendor';
import { vendorExpires } from '../../../local/acts/expiry';
import type { VendorEvent } from '../../../local/vendor-feedback';

const window = { from: Date.parse('2026-11-23T05:00:00Z'), to: Date.parse('2026-11-30T05:00:00Z') };
const vendor = (name: string, expires: string): Vendor =>
  ({
    vendor: name,
    approval: { by: 'it', ticket: 'SEC-1', date: '2026-01-01', expires },
    inbound: { events: { reviewed: 'Product Reviewed' } },
  }) as unknown as Vendor;

describe('a vendor whose approval ends in the window', () => {
  it('sends before and after, and is told what it was answered', async () => {
    const sent: VendorEvent[] = [];
    const act = vendorExpires(
      [vendor('later', '2027-01-01'), vendor('ends', '2026-11-27')],
      window,
      async (_, event) => {
        sent.push(event);
        return { status: event.at < '2026-11-27' ? 204 : 403, body: undefined };
      },
    );
    for (const { fire } of act.due) await fire();

    expect(act.due.map(({ at }) => new Date(at).toISOString())).toEqual(sent.map(({ at }) => at));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(4);
    expect((await act.outcome())?.webhooks.map(({ status }) => status)).toEqual([204, 204, 403, 403]);
  });

  it('is nobody where no approval ends', async () => {
    const act = vendorExpires([vendor('later', '2027-01-01')], window, async () => ({ status: 500, body: undefined }));
    expect(act.due).toEqual([]);
    expect(await act.outcome()).toBeUndefined();
  });
});
