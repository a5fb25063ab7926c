import * as fc from 'fast-check';
import type { Stamp, StrandId } from '../../../contracts/profile';
import { isKnownLink, type Links, PERIODS, passedLinks, withLinks } from '../../../lambdas/domain/links';
import { compareStamps, compareText } from '../../../lambdas/domain/stamp';
import { testRules } from '../../support/profile-events';

const DAY = 86_400;
/** A window of four days, so that a period is a day. */
const rules = testRules({ partners: 3, values: { anonymous_id: { values: 2, perSeconds: PERIODS * DAY } } });
const day = (number: number, key = `shop#${number}`): Stamp => ({
  at: new Date(Date.UTC(2026, 0, number, 10)).toISOString(),
  key,
});
type Seen = readonly [far: StrandId, stamp: Stamp];
const linksAfter = (strand: StrandId, seen: readonly Seen[]): Links =>
  seen.reduce<Links>((links, [far, stamp]) => withLinks(strand, links, [far], stamp, rules), {});

describe('links that count for ever', () => {
  it('keep their earliest event, and of too many the earliest strands', () => {
    const emails = ['d', 'c', 'b', 'a'].map((name, at): Seen => [`email:${name}`, day(9 - at)]);
    expect(Object.keys(linksAfter('user_id:u', emails))).toEqual(['email:a', 'email:b', 'email:c']);
    expect(linksAfter('user_id:u', [...emails, ['email:b', day(1)]])['email:b']).toEqual([day(1)]);
    expect(linksAfter('user_id:u', [...emails, ['email:d', day(10_000)]])).toEqual(linksAfter('user_id:u', emails));
  });
});

describe('links with a window', () => {
  it('keep the earliest event of each period, and forget periods before the window', () => {
    const seen = [1, 1, 3, 6].map((number, i): Seen => ['anonymous_id:d', day(number, `shop#${i}`)]);
    expect(linksAfter('user_id:u', seen)['anonymous_id:d']).toEqual([day(3, 'shop#2'), day(6, 'shop#3')]);
  });

  it('stay after their window as long as nothing newer needs the room', () => {
    const old: readonly Seen[] = [
      ['anonymous_id:a', day(1)],
      ['anonymous_id:b', day(2)],
    ];
    const links = linksAfter('user_id:u', [...old, ['anonymous_id:c', day(20)]]);
    expect(Object.keys(links)).toEqual(['anonymous_id:b', 'anonymous_id:c']);
    expect(passedLinks('user_id:u', links, rules)).toEqual(new Set(['anonymous_id:b']));
  });

  it('are all kept within the window, however many the limit allows: which of them count is for the groups to say', () => {
    const seen = ['a', 'b', 'c'].map((name, at): Seen => [`anonymous_id:${name}`, day(10 + at)]);
    const links = linksAfter('user_id:u', seen);
    expect(Object.keys(links)).toHaveLength(3);
    expect(passedLinks('user_id:u', links, rules).size).toBe(0);
  });

  it('of a weak strand follow its last strong one: a device that changed hands belongs to the new owner', () => {
    const sold = linksAfter('anonymous_id:d', [
      ['user_id:seller', day(1)],
      ['user_id:buyer', day(20)],
    ]);
    expect(Object.keys(sold)).toEqual(['user_id:buyer']);
  });

  it('are known within a period only', () => {
    const links = linksAfter('user_id:u', [['anonymous_id:d', day(5, 'shop#b')]]);
    const known = (stamp: Stamp): boolean => isKnownLink('user_id:u', links, 'anonymous_id:d', stamp, rules);
    expect([day(5, 'shop#c'), day(5, 'shop#a'), day(6)].map(known)).toEqual([true, false, false]);
  });
});

describe('withLinks', () => {
  const far = fc
    .constantFrom('a', 'b', 'c', 'd', 'e')
    .chain((name) => fc.constantFrom<StrandId>(`anonymous_id:${name}`, `email:${name}`, `user_id:${name}`));
  const seen = fc
    .array(fc.tuple(far, fc.integer({ min: 1, max: 30 })), { maxLength: 30 })
    .map((rows) => rows.map(([name, number], i): Seen => [name, day(number, `shop#${i}`)]));
  const strand = fc.constantFrom<StrandId>('user_id:x', 'email:x', 'anonymous_id:x');

  it('gives what all observations together give, in any order and any number of times', () => {
    fc.assert(
      fc.property(
        strand,
        seen.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all)),
        ),
        (name, [all, shuffled, again]) => {
          const expected = JSON.stringify(expectedLinks(name, all));
          expect(JSON.stringify(linksAfter(name, shuffled))).toBe(expected);
          expect(JSON.stringify(linksAfter(name, [...shuffled, ...again]))).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is the same object where an event tells nothing new', () => {
    fc.assert(
      fc.property(strand, seen, (name, all) => {
        const links = linksAfter(name, all);
        for (const [other, stamp] of all) expect(withLinks(name, links, [other], stamp, rules)).toBe(links);
      }),
    );
  });
});

/** The rule in its plainest form, over all observations at once. */
const expectedLinks = (strand: StrandId, all: readonly Seen[]): Links => {
  const weight = (name: StrandId): number => rules.types.get(name.slice(0, name.indexOf(':')))?.priority ?? 99;
  const links = new Map<StrandId, Stamp[]>();
  for (const type of ['anonymous_id', 'email', 'user_id']) {
    const isStronger = weight(`${type}:`) < weight(strand);
    const weaker = isStronger ? strand.slice(0, strand.indexOf(':')) : type;
    const period = ({ at }: Stamp): number =>
      weaker === 'anonymous_id' ? Math.floor(Date.parse(at) / (DAY * 1000)) : 0;
    const room = isStronger ? 1 : (rules.types.get(type)?.limit.values ?? 0);
    const own = all
      .filter(([far]) => far.startsWith(`${type}:`))
      .toSorted(([a, x], [b, y]) => compareStamps(x, y) || compareText(a, b))
      .filter(
        ([far, stamp], at, sorted) => sorted.findIndex(([f, s]) => f === far && period(s) === period(stamp)) === at,
      );
    const current = Math.max(...own.map(([, stamp]) => period(stamp)));
    const earliest = (number: number) =>
      own.filter(([, stamp]) => period(stamp) === number).slice(0, rules.limits.partners);
    const latest = [...new Set(own.map(([, stamp]) => period(stamp)))].sort((a, b) => b - a);
    const byRecency = latest.flatMap((number) =>
      own.filter(
        ([far, stamp]) =>
          period(stamp) === number && !own.some(([other, one]) => other === far && period(one) > number),
      ),
    );
    const kept = [
      ...own.filter((one) => period(one[1]) >= current - PERIODS && earliest(period(one[1])).includes(one)),
      ...byRecency.slice(0, room).filter(([, stamp]) => period(stamp) < current - PERIODS),
    ];
    for (const [far, stamp] of kept) links.set(far, [...(links.get(far) ?? []), stamp]);
  }
  return Object.fromEntries([...links].sort(([a], [b]) => compareText(a, b)));
};
