import * as fc from 'fast-check';
import type { BusEvent } from '../../../contracts/event';
import type { QuarantineFilter, QuarantinePage, QuarantineTally } from '../../../contracts/quarantine';
import { compileRejudge } from '../../../lambdas/domain/rejudge';
import { createFindSource, writeKey } from '../../../lambdas/domain/write-key';
import { createIngestEvents } from '../../../lambdas/handlers/ingest-events/handler';
import {
  createRedriveQuarantine,
  type RedriveQuarantineDeps,
} from '../../../lambdas/handlers/redrive-quarantine/handler';
import { createTestEdge, sources } from '../../support/edge-world';
import { failAt, PortFailure } from '../../support/failing-port';
import { httpCall } from '../../support/http-call';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { createMemoryShelf } from '../../support/memory-shelf';
import { createMemoryVault } from '../../support/memory-vault';
import { testRules } from '../../support/profile-events';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const before = createTestEdge();
/** The catalog after somebody added the event, and the property, that were missing. */
const mended = createTestEdge({
  'Moon Landed': { properties: { crew: { type: 'number' } } },
  'Product Viewed': { properties: { product_id: { type: 'string' }, price: { type: ['number', 'string'] } } },
});

const open = () => {
  const [bus, vault, shelf] = [createMemoryBus(), createMemoryVault(), createMemoryShelf()];
  const profiles = createMemoryProfiles();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const ingest = createIngestEvents({
    edge: before,
    signals: {},
    findSource: async (key) => createFindSource('master', sources)(key),
    clock: async () => NOW,
    tokensFor: vault.tokensFor,
    quarantine: shelf.quarantine,
    publishEvents: bus.publishEvents,
    log,
    count,
  });
  const authorization = `Basic ${Buffer.from(`${writeKey('master', 'shop', 1)}:`).toString('base64')}`;
  const send = (batch: readonly object[], around: object = {}) =>
    ingest(httpCall({ path: '/v1/batch', headers: { authorization }, body: { batch, ...around } }));
  const deps = (edge = mended): RedriveQuarantineDeps => ({
    rejudge: compileRejudge({ edge, sources, webhooks: new Map() }),
    rejudgeLate: compileRejudge({ edge, sources, webhooks: new Map(), ofAnyAge: true }),
    rules: testRules(),
    ...profiles,
    ...shelf,
    sleep: async () => undefined,
    clock: async () => NOW,
    tidyQueue: async () => ({ removed: 1, left: 2 }),
    tokensFor: vault.tokensFor,
    publishEvents: bus.publishEvents,
    log,
    count,
  });
  return { bus, vault, shelf, profiles, send, deps, lines, total };
};

/** All pages of a task. */
const run = async (deps: RedriveQuarantineDeps, task: 'list' | 'judge' | 'replay', filter: QuarantineFilter = {}) => {
  const redrive = createRedriveQuarantine(deps);
  const tallies: QuarantineTally[] = [];
  let cursor: string | undefined;
  do {
    const page = (await redrive(
      { task, filter, ...(cursor === undefined ? {} : { cursor }) },
      'trace-1',
    )) as QuarantinePage;
    tallies.push(...page.tallies);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return tallies;
};
const words = (tallies: readonly QuarantineTally[]): readonly string[] =>
  tallies
    .map(({ source, reason, event, outcome, now, count }) =>
      [source, reason, event, outcome, now, count].filter(Boolean).join(' '),
    )
    .sort();

const call = (messageId: string, event: string, properties: object, more: object = {}) => ({
  type: 'track',
  event,
  messageId,
  userId: 'u1',
  timestamp: '2026-11-27T11:00:00.000Z',
  properties,
  ...more,
});
const moon = (id: string, more: object = {}) => call(id, 'Moon Landed', { crew: 3 }, more);
const priced = (id: string, more: object = {}) => call(id, 'Product Viewed', { product_id: 'p', price: 'cheap' }, more);
const late = (id: string) => call(id, 'Product Viewed', { product_id: 'p' }, { timestamp: '2026-01-01' });
const carded = (id: string) => call(id, 'Page Viewed', { name: '4111 1111 1111 1111' });

describe('redrive-quarantine', () => {
  it('counts what is in quarantine by source, reason and event, and tells no value', async () => {
    const { send, deps, shelf } = open();
    await send([moon('m1'), moon('m2'), priced('p1'), late('l1'), carded('c1')]);
    const tallies = await run(deps(), 'list');

    expect(words(tallies)).toEqual([
      'shop card-number Page Viewed kept 1',
      'shop schema-violation Product Viewed kept 1',
      'shop too-late Product Viewed kept 1',
      'shop unknown-event kept 2',
    ]);
    expect(JSON.stringify(tallies)).not.toMatch(/4111|cheap|Moon/);
    expect(shelf.kept()).toHaveLength(5);
  });

  it('says what passes by now and what would stay, and changes nothing', async () => {
    const { send, deps, shelf, bus } = open();
    await send([moon('m1'), priced('p1'), late('l1'), carded('c1')]);
    const kept = shelf.kept();

    expect(words(await run(deps(), 'judge'))).toEqual([
      'shop card-number Page Viewed stays card-number 1',
      'shop schema-violation Product Viewed passes 1',
      'shop too-late Product Viewed stays too-late 1',
      'shop unknown-event passes 1',
    ]);
    expect(shelf.kept()).toEqual(kept);
    expect(bus.published()).toEqual([]);
  });

  it('lets in what passes, as it would have been let in at its own time, and under its own id', async () => {
    const world = open();
    const { send, deps, bus, shelf } = world;
    const context = { traits: { email: 'ada@households.test' } };
    await send([moon('m1', { userId: undefined }), { ...moon('x'), messageId: undefined }], {
      // A clock that is two hours fast, said once for the batch.
      sentAt: '2026-11-27T14:00:00.000Z',
      context,
    });
    const ids = shelf.kept().map(({ messageId }) => messageId);
    await run(deps(), 'replay');

    const byId = new Map(bus.published().map(({ detail }) => [detail.messageId, detail]));
    expect([...byId.keys()].sort()).toEqual([...ids].sort());
    expect(byId.get('m1')).toMatchObject({
      occurredAt: '2026-11-27T09:00:00.000Z',
      receivedAt: NOW.toISOString(),
      identifiers: [{ type: 'email', token: expect.stringMatching(/^tok_/) }],
      trace: 'trace-1',
    });
    expect(shelf.kept()).toEqual([]);
    expect(world.total('QuarantineReplayed')).toBe(2);
  });

  it('keeps what still fails, with its newest reason', async () => {
    const { send, deps, shelf } = open();
    await send([call('m1', 'Moon Landed', { crew: 'many' })]);

    expect(words(await run(deps(), 'replay'))).toEqual(['shop unknown-event stays schema-violation 1']);
    expect(shelf.kept()).toMatchObject([{ messageId: 'm1', reason: 'schema-violation', detail: '/crew type' }]);
  });

  it('works off only what is asked for', async () => {
    const { send, deps, shelf } = open();
    await send([moon('m1'), priced('p1')]);
    await send([moon('m2')]);
    const since = shelf.kept().find(({ messageId }) => messageId === 'm2')?.at ?? '';

    await run(deps(), 'replay', { reason: 'unknown-event', since });
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['m1', 'p1']);
    await run(deps(), 'replay', { source: 'till' });
    expect(shelf.kept()).toHaveLength(2);
    await run(deps(), 'replay', { source: 'shop', reason: 'schema-violation' });
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['m1']);
  });

  it('leaves in quarantine what the bus does not take', async () => {
    const { send, deps, shelf, bus } = open();
    await send([moon('m1'), moon('m2')]);
    bus.refuse(({ detail }) => detail.messageId === 'm2');

    expect(words(await run(deps(), 'replay'))).toEqual([
      'shop unknown-event replayed 1',
      'shop unknown-event unpublished 1',
    ]);
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['m2']);
  });

  it('keeps an event that is set aside again while it is let in', async () => {
    const { deps, shelf, bus } = open();
    const event = {
      source: 'tandem.edge.shop',
      detailType: 'Page Viewed',
      detail: { messageId: 'm1', identifiers: [] },
    };
    const item = { source: 'shop', messageId: 'm1', reason: 'identity-limit', detail: '', payload: event } as const;
    await shelf.quarantine([item]);
    const publishEvents = async (events: readonly BusEvent[]) => {
      await shelf.quarantine([item]);
      return bus.publishEvents(events);
    };

    await run({ ...deps(), publishEvents }, 'replay');
    expect(bus.published()).toEqual([event]);
    expect(shelf.kept()).toMatchObject([{ messageId: 'm1', reason: 'identity-limit' }]);
  });

  it('leaves what the profiles were told too late, unless it is asked for', async () => {
    const { deps, shelf, bus } = open();
    const event = {
      source: 'tandem.edge.shop',
      detailType: 'Page Viewed',
      detail: { messageId: 'm1', identifiers: [] },
    };
    await shelf.quarantine([{ source: 'shop', messageId: 'm1', reason: 'too-late', detail: '', payload: event }]);

    expect(words(await run(deps(), 'replay'))).toEqual(['shop too-late stays too-late 1']);
    expect(bus.published()).toEqual([]);
  });

  it('takes out what somebody has been erased from since, and lets nothing of it in', async () => {
    const { send, deps, shelf, bus } = open();
    await send([moon('m1')]);

    await run({ ...deps(), tokensFor: async (events) => events.map(() => 'erased') }, 'replay');
    expect(bus.published()).toEqual([]);
    expect(shelf.kept()).toEqual([]);
  });

  it('keeps what comes from a source that is no more', async () => {
    const { send, deps, shelf } = open();
    await send([moon('m1')]);
    const rejudge = compileRejudge({ edge: mended, sources: [], webhooks: new Map() });

    expect(words(await run({ ...deps(), rejudge }, 'replay'))).toEqual(['shop unknown-event stays unknown-event 1']);
    expect(shelf.kept()).toHaveLength(1);
  });

  it('reads more pages than one, each event once', async () => {
    const { send, deps, shelf } = open();
    await send(Array.from({ length: 260 }, (_, at) => moon(`m${at}`)));

    expect(
      words(await run(deps(), 'judge'))
        .map((text) => Number(text.split(' ').at(-1)))
        .reduce((a, b) => a + b),
    ).toBe(260);
    const replayed = await run(deps(), 'replay');
    expect(replayed.length).toBeGreaterThan(1);
    expect(shelf.kept()).toEqual([]);
  });

  it('loses nothing wherever it breaks off: each event is on the bus or still in quarantine', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom('before' as const, 'after' as const),
        async (nth, when) => {
          const { send, deps, shelf, bus } = open();
          await send([moon('m1'), priced('p1'), late('l1'), moon('m2')]);
          const { rejudge, rejudgeLate, rules, log, count, ...ports } = deps();
          const failing = failAt(ports, nth, when);
          await run({ ...failing.ports, rejudge, rejudgeLate, rules, log, count }, 'replay').catch((error: unknown) => {
            if (!(error instanceof PortFailure)) throw error;
          });
          const accounted = new Set([
            ...bus.published().map(({ detail }) => detail.messageId),
            ...shelf.kept().map(({ messageId }) => messageId),
          ]);
          expect([...accounted].sort()).toEqual(['l1', 'm1', 'm2', 'p1']);

          await run(deps(), 'replay');
          expect(new Set(bus.published().map(({ detail }) => detail.messageId))).toEqual(new Set(['m1', 'm2', 'p1']));
          expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['l1']);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets each event in under its one id where two work the same quarantine off at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { send, deps, shelf, bus } = open();
        await send([moon('m1'), priced('p1'), moon('m2'), carded('c1')]);
        const taking = (): RedriveQuarantineDeps => {
          const { listQuarantined, loadQuarantined, settleQuarantined, publishEvents, ...rest } = deps();
          return {
            ...rest,
            listQuarantined: scheduler.scheduleFunction(listQuarantined),
            loadQuarantined: scheduler.scheduleFunction(loadQuarantined),
            settleQuarantined: scheduler.scheduleFunction(settleQuarantined),
            publishEvents: scheduler.scheduleFunction(publishEvents),
          };
        };
        await scheduler.waitFor(Promise.all([run(taking(), 'replay'), run(taking(), 'replay')]));

        expect(new Set(bus.published().map(({ detail }) => detail.messageId))).toEqual(new Set(['m1', 'm2', 'p1']));
        expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['c1']);
      }),
      { numRuns: 20 },
    );
  });

  it('tidies the queue of pointers', async () => {
    const { deps } = open();
    expect(await createRedriveQuarantine(deps())({ task: 'tidy' }, 't')).toEqual({ removed: 1, left: 2 });
  });
});

const LATE = { reason: 'too-late' } as const;
const lateAt = (id: string, second: number, more: object = {}) =>
  call(
    id,
    'Product Viewed',
    { product_id: 'p', category: 'Shoes' },
    { timestamp: `2026-01-02T03:04:0${second}.000Z`, ...more },
  );

describe('redrive-quarantine, of what came too late', () => {
  it('lets it in where that reason is asked for: at its own time, once, past the bus', async () => {
    const { send, deps, shelf, profiles, bus } = open();
    await send([
      lateAt('l1', 1),
      lateAt('l2', 2),
      lateAt('l3', 2),
      lateAt('c4', 4, { properties: { product_id: 7 } }),
      moon('m5'),
    ]);

    expect(words(await run(deps(), 'judge', LATE))).toEqual([
      'shop too-late Product Viewed passes 3',
      'shop too-late Product Viewed stays schema-violation 1',
    ]);
    expect(words(await run(deps(), 'replay', LATE))).toEqual([
      'shop too-late Product Viewed facts 1',
      'shop too-late Product Viewed replayed 2',
      'shop too-late Product Viewed stays schema-violation 1',
    ]);
    expect(bus.published()).toEqual([]);
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['c4', 'm5']);
    const [state] = profiles.states();
    const times = Object.values(state?.strands ?? {})[0]?.digests.flatMap((digest) => digest.times);
    expect(times?.map((time) => new Date(time * 1000).toISOString())).toEqual([
      '2026-01-02T03:04:01.000Z',
      '2026-01-02T03:04:02.000Z',
    ]);

    await send([lateAt('l1', 1)]);
    expect(words(await run(deps(), 'replay', LATE))).toContain('shop too-late Product Viewed known 1');
  });

  it('neither loses nor doubles it, wherever it breaks off', async () => {
    const expected = open();
    await expected.send([lateAt('l1', 1), lateAt('l2', 2)]);
    await run(expected.deps(), 'replay', LATE);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 160; nth += 7) {
        const world = open();
        await world.send([lateAt('l1', 1), lateAt('l2', 2)]);
        const { rejudge, rejudgeLate, rules, log, count, ...ports } = world.deps();
        const failing = failAt(ports, nth, when);
        const pure = { rejudge, rejudgeLate, rules, log, count };
        await run({ ...failing.ports, ...pure }, 'replay', LATE).catch((error: unknown) => {
          if (!(error instanceof PortFailure)) throw error;
        });
        await run(world.deps(), 'replay', LATE);
        expect(world.profiles.bytes()).toBe(expected.profiles.bytes());
        expect(world.shelf.kept()).toEqual([]);
      }
    }
  });

  it('takes out what somebody has been erased from since, and keeps what the profiles cannot take', async () => {
    const { send, deps, shelf, profiles } = open();
    await send([lateAt('l1', 1), lateAt('l2', 2)]);
    await run({ ...deps(), tokensFor: async (events) => events.map(() => 'erased') }, 'replay', LATE);
    expect(shelf.kept()).toEqual([]);
    expect(profiles.states()).toEqual([]);

    await send([lateAt('l3', 3)]);
    const contended = { ...deps(), applyChange: async () => 'conflict' as const };
    expect(words(await run(contended, 'replay', LATE))).toEqual(['shop too-late Product Viewed stays conflict 1']);
    expect(shelf.kept()).toHaveLength(1);
  });
});
