import { deliveryResult, retryAfterSeconds } from '../../../lambdas/domain/retry';

describe('deliveryResult', () => {
  it.each([
    ['delivered', [200, 201, 202, 204, 299]],
    ['failed', [300, 301, 302, 304, 400, 401, 403, 404, 409, 410, 413, 422, 451]],
    ['retry', [0, 408, 425, 429, 500, 502, 503, 504, 599]],
  ])('says %s for %j', (result, statuses) => {
    expect(statuses.map(deliveryResult)).toEqual(statuses.map(() => result));
  });
});

describe('retryAfterSeconds', () => {
  const now = new Date('2026-11-27T12:00:00.000Z');

  it.each([
    ['seconds', '120', 120],
    ['an HTTP date', 'Fri, 27 Nov 2026 12:05:00 GMT', 300],
    ['a date that has passed', 'Fri, 27 Nov 2026 11:00:00 GMT', 0],
    ['a time longer than a queue keeps a message hidden', '999999', 39_600],
    ['nothing', undefined, undefined],
    ['words', 'soon', undefined],
  ])('reads %s', (_case, header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});
