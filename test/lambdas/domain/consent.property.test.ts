import * as fc from 'fast-check';
import type { BusEvent } from '../../../contracts/event';
import type { Consent, PersonView, StrandState } from '../../../contracts/profile';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import { consentFor } from '../../../lambdas/domain/consent';
import { joinConsent } from '../../../lambdas/domain/consent-join';
import { viewOf } from '../../../lambdas/domain/person-view';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { edgeEvent, eventSets, testRules } from '../../support/profile-events';

// Hundreds of runs on a busy machine; what is tested is never how long they take.
jest.setTimeout(120_000);

const rules = testRules();
const END = { at: Date.parse('2027-01-01T00:00:00.000Z') };
const PURPOSES = ['offers', 'care'];
const CHANNELS = ['email', 'app'];
const cells = PURPOSES.flatMap((purpose) => CHANNELS.map((channel) => [purpose, channel] as const));
const answers = (view: Pick<PersonView, 'consent'>) =>
  cells.map(([purpose, channel]) => consentFor(view, purpose, channel, END));

const applied = async (events: readonly BusEvent[]) => {
  const store = createMemoryProfiles();
  const ports = { ...store, sleep: async () => undefined, clock: async () => new Date('2026-12-01T00:00:00.000Z') };
  for (const event of events) await applyEvent(ports, rules, event);
  return store;
};

const shuffled = (events: readonly BusEvent[]) =>
  fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });

const day = fc.integer({ min: 1, max: 9 });
const name = fc
  .tuple(fc.constantFrom(...PURPOSES, '*'), fc.constantFrom(...CHANNELS, '*'))
  .map(([purpose, channel]) => `${purpose}/${channel}`);
const records = fc.dictionary(
  name,
  fc.record({ status: fc.constantFrom('granted' as const, 'denied' as const), day }),
  { maxKeys: 5 },
);
type Said = Readonly<Record<string, { status: Consent['status']; day: number }>>;

const at = (on: number): string => `2026-11-0${on}T10:00:00.000Z`;
const told = (said: Said): Record<string, Consent> =>
  Object.fromEntries(
    Object.entries(said).map(([key, { status, day: on }]) => [key, { at: at(on), key: `crm#${key}${on}`, status }]),
  );
const strandOf = (said: Said): StrandState => {
  const first = { at: at(1), key: 'crm#0' };
  return { first, last: first, traits: {}, consent: told(said), lists: {}, digests: [], links: {} };
};

describe('what a merge makes of two people’s consents', () => {
  const pairs = fc.tuple(records, records, day);
  const join = (one: Said, other: Said, since: number) =>
    joinConsent(
      [
        ['user_id:u', strandOf(one)],
        ['anonymous_id:d', strandOf(other)],
      ],
      () => at(since),
    );

  it('never opens what one of them has closed, unless somebody agreed after they were one', () => {
    fc.assert(
      fc.property(pairs, ([one, other, since]) => {
        const view = { consent: join(one, other, since) };
        for (const [purpose, channel] of cells) {
          if (consentFor(view, purpose, channel, END) !== 'granted') continue;
          const closed = [one, other].some(
            (said) => consentFor({ consent: told(said) }, purpose, channel, END) === 'denied',
          );
          const reopened = Object.entries({ ...prefixed(one, 'a'), ...prefixed(other, 'b') }).some(
            ([key, { status, day: on }]) =>
              status === 'granted' &&
              on >= since &&
              consentFor({ consent: { [key.slice(2)]: { at: at(on), key, status } } }, purpose, channel, END) ===
                'granted',
          );
          expect(closed && !reopened).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('closes nothing that neither of them has closed', () => {
    fc.assert(
      fc.property(pairs, ([one, other, since]) => {
        const view = { consent: join(one, other, since) };
        for (const [purpose, channel] of cells) {
          const own = [one, other].map((said) => consentFor({ consent: told(said) }, purpose, channel, END));
          if (own.includes('denied') || !own.includes('granted')) continue;
          // A denial under a wider name that its own strand took back for this cell alone may outlast the other's grant.
          const wide = [one, other].some((said) =>
            Object.entries(said).some(([key, { status }]) => status === 'denied' && key.includes('*')),
          );
          if (!wide) expect(consentFor(view, purpose, channel, END)).toBe('granted');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on who is named first', () => {
    fc.assert(
      fc.property(pairs, ([one, other, since]) => {
        expect(answers({ consent: join(one, other, since) })).toEqual(answers({ consent: join(other, one, since) }));
      }),
    );
  });

  const prefixed = (said: Said, letter: string): Said =>
    Object.fromEntries(Object.entries(said).map(([key, value]) => [`${letter}:${key}`, value]));
});

describe('the consent log', () => {
  it('holds what people said once each, whatever order and how often it came', async () => {
    await fc.assert(
      fc.asyncProperty(
        eventSets(12).chain((events) =>
          fc.tuple(fc.constant(events), shuffled(events), fc.subarray([...events]).chain(shuffled)),
        ),
        async ([events, other, again]) => {
          const spoken = async (all: readonly BusEvent[]) =>
            (await applied(all)).receipts().filter(({ method }) => method !== 'gpc');
          expect(await spoken([...other, ...again])).toEqual(await spoken(events));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('holds the proof of every consent that is in force', async () => {
    await fc.assert(
      fc.asyncProperty(eventSets(12), async (events) => {
        const store = await applied(events);
        const proofs = new Set(store.receipts().map(({ strand, at: when, key }) => `${strand} ${when} ${key}`));
        for (const state of store.states()) {
          for (const [strand, { consent, signals = {}, restriction }] of Object.entries(state.strands)) {
            const stamps = [
              ...Object.values(consent),
              ...Object.values(signals),
              ...(restriction ? [restriction] : []),
            ];
            for (const stamp of stamps) expect(proofs).toContain(`${strand} ${stamp.at} ${stamp.key}`);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a browser’s default', () => {
  const signal = (id: number, on: number) =>
    edgeEvent({
      id,
      event: 'Consent Withdrawn',
      at: at(on),
      by: ['user_id:u'],
      properties: { purpose: 'offers', channel: '*', method: 'gpc' },
    });
  const grant = (id: number, on: number) =>
    edgeEvent({
      id,
      event: 'Consent Granted',
      at: at(on),
      by: ['user_id:u'],
      properties: { purpose: 'offers', channel: 'email' },
    });

  it('is beaten by a choice made since it was first sent, and by no repetition of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(day, { minLength: 1, maxLength: 5 }), day, async (days, chosen) => {
        fc.pre(!days.includes(chosen));
        const events = [...days.map((on, id) => signal(id, on)), grant(99, chosen)];
        const outcomes = new Set<string>();
        for (const order of [events, [...events].reverse()]) {
          const [state] = (await applied(order)).states();
          outcomes.add(state === undefined ? 'nobody' : consentFor(viewOf(state), 'offers', 'email', END));
        }
        expect([...outcomes]).toEqual([chosen > Math.min(...days) ? 'granted' : 'denied']);
      }),
      { numRuns: 100 },
    );
  });

  it('is kept in the log where it changes something, and writes nothing where it does not', async () => {
    const store = await applied([signal(1, 3), signal(2, 4), signal(3, 5)]);
    expect(store.receipts().map(({ key }) => key)).toEqual(['shop#1']);
    const [person] = await store.loadPersons(['user_id:u']);
    expect(person?.state.strands['user_id:u']?.last).toEqual({ at: at(3), key: 'shop#1' });
  });
});
