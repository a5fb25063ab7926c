import type { VendorState } from '../../../contracts/vendor';
import type { WebhookEnvelope } from '../../../lambdas/domain/webhook-envelope';
import type { createWebhookMarks } from '../../../lambdas/stores/webhook-marks.dynamodb';
import { fresh, opened } from './opened';

export interface OpenMarks {
  readonly ports: ReturnType<typeof createWebhookMarks>;
  setVendor(vendor: string, state: VendorState): Promise<void>;
}

const envelopeOf = (vendor: string): WebhookEnvelope => ({
  vendor,
  approval: 'SEC-1',
  scheme: 'github',
  verdict: 'accepted',
  trust: 'medium',
  keyId: 'k1',
  bodyHash: 'h',
  receivedAt: '2026-11-27T12:00:00.000Z',
  beside: {},
});

export const describeWebhookMarks = (name: string, open: () => Promise<OpenMarks>): void =>
  describe(`webhook marks (${name})`, () => {
    const store = opened(open);

    it('let one take a webhook in at a time, until the mark is taken back or settled', async () => {
      const { ports } = store();
      const [vendor, id] = [fresh('vendor'), fresh('msg')];
      expect(await ports.markWebhook(vendor, id, 600)).toBe('new');
      expect(await ports.markWebhook(vendor, id, 600)).toBe('under-way');
      await ports.releaseWebhook(vendor, id);
      expect(await ports.markWebhook(vendor, id, 600)).toBe('new');
      await ports.settleWebhooks(envelopeOf(vendor), [id], 600);
      expect(await ports.markWebhook(vendor, id, 600)).toBe('duplicate');
    });

    it('are forgotten once they have run out, swept or not', async () => {
      const { ports } = store();
      const [vendor, id] = [fresh('vendor'), fresh('msg')];
      expect(await ports.markWebhook(vendor, id, -1)).toBe('new');
      expect(await ports.markWebhook(vendor, id, 600)).toBe('new');
      await ports.settleWebhooks(envelopeOf(vendor), [id], -1);
      expect(await ports.knownWebhooks(vendor, [id])).toEqual(new Set());
    });

    it('know what was taken in, not what is under way, of one vendor alone', async () => {
      const { ports } = store();
      const [vendor, other] = [fresh('vendor'), fresh('vendor')];
      const ids = Array.from({ length: 130 }, (_, index) => `item-${index}`);
      await ports.settleWebhooks(envelopeOf(vendor), ids.slice(0, 120), 600);
      await ports.markWebhook(vendor, 'item-125', 600);
      expect([...(await ports.knownWebhooks(vendor, ids))].sort()).toEqual(ids.slice(0, 120).sort());
      expect(await ports.knownWebhooks(other, ids)).toEqual(new Set());
    });

    it('let in as many a minute as they are told', async () => {
      const { ports } = store();
      const vendor = fresh('vendor');
      const at = new Date('2026-11-27T12:00:10.000Z');
      const taken = [await ports.takeSlot(vendor, 2, at), await ports.takeSlot(vendor, 2, at)];
      expect([...taken, await ports.takeSlot(vendor, 2, at)]).toEqual([true, true, false]);
      expect(await ports.takeSlot(vendor, 2, new Date('2026-11-27T12:01:00.000Z'))).toBe(true);
    });

    it('read what IT said of a vendor, one that nothing was said of as active', async () => {
      const { ports, setVendor } = store();
      const vendor = fresh('vendor');
      expect(await ports.readVendorState(vendor)).toBe('active');
      for (const state of ['suspended', 'revoked', 'active'] as const) {
        await setVendor(vendor, state);
        expect(await ports.readVendorState(vendor)).toBe(state);
      }
    });
  });
