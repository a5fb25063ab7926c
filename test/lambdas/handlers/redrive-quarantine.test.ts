import * as fc from 'fast-check';
import type { BusEvent } from '../../../contracts/event';
import { compileRejudge } from '../../../lambdas/domain/rejudge';
import {
  createRedriveQuarantine,
  type RedriveQuarantineDeps,
} from '../../../lambdas/handlers/redrive-quarantine/handler';
import { failAt, PortFailure } from '../../support/failing-port';
import { call, mended, NOW, openQuarantine, runRedrive, words } from '../../support/redrive-world';

const moon = (id: string, more: object = {}) => call(id, 'Moon Landed', { crew: 3 }, more);
const priced = (id: string, more: object = {}) => call(id, 'Product Viewed', { product_id: 'p', price: 'cheap' }, more);
const late = (id: string) => call(id, 'Product Viewed', { product_id: 'p' }, { timestamp: '2026-01-01' });
const carded = (id: string) => call(id, 'Page Viewed', { name: '4111 1111 1111 1111' });

describe('redrive-quarantine', () => {
  it('counts what is in quarantine by source, reason and event, and tells no value', async () => {
    const { send, deps, shelf } = openQuarantine();
    await send([moon('m1'), moon('m2'), priced('p1'), late('l1'), carded('c1')]);
    const tallies = await runRedrive(deps(), 'list');

    expect(words(tallies)).toEqual([
      'shop card-number Page Viewed kept 1',
      'shop schema-violation Product Viewed kept 1',
      'shop too-late Product Viewed kept 1',
      'shop unknown-event kept 2',
    ]);
    expect(JSON.stringify(tallies)).not.toMatch(/4111|cheap|Moon/);
    expect(shelf.kept()).toHaveLength(5);
  });

  it('tells the audit trail before it looks into a payload, and looks into none that it could not tell of', async () => {
    const { send, deps, trail, shelf } = openQuarantine();
    await send([moon('m1'), priced('p1')]);
    await runRedrive(deps(), 'list');
    expect(trail.facts).toEqual([]);
    await runRedrive(deps(), 'judge');
    expect(trail.facts).toMatchObject([
      {
        kind: 'personal-data.read',
        by: 'operator',
        details: { route: 'quarantine.judge', payloads: 2, request: 'trace-1' },
      },
    ]);
    trail.breakDown();
    await expect(runRedrive(deps(), 'replay')).rejects.toThrow('down');
    expect(shelf.kept()).toHaveLength(2);
  });

  it('says what passes by now and what would stay, and changes nothing', async () => {
    const { send, deps, shelf, bus } = openQuarantine();
    await send([moon('m1'), priced('p1'), late('l1'), carded('c1')]);
    const kept = shelf.kept();

    expect(words(await runRedrive(deps(), 'judge'))).toEqual([
      'shop card-number Page Viewed stays card-number 1',
      'shop schema-violation Product Viewed passes 1',
      'shop too-late Product Viewed stays too-late 1',
      'shop unknown-event passes 1',
    ]);
    expect(shelf.kept()).toEqual(kept);
    expect(bus.published()).toEqual([]);
  });

  it('lets in what passes, as it would have been let in at its own time, and under its own id', async () => {
    const world = openQuarantine();
    const { send, deps, bus, shelf } = world;
    const context = { traits: { email: 'ada@households.test' } };
    await send([moon('m1', { userId: undefined }), { ...moon('x'), messageId: undefined }], {
      // A clock that is two hours fast, said once for the batch.
      sentAt: '2026-11-27T14:00:00.000Z',
      context,
    });
    const ids = shelf.kept().map(({ messageId }) => messageId);
    await runRedrive(deps(), 'replay');

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
    const { send, deps, shelf } = openQuarantine();
    await send([call('m1', 'Moon Landed', { crew: 'many' })]);

    expect(words(await runRedrive(deps(), 'replay'))).toEqual(['shop unknown-event stays schema-violation 1']);
    expect(shelf.kept()).toMatchObject([{ messageId: 'm1', reason: 'schema-violation', detail: '/crew type' }]);
  });

  it('works off only what is asked for', async () => {
    const { send, deps, shelf } = openQuarantine();
    await send([moon('m1'), priced('p1')]);
    await send([moon('m2')]);
    const since = shelf.kept().find(({ messageId }) => messageId === 'm2')?.at ?? '';

    await runRedrive(deps(), 'replay', { reason: 'unknown-event', since });
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['m1', 'p1']);
    await runRedrive(deps(), 'replay', { source: 'till' });
    expect(shelf.kept()).toHaveLength(2);
    await runRedrive(deps(), 'replay', { source: 'shop', reason: 'schema-violation' });
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['m1']);
  });

  it('leaves in quarantine what the bus does not take', async () => {
    const { send, deps, shelf, bus } = openQuarantine();
    await send([moon('m1'), moon('m2')]);
    bus.refuse(({ detail }) => detail.messageId === 'm2');

    expect(words(await runRedrive(deps(), 'replay'))).toEqual([
      'shop unknown-event replayed 1',
      'shop unknown-event unpublished 1',
    ]);
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['m2']);
  });

  it('keeps an event that is set aside again while it is let in', async () => {
    const { deps, shelf, bus } = openQuarantine();
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

    await runRedrive({ ...deps(), publishEvents }, 'replay');
    expect(bus.published()).toEqual([event]);
    expect(shelf.kept()).toMatchObject([{ messageId: 'm1', reason: 'identity-limit' }]);
  });

  it('leaves what the profiles were told too late, unless it is asked for', async () => {
    const { deps, shelf, bus } = openQuarantine();
    const event = {
      source: 'tandem.edge.shop',
      detailType: 'Page Viewed',
      detail: { messageId: 'm1', identifiers: [] },
    };
    await shelf.quarantine([{ source: 'shop', messageId: 'm1', reason: 'too-late', detail: '', payload: event }]);

    expect(words(await runRedrive(deps(), 'replay'))).toEqual(['shop too-late stays too-late 1']);
    expect(bus.published()).toEqual([]);
  });

  it('takes out what somebody has been erased from since, and lets nothing of it in', async () => {
    const { send, deps, shelf, bus } = openQuarantine();
    await send([moon('m1')]);

    await runRedrive({ ...deps(), tokensFor: async (events) => events.map(() => 'erased') }, 'replay');
    expect(bus.published()).toEqual([]);
    expect(shelf.kept()).toEqual([]);
  });

  it('keeps what comes from a source that is no more', async () => {
    const { send, deps, shelf } = openQuarantine();
    await send([moon('m1')]);
    const rejudge = compileRejudge({ edge: mended, sources: [], webhooks: new Map() });

    expect(words(await runRedrive({ ...deps(), rejudge }, 'replay'))).toEqual([
      'shop unknown-event stays unknown-event 1',
    ]);
    expect(shelf.kept()).toHaveLength(1);
  });

  it('reads more pages than one, each event once', async () => {
    const { send, deps, shelf } = openQuarantine();
    await send(Array.from({ length: 260 }, (_, at) => moon(`m${at}`)));

    expect(
      words(await runRedrive(deps(), 'judge'))
        .map((text) => Number(text.split(' ').at(-1)))
        .reduce((a, b) => a + b),
    ).toBe(260);
    const replayed = await runRedrive(deps(), 'replay');
    expect(replayed.length).toBeGreaterThan(1);
    expect(shelf.kept()).toEqual([]);
  });

  it('loses nothing wherever it breaks off: each event is on the bus or still in quarantine', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom('before' as const, 'after' as const),
        async (nth, when) => {
          const { send, deps, shelf, bus } = openQuarantine();
          await send([moon('m1'), priced('p1'), late('l1'), moon('m2')]);
          const { rejudge, rejudgeLate, rules, log, count, ...ports } = deps();
          const failing = failAt(ports, nth, when);
          await runRedrive({ ...failing.ports, rejudge, rejudgeLate, rules, log, count }, 'replay').catch(
            (error: unknown) => {
              if (!(error instanceof PortFailure)) throw error;
            },
          );
          const accounted = new Set([
            ...bus.published().map(({ detail }) => detail.messageId),
            ...shelf.kept().map(({ messageId }) => messageId),
          ]);
          expect([...accounted].sort()).toEqual(['l1', 'm1', 'm2', 'p1']);

          await runRedrive(deps(), 'replay');
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
        const { send, deps, shelf, bus } = openQuarantine();
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
        await scheduler.waitFor(Promise.all([runRedrive(taking(), 'replay'), runRedrive(taking(), 'replay')]));

        expect(new Set(bus.published().map(({ detail }) => detail.messageId))).toEqual(new Set(['m1', 'm2', 'p1']));
        expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['c1']);
      }),
      { numRuns: 20 },
    );
  });

  it('tidies the queue of pointers', async () => {
    const { deps } = openQuarantine();
    expect(await createRedriveQuarantine(deps())({ task: 'tidy' }, 't')).toEqual({ removed: 1, left: 2 });
  });
});
