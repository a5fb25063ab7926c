import type { BusEvent } from '../../../contracts/event';
import type { RebuildCounts, RebuildPage, RebuildTask } from '../../../contracts/rebuild';
import { applyEvent } from '../../../lambdas/domain/apply-event';
import { compileRejudge } from '../../../lambdas/domain/rejudge';
import { createFindSource, writeKey } from '../../../lambdas/domain/write-key';
import { createIngestEvents } from '../../../lambdas/handlers/ingest-events/handler';
import { createRebuildProfiles, type RebuildProfilesDeps } from '../../../lambdas/handlers/rebuild-profiles/handler';
import { createTestEdge, sources } from '../../support/edge-world';
import { failAt, PortFailure } from '../../support/failing-port';
import { httpCall } from '../../support/http-call';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryProfiles } from '../../support/memory-profiles';
import { createMemoryShelf } from '../../support/memory-shelf';
import { createMemoryVault } from '../../support/memory-vault';
import { edgeEvent, testRules } from '../../support/profile-events';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const edge = createTestEdge();
const rules = testRules();

const open = () => {
  const [profiles, vault, shelf] = [createMemoryProfiles(), createMemoryVault(), createMemoryShelf()];
  const { log } = createRecordingLog();
  const { count } = createRecordingCount();
  const ports = {
    ...profiles,
    ...shelf,
    tokensFor: vault.tokensFor,
    clock: async () => NOW,
    sleep: async () => undefined,
  };
  const plain = { rules, rejudge: compileRejudge({ edge, sources, webhooks: new Map(), ofAnyAge: true }), log, count };
  const ingest = createIngestEvents({
    edge,
    signals: {},
    findSource: async (key) => createFindSource('master', sources)(key),
    clock: ports.clock,
    tokensFor: vault.tokensFor,
    quarantine: shelf.quarantine,
    publishEvents: createMemoryBus().publishEvents,
    log,
    count,
  });
  const authorization = `Basic ${Buffer.from(`${writeKey('master', 'shop', 1)}:`).toString('base64')}`;
  return {
    profiles,
    shelf,
    ports,
    plain,
    deps: { ...ports, ...plain } satisfies RebuildProfilesDeps,
    send: (batch: readonly object[]) =>
      ingest(httpCall({ path: '/v1/batch', headers: { authorization }, body: { batch } })),
    apply: async (events: readonly BusEvent[]) => {
      for (const event of events) await applyEvent(ports, rules, event);
    },
  };
};

/** All pages of a task, summed. */
const run = async (deps: RebuildProfilesDeps, task: Omit<RebuildTask, 'cursor'>): Promise<RebuildCounts> => {
  const rebuild = createRebuildProfiles(deps);
  const counts: Record<string, number> = {};
  let cursor: string | undefined;
  do {
    const page: RebuildPage = await rebuild({ ...task, ...(cursor === undefined ? {} : { cursor }) }, 'trace-1');
    for (const [name, value] of Object.entries(page.counts)) counts[name] = (counts[name] ?? 0) + value;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return counts;
};

const viewed = (user: number, at = '2026-11-20T10:00:00.000Z'): BusEvent =>
  edgeEvent({
    id: `${user} ${at}`,
    event: 'Product Viewed',
    at,
    by: [`user_id:u${user}`],
    properties: { category: 'Shoes' },
  });
const late = (messageId: string, more: object = {}) => ({
  type: 'track',
  event: 'Product Viewed',
  messageId,
  userId: 'u1',
  timestamp: `2026-01-02T03:04:0${messageId.slice(-1)}.000Z`,
  properties: { product_id: 'p', category: 'Shoes' },
  ...more,
});

describe('rebuild-profiles', () => {
  it('works everybody out anew, page by page and shard by shard', async () => {
    const { deps, apply, profiles } = open();
    await apply(Array.from({ length: 300 }, (_, user) => viewed(user)));
    const [stored] = await profiles.loadPersons(['user_id:u7']);
    if (stored === undefined) throw new Error('There is no u7.');
    const { digests: _, ...strand } = stored.state.strands['user_id:u7'] ?? ({} as never);
    await profiles.saveReviewed({
      ...stored,
      state: { ...stored.state, strands: { 'user_id:u7': { ...strand, digests: [] } } },
    });

    expect(await run(deps, { task: 'people', apply: false })).toEqual({ same: 299, differs: 1, 'differs: digests': 1 });
    expect(await run(deps, { task: 'people', apply: true })).toEqual({ same: 299, rebuilt: 1, 'differs: digests': 1 });
    expect(await run(deps, { task: 'people', apply: false })).toEqual({ same: 300 });
  });

  it('lets in what came too late under its own id and time, and takes it out of quarantine', async () => {
    const { deps, send, shelf, profiles } = open();
    await send([
      late('l1'),
      late('l2'),
      late('c3', { properties: { product_id: 7 } }),
      { ...late('m4'), event: 'Moon Landed' },
    ]);

    expect(await run(deps, { task: 'late', apply: false })).toEqual({ waits: 3 });
    expect(await run(deps, { task: 'late', apply: true })).toEqual({ whole: 2, stays: 1 });
    expect(shelf.kept().map(({ messageId }) => messageId)).toEqual(['c3', 'm4']);
    const [state] = profiles.states();
    expect(
      Object.values(state?.strands ?? {})[0]?.digests.map(({ times }) =>
        times.map((time) => new Date(time * 1000).toISOString()),
      ),
    ).toEqual([['2026-01-02T03:04:01.000Z', '2026-01-02T03:04:02.000Z']]);
  });

  it('neither loses nor doubles a late event, wherever it breaks off', async () => {
    const expected = open();
    await expected.send([late('l1'), late('l2')]);
    await run(expected.deps, { task: 'late', apply: true });
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 160; nth += 7) {
        const world = open();
        await world.send([late('l1'), late('l2')]);
        const failing = failAt(world.ports, nth, when);
        await run({ ...failing.ports, ...world.plain }, { task: 'late', apply: true }).catch((error: unknown) => {
          if (!(error instanceof PortFailure)) throw error;
        });
        await run(world.deps, { task: 'late', apply: true });
        expect(world.profiles.bytes()).toBe(expected.profiles.bytes());
        expect(world.shelf.kept()).toEqual([]);
      }
    }
  });

  it('refuses a cursor that is none of its own', async () => {
    const { deps } = open();
    await expect(createRebuildProfiles(deps)({ task: 'people', apply: true, cursor: 'x' }, 't')).rejects.toThrow(
      'cursor',
    );
  });
});
