import type { StrandState } from '../../../contracts/profile';
import { viewOf } from '../../../lambdas/domain/person-view';

const stamp = (day: number) => ({ at: `2026-11-0${day}T10:00:00.000Z`, key: `shop#${day}` });
const strand = (first: number, more: Partial<StrandState> = {}): StrandState => ({
  first: stamp(first),
  last: stamp(first),
  traits: {},
  consent: {},
  lists: {},
  digests: [],
  links: {},
  ...more,
});

describe('viewOf', () => {
  it('names the person after the member seen first, of one event after the smaller id', () => {
    const view = viewOf({ strands: { 'user_id:u': strand(2), 'email:e': strand(1), 'anonymous_id:d': strand(2) } });
    expect(view.person).toBe('email:e');
    expect(view.members).toEqual(['email:e', 'anonymous_id:d', 'user_id:u']);
  });

  it('takes the latest trait of all members, and none that was set to null', () => {
    const { traits } = viewOf({
      strands: {
        'user_id:u': strand(1, { traits: { size: { ...stamp(3), value: 'L' }, colour: { ...stamp(5), value: null } } }),
        'email:e': strand(2, { traits: { size: { ...stamp(4), value: 'M' }, colour: { ...stamp(4), value: 'red' } } }),
      },
    });
    expect(traits).toEqual({ size: { ...stamp(4), value: 'M' } });
  });

  it('takes the latest word on each list', () => {
    const { lists } = viewOf({
      strands: {
        'user_id:u': strand(1, { lists: { vip: { ...stamp(3), member: true }, staff: { ...stamp(3), member: true } } }),
        'email:e': strand(2, { lists: { staff: { ...stamp(4), member: false }, club: { ...stamp(2), member: true } } }),
      },
    });
    expect(lists).toEqual(['club', 'vip']);
  });

  it('adds up what the members did', () => {
    const coats = { event: 'Product Viewed', where: { category: 'Coats' } };
    const shoes = { event: 'Product Viewed', where: { category: 'Shoes' } };
    const { digests } = viewOf({
      strands: {
        'user_id:u': strand(1, {
          digests: [
            { ...coats, times: [1, 9] },
            { ...shoes, times: [2] },
          ],
        }),
        'email:e': strand(2, { digests: [{ ...coats, times: [5, 9] }] }),
      },
    });
    expect(digests).toEqual([
      { ...coats, times: [1, 5, 9, 9] },
      { ...shoes, times: [2] },
    ]);
  });

  it('does not depend on the order in which strands are stored', () => {
    const states = {
      a: strand(1, { traits: { x: { ...stamp(1), value: 1 } } }),
      b: strand(1, { lists: { l: { ...stamp(1), member: true } } }),
    };
    const view = (names: readonly ('a' | 'b')[]) =>
      JSON.stringify(viewOf({ strands: Object.fromEntries(names.map((name) => [`email:${name}`, states[name]])) }));
    expect(view(['a', 'b'])).toBe(view(['b', 'a']));
  });

  it('throws on a person without strands', () => {
    expect(() => viewOf({ strands: {} })).toThrow('at least one strand');
  });
});
