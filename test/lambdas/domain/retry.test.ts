import * as fc from 'fast-check';
import { deliveryResult, nextWait, retryAfterSeconds } from '../../../lambdas/domain/retry';

describe('deliveryResult', () => {
  it.each([
    ['delivered', [200, 201, 202, 204, 299]],
    ['failed', [400, 402, 404, 405, 413, 422, 451]],
    ['retry', [0, 300, 301, 302, 304, 307, 401, 403, 407, 408, 409, 425, 429, 500, 502, 503, 504, 599]],
    ['gone', [410]],
  ])('says %s for %j', (result, statuses) => {
    expect(statuses.map(deliveryResult)).toEqual(statuses.map(() => result));
  });
});

const now = new Date('2026-11-27T12:00:00.000Z');

describe('retryAfterSeconds', () => {
  it.each([
    ['seconds', '120', 120],
    ['an HTTP date', 'Fri, 27 Nov 2026 12:05:00 GMT', 300],
    ['a date that has passed', 'Fri, 27 Nov 2026 11:00:00 GMT', 0],
    ['more than a day', '999999', 86_400],
    ['nothing', undefined, undefined],
    ['words', 'soon', undefined],
    ['a number below nought', '-5', undefined],
  ])('reads %s', (_case, header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe('nextWait', () => {
  const waits = [5, 300, 1800];
  const wait = (attempts: number, retryAfter?: string, random = 0.5): number | undefined =>
    nextWait({ attempts, answer: retryAfter === undefined ? {} : { retryAfter }, waits, now, random });

  it('follows the schedule, and ends with it', () => {
    expect([1, 2, 3, 4].map((attempts) => wait(attempts))).toEqual([5, 300, 1800, undefined]);
  });

  it('waits longer where the vendor asks for it, by seconds or by date', () => {
    expect([wait(1, '60'), wait(1, 'Fri, 27 Nov 2026 12:02:00 GMT')]).toEqual([60, 120]);
  });

  it('does not let a vendor ask for less than the schedule has', () => {
    expect(wait(2, '0')).toBe(300);
  });

  it('spreads a wait by a tenth both ways, and never comes sooner than the vendor asks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.option(fc.nat({ max: 4000 }), { nil: undefined }),
        (attempts, random, asked) => {
          const seconds = wait(attempts, asked?.toString(), random) ?? Number.NaN;
          const scheduled = waits[attempts - 1] ?? Number.NaN;
          expect(seconds).toBeGreaterThanOrEqual(Math.max(0.9 * scheduled, asked ?? 0));
          expect(seconds).toBeLessThanOrEqual(Math.max(1.1 * scheduled, asked ?? 0));
        },
      ),
    );
  });
});
