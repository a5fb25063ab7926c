import type { StrandState } from '../../../contracts/profile';
import type { Effects } from '../../../lambdas/domain/effects';
import { PROFILE_LIMITS } from '../../../lambdas/domain/profile-rules';
import { observe } from '../../../lambdas/domain/strand-state';

const stamp = (day: number, key = 'shop#m') => ({ at: `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`, key });
const see = (
  state: StrandState | undefined,
  day: number,
  effects: Partial<Effects> = {},
  { key = `shop#m${day}`, limits = PROFILE_LIMITS } = {},
): StrandState => observe(state, { stamp: stamp(day, key), effects: { traits: [], ...effects } }, limits);
const trait = (value: string) => ({ traits: [['size', value] as const] });
const consent = (status: 'granted' | 'denied') => ({ consent: { name: 'offers/email', status } });

describe('observe', () => {
  it('keeps the latest value of a trait, by event time and then by key', () => {
    const newer = see(see(undefined, 9, trait('L')), 5, trait('S'));
    expect(newer.traits.size).toEqual({ ...stamp(9, 'shop#m9'), value: 'L' });
    const tie = see(see(undefined, 9, trait('L'), { key: 'shop#b' }), 9, trait('S'), { key: 'shop#a' });
    expect(tie.traits.size?.value).toBe('L');
  });

  it('keeps a trait that goes back to a former value apart from one that never changed', () => {
    const back = see(see(see(undefined, 1, trait('S')), 3, trait('S')), 2, trait('L'));
    expect(back.traits.size?.value).toBe('S');
  });

  it('keeps the latest consent, of the same instant the denial whatever its key, and no older one', () => {
    const granted = see(undefined, 9, consent('granted'), { key: 'shop#z' });
    expect(see(granted, 9, consent('denied'), { key: 'shop#a' }).consent['offers/email']?.status).toBe('denied');
    expect(see(granted, 8, consent('denied')).consent['offers/email']?.status).toBe('granted');
    expect(see(see(undefined, 9, consent('denied')), 10, consent('granted')).consent['offers/email']?.status).toBe(
      'granted',
    );
  });

  it('keeps the latest word on a list', () => {
    const left = see(see(undefined, 9, { list: { list: 'staff', member: false } }), 8, {
      list: { list: 'staff', member: true },
    });
    expect(left.lists.staff?.member).toBe(false);
  });

  it('moves `last` only with events that told something', () => {
    const seen = see(undefined, 5);
    expect(seen).toMatchObject({ first: stamp(5, 'shop#m5'), last: stamp(5, 'shop#m5') });
    const told = see(see(seen, 3, trait('S')), 7);
    expect(told).toMatchObject({ first: stamp(3, 'shop#m3'), last: stamp(3, 'shop#m3') });
    expect(see(told, 9, trait('M')).last).toEqual(stamp(9, 'shop#m9'));
  });

  it('is the same object where nothing new is learnt', () => {
    const state = see(undefined, 5, trait('S'));
    expect(see(state, 6)).toBe(state);
    expect(see(state, 5, trait('S'))).toBe(state);
  });

  it('keeps a trait with the name of a prototype as a trait', () => {
    const state = see(undefined, 5, {
      traits: [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    });
    expect(JSON.stringify(Object.keys(state.traits))).toBe('["__proto__","constructor"]');
    expect(see(state, 4, { traits: [['__proto__', 'z']] }).traits).toBe(state.traits);
  });
});
