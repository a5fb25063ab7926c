import type {
  Circuit,
  CountAnswers,
  LoadCircuit,
  SaveCircuit,
  TakeNumbers,
} from '../../../lambdas/domain/ports/vendor-limits';
import { fresh, opened } from './opened';

export interface VendorLimitPorts {
  readonly takeNumbers: TakeNumbers;
  readonly loadCircuit: LoadCircuit;
  readonly saveCircuit: SaveCircuit;
  readonly countAnswers: CountAnswers;
}

const circuit = (version: number): Circuit => ({
  state: 'open',
  version,
  since: '2026-11-27T12:00:00.000Z',
  probeAt: '2026-11-27T12:00:30.000Z',
  probes: 0,
});

export const describeVendorLimits = (name: string, open: () => Promise<VendorLimitPorts>): void =>
  describe(`vendor limits (${name})`, () => {
    const store = opened(open);

    it('hands out the numbers of a second once, from the one asked for first', async () => {
      const vendor = fresh('vendor');
      expect(await store().takeNumbers(vendor, 1000, 3, 7)).toBe(10);
      expect(await store().takeNumbers(vendor, 1000, 2, 0)).toBe(12);
      expect(await store().takeNumbers(vendor, 1001, 2, 0)).toBe(2);
    });

    it('hands out no number twice to those who ask at once', async () => {
      const vendor = fresh('vendor');
      const ends = await Promise.all(Array.from({ length: 20 }, () => store().takeNumbers(vendor, 1000, 5, 0)));
      expect([...ends].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => 5 * (index + 1)));
    });

    it('knows no circuit of a vendor that never failed', async () => {
      expect(await store().loadCircuit(fresh('vendor'))).toBeUndefined();
    });

    it('saves a circuit only over the version it was read at', async () => {
      const vendor = fresh('vendor');
      const { loadCircuit, saveCircuit } = store();
      expect(await saveCircuit(vendor, circuit(1), 0)).toBe('saved');
      expect(await saveCircuit(vendor, circuit(1), 0)).toBe('conflict');
      expect(await saveCircuit(vendor, circuit(2), 1)).toBe('saved');
      expect(await saveCircuit(vendor, circuit(2), 1)).toBe('conflict');
      expect(await loadCircuit(vendor)).toEqual(circuit(2));
    });

    it('adds up the answers of one window', async () => {
      const vendor = fresh('vendor');
      const { countAnswers } = store();
      expect(await countAnswers(vendor, '0-1', { ok: 3, failed: 0 })).toEqual({ ok: 3, failed: 0 });
      expect(await countAnswers(vendor, '0-1', { ok: 0, failed: 2 })).toEqual({ ok: 3, failed: 2 });
      expect(await countAnswers(vendor, '0-2', { ok: 1, failed: 0 })).toEqual({ ok: 1, failed: 0 });
    });
  });
