import * as fc from 'fast-check';
import { gone, isFailing, opened, permitOf, probed, probing } from '../../../lambdas/domain/circuit';

const settings = { opensAt: 0.5, requests: 20, windowMs: 60_000, probeAfterMs: 30_000 };
const T = Date.parse('2026-11-27T12:00:00.000Z');

describe('permitOf', () => {
  const open = opened(undefined, settings, T);

  it('lets everything through where nothing ever failed, and after it was closed', () => {
    expect(permitOf(undefined, T)).toBe('free');
    expect(permitOf(probed(open, 'ok', settings, T), T)).toBe('free');
  });

  it('lets one through when its time has come, and nobody beside it', () => {
    expect(permitOf(open, T)).toEqual({ waitSeconds: 30 });
    expect(permitOf(open, T + 29_999)).toEqual({ waitSeconds: 1 });
    expect(permitOf(open, T + 30_000)).toBe('probe');
    const trying = probing(open, 25_000, T + 30_000);
    expect(permitOf(trying, T + 30_000)).toEqual({ waitSeconds: 25 });
  });

  it('lets another one through where the first never came back', () => {
    expect(permitOf(probing(open, 25_000, T + 30_000), T + 55_000)).toBe('probe');
  });

  it('lets nothing through to a vendor that wants no more, however long ago that was', () => {
    expect(permitOf(gone(open, T), T + 1e10)).toEqual({ waitSeconds: 60 });
  });
});

describe('isFailing', () => {
  it.each([
    { ok: 0, failed: 19, failing: false },
    { ok: 0, failed: 20, failing: true },
    { ok: 10, failed: 10, failing: true },
    { ok: 11, failed: 10, failing: false },
    { ok: 1000, failed: 400, failing: false },
  ])('says $failing for $ok good and $failed failed', ({ failing, ...answers }) => {
    expect(isFailing(answers, settings)).toBe(failing);
  });
});

describe('a circuit', () => {
  it('waits twice as long after each request that tried in vain, a quarter of an hour at most', () => {
    let circuit = opened(undefined, settings, T);
    const waits = Array.from({ length: 7 }, () => {
      circuit = probed(circuit, 'failed', settings, T);
      return (Date.parse(circuit.probeAt) - T) / 1000;
    });
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900]);
  });

  it('has a higher version with every change, whatever happens to it', () => {
    const change = fc.constantFrom('probing', 'ok', 'failed', 'unused', 'gone');
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        let circuit = opened(undefined, settings, T);
        for (const one of changes) {
          const before = circuit.version;
          if (one === 'probing') circuit = probing(circuit, 1000, T);
          else if (one === 'gone') circuit = gone(circuit, T);
          else circuit = probed(circuit, one, settings, T);
          expect(circuit.version).toBe(before + 1);
        }
      }),
    );
  });
});
