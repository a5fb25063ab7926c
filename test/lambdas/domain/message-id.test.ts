import { isSafeMessageId, messageIdFor } from '../../../lambdas/domain/message-id';

describe('messageIdFor', () => {
  it('keeps the id that an event came with', () => {
    expect(messageIdFor(' order-1 ', {}, undefined)).toBe('order-1');
    expect(messageIdFor(42, {}, undefined)).toBe('42');
  });

  it('makes the same id of the same event, whenever and in whatever order its members are sent', () => {
    const first = messageIdFor(undefined, { event: 'A', userId: 'u', sentAt: '2026-11-27' }, undefined);
    const again = messageIdFor('', { userId: 'u', event: 'A', sentAt: '2026-11-28' }, undefined);
    expect(first).toMatch(/^auto-[\w-]{43}$/);
    expect(again).toBe(first);
    expect(messageIdFor(undefined, { event: 'B', userId: 'u' }, undefined)).not.toBe(first);
  });

  it('tells events without a time apart by their receipt', () => {
    expect(messageIdFor(undefined, { event: 'A' }, 1)).not.toBe(messageIdFor(undefined, { event: 'A' }, 2));
  });
});

describe('isSafeMessageId', () => {
  it.each(['order-31198570044', 'ajs-next-1764230400000-3f2b8c1e-9d4a-4f6b-8a2e-00c0ffee0042'])('takes %s', (id) => {
    expect(isSafeMessageId(id)).toBe(true);
  });

  it.each([
    ['one that is too long', 'x'.repeat(101)],
    ['an e-mail address', 'order-ada@households.example'],
    ['a phone number', '+1 202 555 0143'],
    ['a control character', 'a\nb'],
  ])('refuses %s', (_case, id) => {
    expect(isSafeMessageId(id)).toBe(false);
  });
});
