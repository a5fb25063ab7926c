import type { StrandId, StrandState } from '../../../contracts/profile';
import { groupsOf, isShared, personIdOf } from '../../../lambdas/domain/identity';
import { withLinks } from '../../../lambdas/domain/links';
import { observe } from '../../../lambdas/domain/strand-state';
import { type RuleSketch, testRules } from '../../support/profile-events';

type Link = readonly [StrandId, StrandId];

/** Strands after links that were seen one day after the other. */
const strandsAfter = (links: readonly Link[], limits: RuleSketch = {}): Map<StrandId, StrandState> => {
  const rules = testRules(limits);
  const strands = new Map<StrandId, StrandState>();
  for (const [day, pair] of links.entries()) {
    const stamp = { at: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(), key: `shop#${day}` };
    for (const [strand, other] of [pair, [pair[1], pair[0]]] as const) {
      const state = strands.get(strand);
      const after = withLinks(strand, state?.links ?? {}, [other], stamp, rules);
      strands.set(strand, observe(state, { stamp, links: after }, rules.limits));
    }
  }
  return strands;
};
const groups = (links: readonly Link[], limits: RuleSketch = {}): readonly string[] =>
  groupsOf(strandsAfter(links, limits), testRules(limits))
    .map((group) => group.join(' '))
    .sort();

describe('groupsOf', () => {
  it('joins what links connect', () => {
    expect(
      groups([
        ['email:e', 'anonymous_id:d'],
        ['user_id:u', 'anonymous_id:d'],
      ]),
    ).toEqual(['anonymous_id:d email:e user_id:u']);
  });

  it('never joins two values of a unique type: a shared device stays with whom it was seen with first', () => {
    expect(
      groups([
        ['user_id:u1', 'anonymous_id:d'],
        ['user_id:u2', 'anonymous_id:d'],
        ['user_id:u2', 'email:e'],
      ]),
    ).toEqual(['anonymous_id:d user_id:u1', 'email:e user_id:u2']);
  });

  it('refuses the latest link of a chain between two users, wherever it is', () => {
    expect(
      groups([
        ['user_id:u1', 'anonymous_id:d'],
        ['user_id:u2', 'email:e'],
        ['email:e', 'anonymous_id:d'],
      ]),
    ).toEqual(['anonymous_id:d user_id:u1', 'email:e user_id:u2']);
  });

  it('lets a strand that too many stronger ones share join nobody', () => {
    const kiosk = ['user_id:u1', 'user_id:u2', 'user_id:u3'].map((user): Link => [user, 'anonymous_id:kiosk']);
    expect(groups(kiosk.slice(0, 2), { sharedBy: 2 })).toContain('anonymous_id:kiosk user_id:u1');
    expect(groups(kiosk, { sharedBy: 2 })).toEqual(['anonymous_id:kiosk', 'user_id:u1', 'user_id:u2', 'user_id:u3']);
  });

  it('lets a person have more weak identifiers than that', () => {
    const devices = ['d1', 'd2', 'd3', 'd4'].map((device): Link => ['email:e', `anonymous_id:${device}`]);
    expect(groups(devices, { sharedBy: 2 })).toHaveLength(1);
  });

  it('lets no person have too many strands: the earliest ones stay', () => {
    const devices = ['d1', 'd2', 'd3'].map((device): Link => ['user_id:u', `anonymous_id:${device}`]);
    expect(groups(devices, { members: 3 })).toEqual(['anonymous_id:d1 anonymous_id:d2 user_id:u', 'anonymous_id:d3']);
  });

  it('counts a link only while both ends keep it', () => {
    const strands = strandsAfter([['user_id:u', 'anonymous_id:d']]);
    const device = strands.get('anonymous_id:d');
    if (device !== undefined) strands.set('anonymous_id:d', { ...device, links: {} });
    expect(groupsOf(strands, testRules())).toHaveLength(2);
  });
});

describe('isShared', () => {
  it('never holds for a unique type', () => {
    const strands = strandsAfter(['d1', 'd2', 'd3'].map((device): Link => ['user_id:u', `anonymous_id:${device}`]));
    for (const [strand, state] of strands) expect(isShared(strand, state, testRules({ sharedBy: 1 }))).toBe(false);
  });
});

describe('personIdOf', () => {
  const rules = testRules();

  it('is the lasting member seen first, of one event the smaller id', () => {
    const strands = strandsAfter([
      ['user_id:u', 'email:e'],
      ['user_id:u', 'anonymous_id:a'],
    ]);
    expect(personIdOf(['user_id:u', 'email:e', 'anonymous_id:a'], strands, rules)).toBe('email:e');
  });

  it('is a browser only where nothing lasts, so that a browser that parts takes no id along', () => {
    const strands = strandsAfter([
      ['anonymous_id:b', 'anonymous_id:a'],
      ['user_id:u', 'anonymous_id:a'],
    ]);
    expect(personIdOf(['anonymous_id:a', 'anonymous_id:b'], strands, rules)).toBe('anonymous_id:a');
    expect(personIdOf(['anonymous_id:a', 'anonymous_id:b', 'user_id:u'], strands, rules)).toBe('user_id:u');
  });

  it('cannot be told of nobody', () => {
    expect(() => personIdOf([], new Map(), rules)).toThrow('at least one strand');
  });
});
