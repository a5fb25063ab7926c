import * as fc from 'fast-check';
import type { ComputedTrait } from '../../../contracts/computed-trait';
import type { BusEvent } from '../../../contracts/event';
import type { PersonState } from '../../../contracts/profile';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import { historyStart } from '../../../lambdas/domain/history';
import { applyLate } from '../../../lambdas/domain/late-event';
import type { ProfileRules } from '../../../lambdas/domain/profile-rules';
import { rebuildPerson } from '../../../lambdas/domain/rebuild-person';
import { createMemoryProfiles, type MemoryProfiles } from '../../support/memory-profiles';
import { edgeEvent, eventSets, testRules } from '../../support/profile-events';

jest.setTimeout(120_000);

const sleep = async (): Promise<void> => undefined;
const clock = async (): Promise<Date> => new Date('2026-11-27T12:00:00.000Z');
const START = '2026-11-24T00:00:00.000Z';

const computed = (compute: ComputedTrait['compute'], of?: string): ComputedTrait => ({
  trait: compute,
  key: `${compute}@1`,
  compute,
  event: 'Order Completed',
  where: {},
  days: 4,
  ...(of === undefined ? {} : { of }),
});
const withTraits = (rules: ProfileRules): ProfileRules => ({
  ...rules,
  computed: new Map([
    [
      'Order Completed',
      [
        computed('count'),
        computed('sum', 'total'),
        computed('first', 'order_id'),
        computed('last', 'order_id'),
        computed('distinct', 'products[].category'),
        computed('mostFrequent', 'products[].category'),
      ],
    ],
  ]),
});
const rules = withTraits(testRules());

const applyAll = async (store: MemoryProfiles, by: ProfileRules, events: readonly BusEvent[]): Promise<void> => {
  for (const event of events) await applyEvent({ ...store, sleep, clock }, by, event);
};
const peopleOf = (store: MemoryProfiles): readonly string[] => {
  const strands = store.states().flatMap((state) => Object.keys(state.strands));
  return [...new Set(strands.flatMap((strand) => store.pointerOf(strand) ?? []))];
};

const rebuildAll = async (
  store: MemoryProfiles,
  by: ProfileRules,
  apply: boolean,
  start = START,
): Promise<readonly string[]> => {
  const outcomes: string[] = [];
  for (const person of peopleOf(store)) {
    const rebuilt = await rebuildPerson({ ...store, sleep, clock }, by, person, { start, apply });
    outcomes.push('parts' in rebuilt ? `${rebuilt.outcome}: ${rebuilt.parts.join(', ')}` : rebuilt.outcome);
  }
  return outcomes;
};

describe('a rebuild', () => {
  it.each<[string, ProfileRules]>([
    ['generous limits', rules],
    ['few memories', withTraits(testRules({ partners: 2, sharedBy: 1, members: 3, remembered: 2 }))],
  ])('finds nothing to do, wherever the stored history begins, with %s', async (_case, by) => {
    const starts = fc.integer({ min: 18, max: 30 }).map((day) => `2026-11-${day}T00:00:00.000Z`);
    await fc.assert(
      fc.asyncProperty(eventSets(14), starts, async (events, start) => {
        const store = createMemoryProfiles();
        await applyAll(store, by, events);
        const before = store.bytes();

        expect([...new Set(await rebuildAll(store, by, true, start))]).toEqual(['same']);
        expect(store.bytes()).toBe(before);
      }),
      { numRuns: 150 },
    );
  });

  it('brings back what was lost or told twice since the history begins, and then finds nothing to do', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(14), fc.nat(), async (events, seed) => {
        const store = createMemoryProfiles();
        await applyAll(store, rules, events);
        const before = store.bytes();
        for (const person of peopleOf(store)) {
          const [stored] = await store.loadPersons([person]);
          if (stored !== undefined) await store.saveReviewed({ ...stored, state: damaged(stored.state, seed) });
        }

        await rebuildAll(store, rules, true);
        expect(store.bytes()).toBe(before);
        expect(new Set(await rebuildAll(store, rules, true))).toEqual(new Set(['same']));
      }),
      { numRuns: 100 },
    );
  });

  it('tells by the rules of today what happened since the history begins', async () => {
    const store = createMemoryProfiles();
    const order = (id: string, at: string) =>
      edgeEvent({ id, event: 'Order Completed', at, by: ['user_id:u'], properties: { order_id: id, total: 5 } });
    await applyAll(store, testRules(), [
      order('old', '2026-11-23T10:00:00.000Z'),
      order('new', '2026-11-25T10:00:00.000Z'),
    ]);

    expect(await rebuildAll(store, rules, false)).toEqual(['differs: tallies']);
    expect(await rebuildAll(store, rules, true)).toEqual(['rebuilt: tallies']);
    expect(store.states()[0]?.strands['user_id:u']?.tallies?.['count@1']?.days).toEqual({ '20782': 1 });
  });

  it('changes nothing without being told to, and nobody who is gone', async () => {
    const store = createMemoryProfiles();
    await applyAll(store, testRules(), [
      edgeEvent({ id: 1, event: 'Order Completed', at: '2026-11-25T10:00:00.000Z', by: ['user_id:u'] }),
    ]);
    const before = store.bytes();

    await rebuildAll(store, rules, false);
    expect(store.bytes()).toBe(before);
    expect(
      await rebuildPerson({ ...store, sleep, clock }, rules, 'user_id:nobody', { start: START, apply: true }),
    ).toEqual({ outcome: 'gone' });
  });

  it('works a person out once more where an event has come in between', async () => {
    const store = createMemoryProfiles();
    const viewed = (id: number) =>
      edgeEvent({
        id,
        event: 'Product Viewed',
        at: `2026-11-25T10:00:0${id}.000Z`,
        by: ['user_id:u'],
        properties: { category: 'Shoes' },
      });
    await applyAll(store, rules, [viewed(1)]);
    const [stored] = await store.loadPersons(['user_id:u']);
    if (stored !== undefined) await store.saveReviewed({ ...stored, state: damaged(stored.state, 0) });
    let reads = 0;
    const readStrand: MemoryProfiles['readStrand'] = async (...asked) => {
      const page = await store.readStrand(...asked);
      reads += 1;
      if (reads === 1) await applyAll(store, rules, [viewed(2)]);
      return page;
    };

    await rebuildPerson({ ...store, readStrand, sleep, clock }, rules, 'user_id:u', { start: START, apply: true });
    const times = store.states()[0]?.strands['user_id:u']?.digests[0]?.times;
    expect({ reads, times: times?.length }).toEqual({ reads: 2, times: 2 });
  });

  it('begins at a midnight from which on every event that may still arrive is stored', () => {
    expect(historyStart(new Date('2026-11-27T12:00:00.000Z'))).toBe('2026-10-27T00:00:00.000Z');
    expect(historyStart(new Date('2026-11-27T00:00:00.000Z'))).toBe('2026-10-27T00:00:00.000Z');
  });
});

/** A person with facts since the start taken away, or counted twice. */
const damaged = (state: PersonState, seed: number): PersonState => {
  const second = Date.parse(START) / 1000;
  const strands = Object.entries(state.strands).map(([strand, known]) => {
    const digests = known.digests.flatMap((digest) => {
      const before = digest.times.filter((time) => time < second);
      const since = digest.times.filter((time) => time >= second);
      const times = seed % 2 === 0 ? before : [...before, ...since.flatMap((time) => [time, time])];
      return times.length === 0 ? [] : [{ ...digest, times }];
    });
    const traits = Object.fromEntries(Object.entries(known.traits).filter(([, { at }]) => at < START));
    return [strand, { ...known, digests, traits }] as const;
  });
  return { ...state, strands: Object.fromEntries(strands) };
};

describe('a late event', () => {
  const late = (
    id: string,
    second: number,
    more: { event?: string; properties?: Record<string, string>; source?: string } = {},
  ) =>
    edgeEvent({
      id,
      event: 'Product Viewed',
      at: `2026-01-02T03:04:${String(second).padStart(2, '0')}.000Z`,
      by: ['user_id:u', 'email:e'],
      properties: { category: 'Shoes' },
      ...more,
    });
  const timesIn = (store: MemoryProfiles) =>
    store.states().flatMap(({ strands }) => strands['user_id:u']?.digests.flatMap(({ times }) => times) ?? []);

  it('counts where the profile proves that it was not counted, once, and is published by nobody', async () => {
    const store = createMemoryProfiles();
    const quiet: unknown[] = [];
    const ports = {
      ...store,
      sleep,
      clock,
      applyChange: (change: Parameters<MemoryProfiles['applyChange']>[0]) => {
        quiet.push(change.quiet);
        return store.applyChange(change);
      },
    };

    expect(await applyLate(ports, rules, late('1', 1))).toBe('whole');
    expect(await applyLate(ports, rules, late('1', 1))).toBe('duplicate');
    expect(await applyLate(ports, rules, late('2', 2))).toBe('whole');
    // Another id, the same second: nobody can say that it is not the first one again.
    expect(await applyLate(ports, rules, late('3', 2, { source: 'crm' }))).toBe('facts');
    expect(timesIn(store)).toHaveLength(2);
    expect(quiet.every((one) => one === true)).toBe(true);
  });

  it('is not counted a second time when its item has ended', async () => {
    const store = createMemoryProfiles();
    const ports = { ...store, sleep, clock };
    await applyEvent(ports, rules, late('1', 1));
    await store.forgetStrand('user_id:u');

    expect(await applyLate(ports, rules, late('1', 1))).toBe('facts');
    expect(timesIn(store)).toHaveLength(1);
  });

  it('is not counted where the strand has forgotten what it would have to know', async () => {
    const few = testRules({ remembered: 2 });
    const store = createMemoryProfiles();
    const ports = { ...store, sleep, clock };
    await applyEvent(ports, few, late('5', 5));
    await applyEvent(ports, few, late('6', 6));

    expect(await applyLate(ports, few, late('1', 1))).toBe('facts');
    expect(await applyLate(ports, few, late('9', 9))).toBe('whole');
  });

  it('tells its facts and its links at their own time', async () => {
    const store = createMemoryProfiles();
    const ports = { ...store, sleep, clock };
    const now = edgeEvent({
      id: 'n',
      event: 'Customer Identified',
      at: '2026-11-25T10:00:00.000Z',
      by: ['user_id:u'],
      properties: { language: 'en' },
    });
    await applyEvent(ports, rules, now);
    const told = late('1', 1, { event: 'Customer Identified', properties: { language: 'fr', size: 'm' } });

    expect(await applyLate(ports, rules, told)).toBe('whole');
    const [state] = store.states();
    expect(state?.strands['user_id:u']?.traits).toMatchObject({ language: { value: 'en' }, size: { value: 'm' } });
    expect(Object.keys(state?.strands ?? {}).sort()).toEqual(['email:e', 'user_id:u']);
  });

  it('adds nothing to a computed trait of an event that is not remembered', async () => {
    const { remember: _, ...forgotten } =
      rules.catalog.get('Order Completed') ?? testRules().catalog.get('Order Completed') ?? ({} as never);
    const by = { ...rules, catalog: new Map([...rules.catalog, ['Order Completed', forgotten]]) } as ProfileRules;
    const store = createMemoryProfiles();

    expect(await applyLate({ ...store, sleep, clock }, by, late('1', 1, { event: 'Order Completed' }))).toBe('facts');
    expect(store.states()[0]?.strands['user_id:u']?.tallies).toBeUndefined();
  });
});
