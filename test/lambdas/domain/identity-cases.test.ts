import type { BusEvent } from '../../../contracts/event';
import { consentFor } from '../../../lambdas/domain/consent';
import { viewOf } from '../../../lambdas/domain/person-view';
import { createReadWhy } from '../../../lambdas/domain/read-why';
import { applyEvents } from '../../support/apply-events';
import { createMemoryProfiles, type MemoryProfiles } from '../../support/memory-profiles';
import { edgeEvent, type RuleSketch, testRules } from '../../support/profile-events';

jest.setTimeout(120_000);

const at = (day: number): string => new Date(Date.UTC(2024, 0, 1, 10) + day * 86_400_000).toISOString();
type Row = readonly [day: number, ...by: readonly string[]];
const seen = (rows: readonly Row[]): readonly BusEvent[] =>
  rows.map(([day, ...by], id) => edgeEvent({ id, event: 'Customer Identified', at: at(day), by }));

/** The store after events that were all applied. */
const storeAfter = async (events: readonly BusEvent[], sketch: RuleSketch = {}): Promise<MemoryProfiles> => {
  const store = createMemoryProfiles();
  const applied = await applyEvents(store, testRules(sketch), events);
  expect(new Set(applied.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
  return store;
};
const persons = (store: MemoryProfiles): readonly string[] =>
  store
    .states()
    .map(({ strands }) => Object.keys(strands).sort().join(' '))
    .sort();
const personOf = (store: MemoryProfiles, strand: string) => {
  const state = store.states().find(({ strands }) => Object.hasOwn(strands, strand));
  if (state === undefined) throw new Error(`${strand} is nobody's.`);
  return state;
};
const isOffered = (store: MemoryProfiles, strand: string): string =>
  consentFor(viewOf(personOf(store, strand)), 'offers', 'email', { at: Date.parse(at(1000)) });

describe('a kiosk that 10,000 people use', () => {
  const people = 10_000;
  const used = seen(Array.from({ length: people }, (_, i): Row => [i % 40, `user_id:u${i}`, 'anonymous_id:kiosk']));

  it('identifies nobody, keeps a bounded state and loses no event', async () => {
    const store = await storeAfter(used);
    expect(store.eventCount()).toBe(people);
    expect(persons(store)).toHaveLength(people + 1);
    const kiosk = personOf(store, 'anonymous_id:kiosk');
    const stamps = Object.values(kiosk.strands['anonymous_id:kiosk']?.links ?? {}).flat();
    expect(stamps.length).toBeGreaterThan(8);
    expect(stamps.length).toBeLessThanOrEqual(5 * 51);
    const why = await createReadWhy(store, testRules())('user_id:u0');
    expect(why?.demoted).toEqual([{ strand: 'anonymous_id:kiosk', reason: 'shared', person: 'anonymous_id:kiosk' }]);
  });

  it('is not written by those who come when it is full', async () => {
    const store = createMemoryProfiles();
    let writes = 0;
    const counted: MemoryProfiles = {
      ...store,
      applyChange: (change) => {
        if (change.save.some(({ state }) => Object.hasOwn(state.strands, 'anonymous_id:kiosk'))) writes += 1;
        return store.applyChange(change);
      },
    };
    await applyEvents(
      counted,
      testRules(),
      seen(Array.from({ length: 500 }, (_, i): Row => [i / 500, `user_id:u${i}`, 'anonymous_id:kiosk'])),
    );
    expect(writes).toBe(51);
  });

  it('belongs to its buyer a window after the last of them', async () => {
    const sold = seen([
      ...used.slice(0, 100).map((_, i): Row => [i, `user_id:u${i}`, 'anonymous_id:kiosk']),
      [400, 'user_id:buyer', 'anonymous_id:kiosk'],
    ]);
    expect(persons(await storeAfter(sold))).toContain('anonymous_id:kiosk user_id:buyer');
  });
});

describe('a family e-mail', () => {
  const family: readonly Row[] = [
    [1, 'user_id:mother', 'email:family', 'anonymous_id:phone'],
    [2, 'user_id:father', 'email:family', 'anonymous_id:laptop'],
    [3, 'user_id:child', 'email:family', 'anonymous_id:tablet'],
  ];

  it('belongs to whom it was seen with first; the others stay people of their own', async () => {
    const store = await storeAfter(seen(family));
    expect(persons(store)).toEqual([
      'anonymous_id:laptop user_id:father',
      'anonymous_id:phone email:family user_id:mother',
      'anonymous_id:tablet user_id:child',
    ]);
    const why = await createReadWhy(store, testRules())('user_id:child');
    expect(why?.refused).toMatchObject([{ reason: 'unique-conflict', type: 'user_id' }]);
  });

  it('goes to somebody else when an earlier event shows whose it was', async () => {
    const store = await storeAfter(seen([...family, [0, 'user_id:father', 'email:family']]));
    expect(persons(store)).toContain('anonymous_id:laptop email:family user_id:father');
  });
});

describe('two known customers', () => {
  it('never become one, whatever they share', async () => {
    const shared = ['email:e', 'anonymous_id:d1', 'anonymous_id:d2', 'email:f'];
    const rows = shared.flatMap((strand, i): Row[] => [
      [2 * i, 'user_id:ana', strand],
      [2 * i + 1, 'user_id:ben', strand],
      [2 * i + 1, 'email:e', strand],
    ]);
    const store = await storeAfter(seen(rows));
    expect(personOf(store, 'user_id:ana')).not.toBe(personOf(store, 'user_id:ben'));
    expect(store.pointerOf('user_id:ana')).not.toBe(store.pointerOf('user_id:ben'));
  });

  it('stay two where one event names both', async () => {
    const store = await storeAfter(seen([[1, 'user_id:ana', 'user_id:ben', 'email:e']]));
    expect(persons(store)).toEqual(['email:e user_id:ana', 'user_id:ben']);
  });
});

describe('a merge cycle', () => {
  it('is one person once, in whatever order its links come', async () => {
    const circle: readonly Row[] = [
      [1, 'email:a', 'anonymous_id:b'],
      [2, 'anonymous_id:b', 'anonymous_id:c'],
      [3, 'anonymous_id:c', 'email:a'],
    ];
    const forward = await storeAfter(seen(circle));
    expect(persons(forward)).toEqual(['anonymous_id:b anonymous_id:c email:a']);
    expect((await storeAfter(seen(circle).toReversed())).bytes()).toBe(forward.bytes());
  });

  it('of three accounts in a ring joins none of them', async () => {
    const ring: readonly Row[] = [
      [1, 'user_id:u1', 'email:e1'],
      [2, 'user_id:u2', 'email:e2'],
      [3, 'user_id:u3', 'email:e3'],
      [4, 'email:e1', 'anonymous_id:d'],
      [5, 'email:e2', 'anonymous_id:d'],
      [6, 'email:e3', 'anonymous_id:d'],
    ];
    expect(persons(await storeAfter(seen(ring)))).toEqual([
      'anonymous_id:d email:e1 user_id:u1',
      'email:e2 user_id:u2',
      'email:e3 user_id:u3',
    ]);
  });
});

describe('a person with 1,000 identifiers over life', () => {
  it('keeps those in use: each new browser lets the one go that was not seen for longest', async () => {
    const browsers = Array.from({ length: 1000 }, (_, i): Row => [i * 7, 'user_id:u', `anonymous_id:d${i}`]);
    const store = await storeAfter(seen([[0, 'user_id:u', 'email:e'], ...browsers]));
    const members = Object.keys(personOf(store, 'user_id:u').strands);
    expect(members).toHaveLength(32);
    expect(members).toEqual(expect.arrayContaining(['user_id:u', 'email:e', 'anonymous_id:d999', 'anonymous_id:d970']));
    expect(personOf(store, 'anonymous_id:d0').strands).toHaveProperty('anonymous_id:d0');
    expect(store.states()).toHaveLength(1000 - 30 + 1);
  });

  it('takes an old browser back, with what it did, when it is seen with the person again', async () => {
    const old = edgeEvent({
      id: 'old',
      event: 'Product Viewed',
      at: at(1),
      by: ['anonymous_id:old'],
      properties: { category: 'Coats' },
    });
    const newer = Array.from({ length: 30 }, (_, i): Row => [300 + i, 'user_id:u', `anonymous_id:d${i}`]);
    const rows: readonly Row[] = [[2, 'user_id:u', 'anonymous_id:old'], ...newer];
    const parted = await storeAfter([old, ...seen(rows)]);
    expect(personOf(parted, 'user_id:u').strands).not.toHaveProperty('anonymous_id:old');
    const back = await storeAfter([
      old,
      ...seen([
        ...rows,
        ...newer.map(([day, user = '', browser = '']): Row => [day + 400, user, browser]).slice(0, 5),
        [730, 'user_id:u', 'anonymous_id:old'],
      ]),
    ]);
    expect(viewOf(personOf(back, 'user_id:u')).digests).toMatchObject([{ event: 'Product Viewed' }]);
  });

  it('parts from nobody by time alone', async () => {
    const store = await storeAfter(
      seen([
        [0, 'user_id:u', 'anonymous_id:d'],
        [2000, 'user_id:u', 'email:e'],
      ]),
    );
    expect(persons(store)).toEqual(['anonymous_id:d email:e user_id:u']);
  });
});

describe('consent and merges', () => {
  const said = (id: string, event: string, day: number, by: string): BusEvent =>
    edgeEvent({ id, event, at: at(day), by: [by], properties: { purpose: 'offers', channel: 'email' } });

  it('is the more restrictive of both, and open again where the merge is taken back', async () => {
    const events = [
      said('no', 'Consent Withdrawn', 1, 'anonymous_id:d'),
      said('yes', 'Consent Granted', 2, 'user_id:u2'),
      ...seen([[5, 'user_id:u2', 'anonymous_id:d']]),
    ];
    const store = await storeAfter(events);
    expect(isOffered(store, 'user_id:u2')).toBe('denied');
    const apart = await storeAfter([
      ...events,
      edgeEvent({ id: 'earlier', event: 'Page Viewed', at: at(4), by: ['user_id:u1', 'anonymous_id:d'] }),
    ]);
    expect([isOffered(apart, 'user_id:u1'), isOffered(apart, 'user_id:u2')]).toEqual(['denied', 'granted']);
  });

  it('given after the merge counts, and goes on counting while the link ages', async () => {
    const store = await storeAfter([
      said('no', 'Consent Withdrawn', 1, 'anonymous_id:d'),
      ...seen([5, 50, 100, 150, 200].map((day): Row => [day, 'user_id:u', 'anonymous_id:d'])),
      said('yes', 'Consent Granted', 220, 'user_id:u'),
    ]);
    expect(isOffered(store, 'user_id:u')).toBe('granted');
  });
});

describe('rules that change', () => {
  it('group a person anew with its next event, whatever that event says', async () => {
    const store = await storeAfter(
      seen([
        [1, 'user_id:u', 'email:e1'],
        [2, 'user_id:u', 'email:e2'],
      ]),
      { values: { email: { values: 1 } } },
    );
    expect(persons(store)).toEqual(['email:e1 user_id:u', 'email:e2']);
    const viewed = edgeEvent({ id: 'next', event: 'Page Viewed', at: at(3), by: ['user_id:u'] });
    await applyEvents(store, testRules({ version: 2 }), [viewed]);
    expect(persons(store)).toEqual(['email:e1 email:e2 user_id:u']);
    expect(personOf(store, 'user_id:u').rules).toBe(2);
  });
});
