import type { Outbound } from '../../../contracts/vendor-outbound';
import { outboundSettings, timeoutMs } from '../../../lambdas/domain/outbound-settings';
import { vendor } from '../../support/decision-fixtures';

const outbound = vendor().outbound as Outbound;

describe('outboundSettings', () => {
  it('takes Standard Webhooks’ schedule where a vendor has none of its own: ten attempts in 75 hours and 35 minutes', () => {
    const { waits } = outboundSettings(outbound);
    expect(waits).toHaveLength(9);
    expect(waits.reduce((sum, seconds) => sum + seconds, 0)).toBe((75 * 60 + 35) * 60 + 5);
  });

  it('reads a vendor’s own schedule, rate and breaker', () => {
    const breaker = { opensAt: '30%', requests: 10, window: '5 minutes', probeAfter: '1 minute' };
    expect(outboundSettings({ ...outbound, retry: ['1 second', '2 hours', '1 day'], rate: '7/s', breaker })).toEqual({
      rate: 7,
      timeoutMs: 10_000,
      waits: [1, 7200, 86_400],
      breaker: { opensAt: 0.3, requests: 10, windowMs: 300_000, probeAfterMs: 60_000 },
    });
  });
});

describe('timeoutMs', () => {
  it.each([
    { timeout: '10 seconds', ms: 10_000 },
    { timeout: '1 second', ms: 1000 },
    { timeout: '2 minutes', ms: 30_000 },
    { timeout: 'soon', ms: 30_000 },
  ])('takes "$timeout" for $ms ms', ({ timeout, ms }) => {
    expect(timeoutMs({ ...outbound, timeout })).toBe(ms);
  });

  it('takes the longest where nothing is said', () => {
    expect(timeoutMs(undefined)).toBe(30_000);
  });
});
