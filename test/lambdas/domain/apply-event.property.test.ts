import * as fc from 'fast-check';
import type { BusEvent } from '../../../contracts/event';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import { groupsOf } from '../../../lambdas/domain/identity';
import { viewOf } from '../../../lambdas/domain/person-view';
import type { ProfileRules } from '../../../lambdas/domain/profile-rules';
import { createMemoryProfiles, type MemoryProfiles } from '../../support/memory-profiles';
import { eventSets, testRules } from '../../support/profile-events';

// Hundreds of runs on a busy machine; what is tested is never how long they take.
jest.setTimeout(120_000);

const sleep = async (): Promise<void> => undefined;
const clock = async (): Promise<Date> => new Date('2026-11-27T12:00:00.000Z');

const applyAll = async (store: MemoryProfiles, rules: ProfileRules, events: readonly BusEvent[]): Promise<void> => {
  for (const event of events) await applyEvent({ ...store, sleep, clock }, rules, event);
};

/** What a queue does: brings an event again until it was taken. */
const untilTaken = async (store: MemoryProfiles, rules: ProfileRules, event: BusEvent): Promise<void> => {
  for (let delivery = 0; delivery < 1000; delivery += 1) {
    try {
      const { outcome } = await applyEvent({ ...store, sleep, clock }, rules, event);
      if (outcome !== 'conflict') return;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
  throw new Error('An event was never taken.');
};
class Crash extends Error {}

const bytesOf = async (rules: ProfileRules, events: readonly BusEvent[]): Promise<string> => {
  const store = createMemoryProfiles();
  await applyAll(store, rules, events);
  return store.bytes();
};

const shuffled = (events: readonly BusEvent[]) =>
  fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });

const DAY = 86_400;

/** Generous limits, and limits so tight that random events run into each of them. */
const everyRules: readonly (readonly [string, ProfileRules])[] = [
  ['generous limits', testRules()],
  ['shared devices', testRules({ sharedBy: 1 })],
  ['few links, members and memories', testRules({ partners: 2, sharedBy: 1, members: 3, remembered: 2 })],
  [
    'few values and windows of days',
    testRules({
      partners: 3,
      sharedBy: 2,
      values: { email: { values: 1, perSeconds: 8 * DAY }, anonymous_id: { values: 2, perSeconds: 4 * DAY } },
    }),
  ],
];

describe.each(everyRules)('profiles as a function of the set of events, with %s', (_case, rules) => {
  it('ends in the same bytes in any order and with any duplicates', async () => {
    await fc.assert(
      fc.asyncProperty(
        eventSets(14).chain((events) =>
          fc.tuple(fc.constant(events), shuffled(events), fc.subarray([...events]).chain(shuffled)),
        ),
        async ([events, other, again]) => {
          const expected = await bytesOf(rules, events);
          expect(await bytesOf(rules, [...other, ...again])).toBe(expected);
          expect(
            await bytesOf(
              rules,
              other.flatMap((event) => [event, event]),
            ),
          ).toBe(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('ends in the same bytes whatever two workers do in between each other', async () => {
    await fc.assert(
      fc.asyncProperty(
        eventSets(10).chain((events) =>
          fc.tuple(fc.constant(events), shuffled(events), fc.nat({ max: events.length })),
        ),
        fc.scheduler(),
        async ([events, other, cut], scheduler) => {
          const store = createMemoryProfiles((operation) => scheduler.schedule(Promise.resolve(), operation));
          const work = async (share: readonly BusEvent[]): Promise<void> => {
            for (const event of share) await untilTaken(store, rules, event);
          };
          const workers = Promise.all([work(other.slice(0, cut)), work(other.slice(Math.max(0, cut - 2)))]);
          await scheduler.waitFor(workers);
          expect(store.bytes()).toBe(await bytesOf(rules, events));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('ends in the same bytes after a crash at any point', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(8), fc.infiniteStream(fc.integer({ min: 0, max: 5 })), async (events, luck) => {
        const store = createMemoryProfiles(async () => {
          if (luck.next().value === 0) throw new Crash();
        });
        for (const event of events) await untilTaken(store, rules, event);
        expect(store.bytes()).toBe(await bytesOf(rules, events));
      }),
      { numRuns: 100 },
    );
  });

  it('makes the groups that all observations together make', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(14), async (events) => {
        const store = createMemoryProfiles();
        await applyAll(store, rules, events);
        const all = new Map(store.states().flatMap(({ strands }) => Object.entries(strands)));
        const persons = store.states().map(({ strands }) => Object.keys(strands).sort().join());
        expect(persons.sort()).toEqual(
          groupsOf(all, rules)
            .map((group) => group.join())
            .sort(),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('keeps every strand in one person, whose id is its oldest member, and the index equal to the persons', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(14), async (events) => {
        const store = createMemoryProfiles();
        await applyAll(store, rules, events);
        const views = store.states().map(viewOf);
        const members = views.flatMap((view) => view.members);
        expect(new Set(members).size).toBe(members.length);
        for (const view of views) {
          for (const member of view.members) expect(store.pointerOf(member)).toBe(view.person);
          expect(view.members.filter((member) => member.startsWith('user_id:')).length).toBeLessThanOrEqual(1);
        }
        const listed = await Promise.all(Array.from({ length: 64 }, (_, shard) => store.listPersons(shard, 100)));
        expect(listed.flatMap(({ persons }) => persons).sort()).toEqual(views.map(({ person }) => person).sort());
      }),
      { numRuns: 100 },
    );
  });
});
