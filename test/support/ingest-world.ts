import type { Rejected } from '../../lambdas/domain/call';
import { createFindSource, writeKey } from '../../lambdas/domain/write-key';
import { createIngestEvents, type IngestEventsDeps } from '../../lambdas/handlers/ingest-events/handler';
import { createTestEdge, sources } from './edge-world';
import { httpCall } from './http-call';
import { createMemoryBus } from './memory-bus';
import { createMemoryQuarantine } from './memory-quarantine';
import { createMemoryVault } from './memory-vault';
import { createRecordingCount, createRecordingLog } from './telemetry';

export const NOW = new Date('2026-11-27T12:00:00.000Z');
/** What write keys are derived from. */
export const MASTER = 'master-secret';

const edge = createTestEdge();

/** The header of a write key. */
export const basic = (user: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}`,
});
export const shop = basic(writeKey(MASTER, 'shop', 1));
/** A source that is told what it should not have sent, and sets nothing aside. */
export const strict = basic(writeKey(MASTER, 'strict', 2));

/** The function with everything behind it in memory, and an edge over a small catalog. */
export const createIngestWorld = (over: Partial<IngestEventsDeps> = {}) => {
  const bus = createMemoryBus();
  const vault = createMemoryVault();
  const quarantine = createMemoryQuarantine();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const find = createFindSource(MASTER, sources);
  const create = (ports: Partial<IngestEventsDeps>) =>
    createIngestEvents({
      edge,
      signals: {},
      findSource: async (key) => find(key),
      clock: async () => NOW,
      tokensFor: vault.tokensFor,
      quarantine: quarantine.quarantine,
      publishEvents: bus.publishEvents,
      log,
      count,
      ...ports,
    });
  const handle = create(over);
  const post = (path: string, body: unknown, headers = shop) => handle(httpCall({ path, headers, body }));
  return { bus, vault, quarantine, lines, total, create, handle, post };
};
export type IngestWorld = ReturnType<typeof createIngestWorld>;
export type Taken = { accepted: number; rejected: Rejected[] };
export type Problem = { code: string; status: number; rejected?: Rejected[] };

export const viewed = (over: object = {}) => ({
  type: 'track',
  event: 'Product Viewed',
  messageId: 'm1',
  userId: 'u1',
  timestamp: '2026-11-27T11:00:00.000Z',
  properties: { product_id: 'p1', category: 'Outerwear' },
  ...over,
});
