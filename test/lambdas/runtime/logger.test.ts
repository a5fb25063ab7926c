import { createLogger, describeError, type Facts, redact } from '../../../lambdas/runtime/logger';

const lines = () => {
  const written: unknown[][] = [];
  const keep = (...line: unknown[]): void => {
    written.push(line);
  };
  return { written, log: createLogger({ info: keep, warn: keep, error: keep }) };
};
const from = (facts: Record<string, unknown>): Facts => facts as Facts;

describe('logger', () => {
  it('logs ids, codes, counts and durations', () => {
    const { written, log } = lines();
    log.info('events.accepted', { source: 'tandem.edge.shop', event: 'Order Completed', count: 3, durationMs: 12 });
    expect(written).toEqual([
      ['events.accepted', { source: 'tandem.edge.shop', event: 'Order Completed', count: 3, durationMs: 12 }],
    ]);
  });

  it('drops every key that the allow-list does not name', () => {
    expect(redact(from({ email: 'ann@example.com', body: '{}', properties: { a: 1 }, count: 1 }))).toEqual({
      count: 1,
    });
  });

  it.each([
    ['an e-mail address', 'ann@example.com'],
    ['a phone number', '+1 (555) 010-0199'],
    ['a bare phone number', '15550100199'],
    ['a card number', '4111 1111 1111 1111'],
    ['markup', '<b>Ann</b>'],
    ['a line break, which would forge a line', 'a\nb'],
    ['a text without end', 'x'.repeat(201)],
    ['an object', { name: 'Ann' }],
  ])('redacts %s in the place of an id', (_case, value) => {
    expect(redact(from({ messageId: value }))).toEqual({ messageId: '[redacted]' });
  });

  it('drops a number that is none', () => {
    expect(redact(from({ count: '4111111111111111', status: Number.NaN }))).toEqual({});
  });

  it('keeps of an error its name and code, and its cause’s', () => {
    const cause = Object.assign(new Error('user ann@example.com'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
    const error = Object.assign(new Error('ann@example.com', { cause }), {
      name: 'StoreError',
      code: 'store.throttled',
    });
    const { written, log } = lines();
    log.error('batch.record-failed', error, { attempts: 2 });
    expect(written).toEqual([
      [
        'batch.record-failed',
        {
          attempts: 2,
          errorName: 'StoreError',
          errorCode: 'store.throttled',
          causeName: 'TimeoutError',
          causeCode: 'ETIMEDOUT',
        },
      ],
    ]);
    expect(JSON.stringify(written)).not.toContain('ann');
  });

  it('describes what was thrown without being an error', () => {
    expect(describeError('ann@example.com')).toEqual({ errorName: 'string' });
    expect(describeError(null)).toEqual({ errorName: 'object' });
  });

  it('replaces a code that was put together from values', () => {
    const { written, log } = lines();
    log.warn('Hello ann@example.com');
    expect(written[0]?.[0]).toBe('log.code-malformed');
  });
});
