import type { QuarantineFilter, QuarantinePage, QuarantineTally } from '../../contracts/quarantine';
import { compileRejudge } from '../../lambdas/domain/rejudge';
import { createFindSource, writeKey } from '../../lambdas/domain/write-key';
import { createIngestEvents } from '../../lambdas/handlers/ingest-events/handler';
import { createRedriveQuarantine, type RedriveQuarantineDeps } from '../../lambdas/handlers/redrive-quarantine/handler';
import { createTestEdge, sources } from './edge-world';
import { httpCall } from './http-call';
import { createMemoryBus } from './memory-bus';
import { createMemoryProfiles } from './memory-profiles';
import { createMemoryShelf } from './memory-shelf';
import { createMemoryTrail } from './memory-trail';
import { createMemoryVault } from './memory-vault';
import { testRules } from './profile-events';
import { createRecordingCount, createRecordingLog } from './telemetry';

/** When everything arrives. */
export const NOW = new Date('2026-11-27T12:00:00.000Z');
const before = createTestEdge();
/** The catalog after somebody added the event, and the property, that were missing. */
export const mended = createTestEdge({
  'Moon Landed': { properties: { crew: { type: 'number' } } },
  'Product Viewed': { properties: { product_id: { type: 'string' }, price: { type: ['number', 'string'] } } },
});

/** An edge that sets aside by the catalog of before, and what a redrive works on. */
export const openQuarantine = () => {
  const [bus, vault, shelf] = [createMemoryBus(), createMemoryVault(), createMemoryShelf()];
  const profiles = createMemoryProfiles();
  const trail = createMemoryTrail();
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
    tellAccess: trail.tellAccess,
    log,
    count,
  });
  return { trail, bus, vault, shelf, profiles, send, deps, lines, total };
};

/** All pages of a task. */
export const runRedrive = async (
  deps: RedriveQuarantineDeps,
  task: 'list' | 'judge' | 'replay',
  filter: QuarantineFilter = {},
) => {
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
/** What became of events, a line each. */
export const words = (tallies: readonly QuarantineTally[]): readonly string[] =>
  tallies
    .map(({ source, reason, event, outcome, now, count }) =>
      [source, reason, event, outcome, now, count].filter(Boolean).join(' '),
    )
    .sort();

/** An item of a source. */
export const call = (messageId: string, event: string, properties: object, more: object = {}) => ({
  type: 'track',
  event,
  messageId,
  userId: 'u1',
  timestamp: '2026-11-27T11:00:00.000Z',
  properties,
  ...more,
});
