import { deliveryResult, retryAfterSeconds, waitSeconds } from '../../../lambdas/domain/retry';

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
    ['a time longer than a queue keeps a message hidden', '999999', 900],
    ['nothing', undefined, undefined],
    ['words', 'soon', undefined],
  ])('reads %s', (_case, header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe('waitSeconds', () => {
  const now = new Date('2026-11-27T12:00:00.000Z');

  it.each([
    ['as long as a busy vendor asks', { status: 429, retryAfter: '120' }, 1, 120],
    ['as long as one that is down asks', { status: 503, retryAfter: 'Fri, 27 Nov 2026 12:05:00 GMT' }, 1, 300],
    ['a little longer each time one asks for nothing', { status: 429, retryAfter: '0' }, 5, 32],
    ['a quarter of an hour at most', { status: 429, retryAfter: '7' }, 15, 900],
    ['for no vendor that does not say when', { status: 429 }, 1, undefined],
    ['for no other status', { status: 500, retryAfter: '120' }, 1, undefined],
    ['for no vendor that has said so for hours', { status: 503, retryAfter: '120' }, 20, undefined],
  ])('waits %s', (_case, answer, attempts, seconds) => {
    expect(waitSeconds(answer, attempts, now)).toBe(seconds);
  });
});
