import * as fc from 'fast-check';
import type { BusEvent } from '../../../contracts/event';
import type { PersonState } from '../../../contracts/profile';
import type { RebuildRun } from '../../../contracts/rebuild';
import { historyStart } from '../../../lambdas/domain/history';
import { viewOf } from '../../../lambdas/domain/person-view';
import { profileEvents, wholeProfile } from '../../../lambdas/domain/profile-events';
import type { ProfileRules } from '../../../lambdas/domain/profile-rules';
import { audienceRules, foldPublished } from '../../support/audiences';
import { failAt, PortFailure } from '../../support/failing-port';
import { eventSets } from '../../support/profile-events';
import { createRebuildWorld, type RebuildWorld, runIn } from '../../support/rebuild-world';

// Hundreds of interleavings on a busy machine; what is tested is never how long they take.
jest.setTimeout(120_000);

const START = '2026-10-30T00:00:00.000Z';
const rules = audienceRules();
/** The rules before a change: no computed traits, orders set no trait, and of what was looked at nothing is remembered. */
const before: ProfileRules = {
  ...rules,
  computed: new Map(),
  catalog: new Map(
    [...rules.catalog].map(([name, { remember, ...entry }]) => [
      name,
      { ...entry, sets: {}, ...(name === 'Product Viewed' || remember === undefined ? {} : { remember }) },
    ]),
  ),
};

/** Within the stored history, where the rules of today tell everything anew. */
const recent = (events: readonly BusEvent[]): readonly BusEvent[] =>
  events.filter(({ detail }) => detail.occurredAt >= START && detail.occurredAt < '2027');

const rebuild = async (world: RebuildWorld, by: ProfileRules = rules): Promise<RebuildRun> => {
  const run = runIn(await world.bring(by, { to: 'checked' }));
  const page = await world.bring(by, { to: 'switched', run });
  if (page.run === undefined || page.refused !== undefined) throw new Error(`Refused: ${page.refused}`);
  return page.run;
};

const persons = (world: RebuildWorld): readonly string[] =>
  [...new Set(world.profiles.states().flatMap(({ strands }) => Object.keys(strands)))].flatMap((strand) =>
    world.profiles.pointerOf(strand) === strand ? [strand] : [],
  );

/** Writes everybody as `change` has it, past every event. */
const overwrite = async (
  { profiles }: RebuildWorld,
  people: readonly string[],
  change: (state: PersonState) => PersonState,
): Promise<void> => {
  for (const stored of await profiles.loadPersons(people)) {
    await profiles.saveReviewed({ ...stored, state: change(stored.state) });
  }
};

/** A person with facts since the start taken away, or counted twice. */
const damaged = (state: PersonState, seed: number): PersonState => {
  const second = Date.parse(START) / 1000;
  const strands = Object.entries(state.strands).map(([strand, known]) => {
    const digests = known.digests.flatMap((digest) => {
      const old = digest.times.filter((time) => time < second);
      const since = digest.times.filter((time) => time >= second);
      const times = seed % 2 === 0 ? old : [...old, ...since.flatMap((time) => [time, time])];
      return times.length === 0 ? [] : [{ ...digest, times }];
    });
    const traits = Object.fromEntries(Object.entries(known.traits).filter(([, { at }]) => at < START));
    return [strand, { ...known, digests, traits }] as const;
  });
  return { ...state, strands: Object.fromEntries(strands) };
};

/** What whoever folds the published changes has, and what is stored. */
const published = ({ profiles }: RebuildWorld): string =>
  foldPublished(profiles.stream().flatMap((change) => profileEvents(change, rules.audiences)));
const standing = ({ profiles }: RebuildWorld): string =>
  foldPublished(profiles.states().flatMap((state) => wholeProfile(viewOf(state).person, { version: 0, state, at: 0 })));

describe('a rebuild', () => {
  it.each<[string, ProfileRules]>([
    ['generous limits', rules],
    ['few memories', { ...audienceRules({ partners: 2, members: 3, remembered: 2 }), sharedBy: 1 }],
  ])('finds nothing to do, wherever the stored history begins, with %s', async (_case, by) => {
    await fc.assert(
      fc.asyncProperty(eventSets(14), fc.integer({ min: 0, max: 30 }), async (events, days) => {
        const world = createRebuildWorld();
        await world.apply(by, events);
        const bytes = world.profiles.bytes();
        world.later(days * 86_400_000);

        const { counts } = await rebuild(world, by);
        expect(counts.check).toEqual({ people: persons(world).length, same: persons(world).length });
        expect(world.profiles.bytes()).toBe(bytes);
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing before the switch, and brings back what was lost or told twice with it', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(14), fc.nat(), async (events, seed) => {
        const world = createRebuildWorld();
        // Audiences are evaluated as of the latest event: none lies ahead of the clock.
        await world.apply(
          rules,
          events.filter(({ detail }) => detail.occurredAt < '2027'),
        );
        const bytes = world.profiles.bytes();
        await overwrite(world, persons(world), (state) => damaged(state, seed));
        const wrong = world.profiles.bytes();
        const changes = world.profiles.stream().length;

        const run = runIn(await world.bring(rules, { to: 'checked' }));
        expect(world.profiles.bytes()).toBe(wrong);
        expect(world.profiles.stream()).toHaveLength(changes);

        await world.bring(rules, { to: 'switched', run });
        expect(world.profiles.bytes()).toBe(bytes);
      }),
      { numRuns: 100 },
    );
  });

  /** Whom a person belongs to can change at every event: three cannot hide a strand from three passes. */
  it('ends as if all events had been told by the rules of today, whatever races it', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(8), eventSets(3), fc.scheduler(), async (past, racing, scheduler) => {
        let paused = false;
        const world = createRebuildWorld({
          pause: (operation) => (paused ? scheduler.schedule(Promise.resolve(), operation) : Promise.resolve()),
        });
        const late = recent(racing).map((event) => renamed(event, 'r'));
        await world.apply(before, recent(past));
        paused = true;
        await scheduler.waitFor(Promise.all([rebuild(world), ...late.map((event) => world.apply(rules, [event]))]));
        paused = false;

        const expected = createRebuildWorld();
        await expected.apply(rules, [...recent(past), ...late]);
        expect(world.profiles.bytes()).toBe(expected.profiles.bytes());
        expect(published(world)).toBe(standing(world));
      }),
      { numRuns: 100 },
    );
  });

  it('goes on wherever it broke off', async () => {
    await fc.assert(
      fc.asyncProperty(
        eventSets(6),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom('before' as const, 'after' as const)), {
          minLength: 1,
          maxLength: 4,
        }),
        async (past, crashes) => {
          const world = createRebuildWorld();
          await world.apply(before, recent(past));
          let run: string | undefined;
          for (const [nth, when] of crashes) {
            const { ports } = failAt(world.ports, nth, when);
            try {
              run ??= runIn(await world.bring(rules, { to: 'checked' }, ports));
              await world.bring(rules, { to: 'switched', run }, ports);
            } catch (error) {
              if (!(error instanceof PortFailure)) throw error;
            }
          }
          run ??= runIn(await world.bring(rules, { to: 'checked' }));
          await world.bring(rules, { to: 'switched', run });

          const expected = createRebuildWorld();
          await expected.apply(rules, recent(past));
          expect(world.profiles.bytes()).toBe(expected.profiles.bytes());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is taken back to what would be had it never been, with what came since', async () => {
    await fc.assert(
      fc.asyncProperty(
        eventSets(8),
        eventSets(3),
        eventSets(5),
        fc.scheduler(),
        async (past, racing, since, scheduler) => {
          let paused = false;
          const world = createRebuildWorld({
            pause: (operation) => (paused ? scheduler.schedule(Promise.resolve(), operation) : Promise.resolve()),
          });
          const later = recent(since).map((event) => renamed(event, 's'));
          const late = recent(racing).map((event) => renamed(event, 'r'));
          await world.apply(before, recent(past));
          const { run } = await rebuild(world, rules);
          await world.apply(rules, later);
          paused = true;
          await scheduler.waitFor(
            Promise.all([
              world.bring(rules, { to: 'reverted', run }),
              ...late.map((event) => world.apply(rules, [event])),
            ]),
          );
          paused = false;

          const expected = createRebuildWorld();
          await expected.apply(before, recent(past));
          await expected.apply(rules, [...later, ...late]);
          expect(world.profiles.bytes()).toBe(expected.profiles.bytes());
        },
      ),
      { numRuns: 100 },
    );
  });

  it('begins at a midnight from which on every event that may still arrive is stored', () => {
    expect(historyStart(new Date('2026-11-27T12:00:00.000Z'))).toBe('2026-10-27T00:00:00.000Z');
    expect(historyStart(new Date('2026-11-27T00:00:00.000Z'))).toBe('2026-10-27T00:00:00.000Z');
  });
});

/** The same under another id: an event of its own. */
const renamed = (event: BusEvent, prefix: string): BusEvent => ({
  ...event,
  detail: { ...event.detail, messageId: `${prefix}${event.detail.messageId}` },
});
