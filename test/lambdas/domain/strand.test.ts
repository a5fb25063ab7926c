import { resolvedEvent } from '../../../lambdas/domain/resolve';
import { eventKeyOf, eventStamp, originOf, strandOf, strandsOf, typeOf } from '../../../lambdas/domain/strand';
import { edgeEvent, testRules } from '../../support/profile-events';

const rules = testRules();
const at = '2026-11-27T10:00:00.000Z';
const viewed = (by: readonly string[]) => edgeEvent({ id: 'm1', event: 'Product Viewed', at, by });

describe('strands of an event', () => {
  it('come strongest first, then by id, each once, unknown types last', () => {
    const by = ['anonymous_id:d2', 'fax:f', 'email:e', 'anonymous_id:d1', 'user_id:u', 'email:e'];
    expect(strandsOf(viewed(by), rules)).toEqual([
      'user_id:u',
      'email:e',
      'anonymous_id:d1',
      'anonymous_id:d2',
      'fax:f',
    ]);
  });

  it('tell their type', () => {
    expect(typeOf(strandOf({ type: 'user_id', token: 'tok_a' }))).toBe('user_id');
  });
});

describe('keys of an event', () => {
  it('are the same before and after it is resolved', () => {
    const event = viewed(['email:e', 'user_id:u']);
    const key = { strand: 'user_id:u', source: 'shop', messageId: 'm1' };
    expect(eventKeyOf(event, rules)).toEqual(key);
    expect(eventKeyOf(resolvedEvent(event, 'user_id:u'), rules)).toEqual(key);
    expect(eventStamp(event)).toEqual({ at, key: 'shop#m1' });
    expect(originOf(event)).toBe('shop');
  });

  it('cannot be made of an event that identifies nobody', () => {
    expect(() => eventKeyOf(viewed([]), rules)).toThrow('identifies nobody');
  });
});

describe('resolvedEvent', () => {
  it('adds whose it is and where it came from, and changes nothing else', () => {
    const event = viewed(['user_id:u']);
    expect(resolvedEvent(event, 'email:e')).toEqual({
      source: 'tandem.resolved',
      detailType: 'Product Viewed',
      detail: { ...event.detail, profileId: 'email:e', origin: 'shop' },
    });
  });
});
