import { instantOf, occurredAt } from '../../../lambdas/domain/event-time';

const at = (text: string): number => Date.parse(text);
const received = at('2026-11-27T12:00:00.000Z');

describe('instantOf', () => {
  it.each<[unknown, string]>([
    ['2026-11-27T12:00:00.000Z', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27T07:00:00-05:00', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27T07:00:00-0500', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27 12:00:00', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27T12:00:00.123456789Z', '2026-11-27T12:00:00.123Z'],
    ['2026-11-27', '2026-11-27T00:00:00.000Z'],
    [1795780800, '2026-11-27T12:00:00.000Z'],
    [1795780800000, '2026-11-27T12:00:00.000Z'],
  ])('reads %j', (value, expected) => {
    expect(instantOf(value)).toBe(at(expected));
  });

  it.each([
    undefined,
    null,
    '',
    'yesterday',
    '11/27/2026',
    '2026-13-45',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    {},
    true,
  ])('knows that %j is no instant', (value) => {
    expect(instantOf(value)).toBeUndefined();
  });
});

describe('occurredAt', () => {
  it('corrects a clock by what it is off when the event is sent', () => {
    const original = at('2026-11-27T14:50:00.000Z');
    const sent = at('2026-11-27T15:00:00.000Z');
    expect(occurredAt({ original, sent, received })).toBe(at('2026-11-27T11:50:00.000Z'));
  });

  it('leaves an event that was not sent by a clock its own time', () => {
    const original = at('2026-11-20T08:00:00.000Z');
    expect(occurredAt({ original, received })).toBe(original);
  });

  it('is receipt where the event has no time of its own', () => {
    expect(occurredAt({ sent: at('2026-11-27T15:00:00.000Z'), received })).toBe(received);
  });

  it.each([
    ['a time in 2099', { original: at('2099-01-01T00:00:00.000Z') }],
    ['a sender in 1970', { original: at('2026-11-27T11:00:00.000Z'), sent: 0 }],
  ])('is never after receipt: %s', (_case, times) => {
    expect(occurredAt({ ...times, received })).toBe(received);
  });

  it('keeps what lies in 1970, for the edge to call it too late', () => {
    expect(occurredAt({ original: 0, received })).toBe(0);
  });
});
