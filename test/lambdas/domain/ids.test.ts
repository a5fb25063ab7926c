import { askSlot, decisionIdOf, emittedIdOf, itemKey, messageIdOf } from '../../../lambdas/domain/ids';

describe('decisionIdOf', () => {
  const at = { kind: 'at', launch: 'win-back', run: '2026-11-24T15:00:00Z', oldestStrand: 'email:tok_a' } as const;
  const ask = { kind: 'ask', channel: 'pos', slot: askSlot('2026-11-27T12:00:31.000Z'), limit: 1 } as const;
  const event = { kind: 'event', event: 'Store Entered', itemKey: 'S#a/EVT#store#1' } as const;

  it.each([
    ['an event: its item', event],
    ['a run: launch, run and oldest strand', at],
    ['an ask: person, channel and slot', ask],
  ])('gives an id that is stable and holds no dot for %s', (_case, trigger) => {
    const id = decisionIdOf(trigger, 'user_id:tok_a');
    expect(id).toMatch(/^dec_[A-Za-z0-9_-]{22}$/);
    expect(decisionIdOf({ ...trigger }, 'user_id:tok_a')).toBe(id);
  });

  it('does not change when a merge gives the person another id, for events and runs', () => {
    expect(decisionIdOf(event, 'a')).toBe(decisionIdOf(event, 'b'));
    expect(decisionIdOf(at, 'a')).toBe(decisionIdOf(at, 'b'));
  });

  it('tells persons, channels and slots of asks apart, not limits', () => {
    const id = decisionIdOf(ask, 'a');
    expect(decisionIdOf(ask, 'b')).not.toBe(id);
    expect(decisionIdOf({ ...ask, channel: 'app' }, 'a')).not.toBe(id);
    expect(decisionIdOf({ ...ask, slot: askSlot('2026-11-27T12:01:00.000Z') }, 'a')).not.toBe(id);
    expect(decisionIdOf({ ...ask, limit: 5 }, 'a')).toBe(id);
  });

  it('has known answers, because ids outlive deployments', () => {
    expect(decisionIdOf(event, 'a')).toBe('dec_tk7apYVKQgKfXKiNhg6H_8');
    expect(decisionIdOf(at, 'a')).toBe('dec_NwsuvEnUAAEL-fI1HkyIkW');
    expect(decisionIdOf(ask, 'a')).toBe('dec_SaKO0BDruhZ91Gy9UX-6bh');
    expect(messageIdOf('dec_1', 'coats', 'email')).toBe('msg_XAenDxgyPBwjGkiTjOwGJd');
  });
});

describe('askSlot', () => {
  it('is the minute', () => {
    expect(askSlot('2026-11-27T12:00:59.999Z')).toBe('minute:2026-11-27T12:00');
  });

  it('is a hash of the key that the caller chose, whatever is in it', () => {
    expect(askSlot('2026-11-27T12:00:59.999Z', 'ada@example.org')).toMatch(/^key_[A-Za-z0-9_-]{22}$/);
  });
});

describe('messageIdOf and emittedIdOf', () => {
  it('tell every part apart, also where joined text would be the same', () => {
    expect(messageIdOf('dec_1', 'a', 'bc')).not.toBe(messageIdOf('dec_1', 'ab', 'c'));
    expect(emittedIdOf('Offer Presented', 'a', 'bc')).not.toBe(emittedIdOf('Offer Presented', 'ab', 'c'));
  });
});

describe('itemKey', () => {
  it('is the key of the stored event', () => {
    expect(itemKey({ strand: 'email:tok_a', source: 'web', messageId: 'm1' })).toBe('S#email:tok_a/EVT#web#m1');
  });
});
