import * as fc from 'fast-check';
import type { BusEvent } from '../../../contracts/event';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import { membershipOf } from '../../../lambdas/domain/membership';
import { viewOf } from '../../../lambdas/domain/person-view';
import { profileEvents, wholeProfile } from '../../../lambdas/domain/profile-events';
import { audienceRules, foldPublished, passTime } from '../../support/audiences';
import { createMemoryProfiles, type MemoryProfiles } from '../../support/memory-profiles';
import { eventSets } from '../../support/profile-events';

// Hundreds of runs on a busy machine; what is tested is never how long they take.
jest.setTimeout(120_000);

class Crash extends Error {}

const START = Date.parse('2026-11-29T12:00:00.000Z') / 1000;
/** Instants that fall together with ends of windows: events happen at 10:00 of days before. */
const instants = fc.oneof(
  fc.integer({ min: 0, max: 8 * 24 }).map((hours) => START + hours * 3600),
  fc.integer({ min: 0, max: 8 }).map((days) => START + days * 86_400 + 10 * 3600 + 1),
);
const shuffled = (events: readonly BusEvent[]) =>
  fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });

/** The last of the instants; an event that a wrong clock dates later has happened all the same. */
const endOf = (times: readonly number[], events: readonly BusEvent[]): number =>
  Math.ceil(Math.max(...times, ...events.map(({ detail }) => Date.parse(detail.occurredAt) / 1000)));

type Rules = ReturnType<typeof audienceRules>;

/** One delivery, as a queue repeats it until it is taken. */
const untilTaken = async (work: () => Promise<unknown>): Promise<void> => {
  for (let delivery = 0; delivery < 1000; delivery += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
  throw new Error('Something was never done.');
};

/** Applies events while time goes on between them, looks at everybody whose time has come, and ends at the last instant. */
const live = async (
  store: MemoryProfiles,
  rules: Rules,
  events: readonly BusEvent[],
  times: readonly number[],
): Promise<void> => {
  const inOrder = [...times].sort((a, b) => a - b);
  const end = endOf(times, events);
  for (const [index, event] of events.entries()) {
    const now = inOrder[Math.min(index, inOrder.length - 1)] ?? START;
    const ports = { ...store, sleep: async () => undefined, clock: async () => new Date(now * 1000) };
    await untilTaken(() => applyEvent(ports, rules, event));
    if (index % 3 === 0) await untilTaken(() => passTime(store, rules, now));
  }
  await untilTaken(() => passTime(store, rules, end));
};

const everyRules: readonly (readonly [string, Rules])[] = [
  ['generous limits', audienceRules()],
  ['few members and memories', audienceRules({ members: 3, remembered: 2 })],
];

describe.each(everyRules)('audiences as a function of the set of events and the instant, with %s', (_case, rules) => {
  it('end in the same bytes in any order, with duplicates, and however time passed between', async () => {
    await fc.assert(
      fc.asyncProperty(
        eventSets(12).chain((events) =>
          fc.tuple(fc.constant(events), shuffled(events), fc.subarray([...events]).chain(shuffled)),
        ),
        fc.array(instants, { minLength: 1, maxLength: 12 }),
        async ([events, other, again], times) => {
          const end = endOf(times, events);
          const [one, two] = [createMemoryProfiles(), createMemoryProfiles()];
          await live(one, rules, events, [end]);
          await live(two, rules, [...other, ...again], [...times, end]);
          expect(two.bytes()).toBe(one.bytes());
          for (const state of two.states()) {
            expect(state.membership).toEqual(membershipOf(state, rules.audiences, end));
            expect(two.members().filter((item) => item.endsWith(`#${viewOf(state).person}`))).toEqual(
              state.membership?.in.map((audience) => `${audience}#${viewOf(state).person}`),
            );
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('end in the same bytes after a crash at any point', async () => {
    await fc.assert(
      fc.asyncProperty(
        eventSets(8),
        fc.array(instants, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        async (events, times, luck) => {
          const [whole, broken] = [
            createMemoryProfiles(),
            createMemoryProfiles(async (operation) => {
              // Looking through 64 empty shards would hardly ever get to its end.
              if (!operation.endsWith('listDue') && luck.next().value === 0) throw new Crash();
            }),
          ];
          await live(whole, rules, events, times);
          await live(broken, rules, events, times);
          expect(broken.bytes()).toBe(whole.bytes());
        },
      ),
      { numRuns: 100 },
    );
  });

  it('always have a due-date item at or before the time of the next change', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(12), fc.array(instants, { minLength: 1, maxLength: 6 }), async (events, times) => {
        const store = createMemoryProfiles();
        await live(store, rules, events, times);
        const items = store.dueItems();
        for (const state of store.states()) {
          const { person } = viewOf(state);
          const due = Math.min(...(state.membership?.due ?? []).map(([, time]) => time));
          const standing = items.filter((item) => item.person === person);
          expect(standing.length).toBeLessThanOrEqual(1);
          if (due < Number.POSITIVE_INFINITY) expect(standing[0]?.time ?? Number.NaN).toBeLessThanOrEqual(due);
        }
        expect(items.length).toBeLessThanOrEqual(store.states().length);
      }),
      { numRuns: 100 },
    );
  });

  it('are published so that whoever folds by version has the final state, each change under an id of its own', async () => {
    await fc.assert(
      fc.asyncProperty(
        eventSets(12),
        fc.array(instants, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        async (events, times, luck) => {
          const store = createMemoryProfiles();
          await live(store, rules, events, times);
          const published = store.stream().flatMap((change) => profileEvents(change, rules.audiences));
          expect(store.stream().flatMap((change) => profileEvents(change, rules.audiences))).toEqual(published);
          const ids = published.map(({ detail }) => detail.messageId);
          expect(new Set(ids).size).toBe(ids.length);

          const twice = [...published, ...published]
            .map((event) => [luck.next().value, event] as const)
            .sort(([a], [b]) => a - b)
            .map(([, event]) => event);
          const final = store
            .states()
            .flatMap((state) => wholeProfile(viewOf(state).person, { version: 0, state, at: 0 }));
          expect(foldPublished(twice)).toBe(foldPublished(final));
        },
      ),
      { numRuns: 100 },
    );
  });
});
