import type { SignalRules } from '../../../contracts/platform';
import { createFindSource, writeKey } from '../../../lambdas/domain/write-key';
import { createIngestEvents } from '../../../lambdas/handlers/ingest-events/handler';
import { createTestEdge, sources } from '../../support/edge-world';
import { answerBody, httpCall } from '../../support/http-call';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryQuarantine } from '../../support/memory-quarantine';
import { createMemoryVault } from '../../support/memory-vault';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const edge = createTestEdge();
const rules: SignalRules = {
  gpc: {
    lastUpdate: '2026-10-01',
    sources: ['shop'],
    withdraws: [
      { purpose: 'offers', channel: '*' },
      { purpose: 'surveys', channel: 'email' },
    ],
  },
};

const open = ({ signals = rules, takes = true }: { signals?: SignalRules; takes?: boolean } = {}) => {
  const bus = createMemoryBus();
  const quarantine = createMemoryQuarantine();
  const { log } = createRecordingLog();
  const find = createFindSource('master', sources);
  const handle = createIngestEvents({
    edge,
    signals,
    findSource: async (key) => find(key),
    clock: async () => NOW,
    tokensFor: createMemoryVault().tokensFor,
    quarantine: quarantine.quarantine,
    publishEvents: async (events) =>
      takes
        ? bus.publishEvents(events)
        : events.flatMap(({ detailType }, at) => (detailType === 'Consent Withdrawn' ? [at] : [])),
    log,
    count: createRecordingCount().count,
  });
  const post = (batch: readonly object[], headers: Record<string, string> = { 'sec-gpc': '1' }, source = 'shop') => {
    const key = writeKey('master', source, source === 'shop' ? 1 : 2);
    const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
    return handle(httpCall({ path: '/v1/batch', headers: { authorization, ...headers }, body: { batch } }));
  };
  const withdrawn = () => bus.published().filter(({ detailType }) => detailType === 'Consent Withdrawn');
  return { bus, quarantine, post, withdrawn };
};

const viewed = (messageId: string, over: object = {}) => ({
  type: 'track',
  event: 'Product Viewed',
  messageId,
  anonymousId: 'd1',
  timestamp: '2026-11-27T11:00:00.000Z',
  properties: { product_id: 'p1' },
  ...over,
});

describe('Global Privacy Control at the edge', () => {
  it('becomes one withdrawal for each rule, under ids made from the call, with the signal as proof', async () => {
    const { post, withdrawn } = open();
    const answer = await post([viewed('m1')]);
    expect(answerBody(answer)).toEqual({ accepted: 1, rejected: [] });
    expect(
      withdrawn().map(({ source, detail: { messageId, occurredAt, properties } }) => ({
        source,
        messageId,
        occurredAt,
        properties,
      })),
    ).toEqual([
      {
        source: 'tandem.edge.shop',
        messageId: 'm1.gpc',
        occurredAt: '2026-11-27T11:00:00.000Z',
        properties: { purpose: 'offers', channel: '*', method: 'gpc', raw: 'Sec-GPC: 1' },
      },
      {
        source: 'tandem.edge.shop',
        messageId: 'm1.gpc2',
        occurredAt: '2026-11-27T11:00:00.000Z',
        properties: { purpose: 'surveys', channel: 'email', method: 'gpc', raw: 'Sec-GPC: 1' },
      },
    ]);
  });

  it('is said once for each customer of a request', async () => {
    const { post, withdrawn } = open();
    await post([viewed('m1'), viewed('m2'), viewed('m3', { anonymousId: 'd2' })]);
    expect(withdrawn().map(({ detail }) => detail.messageId)).toEqual(['m1.gpc', 'm1.gpc2', 'm3.gpc', 'm3.gpc2']);
  });

  it('is read from the context of a call that a server passes on', async () => {
    const { post, withdrawn } = open();
    await post([viewed('m1', { context: { gpc: true } }), viewed('m2', { anonymousId: 'd2' })], {});
    expect(withdrawn().map(({ detail }) => detail.messageId)).toEqual(['m1.gpc', 'm1.gpc2']);
  });

  it.each<[string, Parameters<ReturnType<typeof open>['post']>, SignalRules?]>([
    ['no header', [[viewed('m1')], {}]],
    ['a header of another value', [[viewed('m1')], { 'sec-gpc': '0' }]],
    ['a source that browsers do not speak through', [[viewed('m1')], { 'sec-gpc': '1' }, 'strict']],
    ['no rule', [[viewed('m1')]], {}],
  ])('says nothing with %s', async (_case, call, signals = rules) => {
    const { post, withdrawn, bus } = open({ signals });
    await post(...call);
    expect(bus.published()).toHaveLength(1);
    expect(withdrawn()).toEqual([]);
  });

  it('keeps an id of any length within what an id may have, and apart from others', async () => {
    const { post, withdrawn } = open();
    await post([viewed('x'.repeat(100)), viewed('x'.repeat(99), { anonymousId: 'd2' })]);
    const ids = withdrawn().map(({ detail }) => detail.messageId);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(100);
  });

  it('does not quarantine for nobody what the sender never sent', async () => {
    const { post, quarantine, withdrawn } = open();
    const answer = await post([viewed('m1', { anonymousId: 'null' })]);
    expect(answerBody<{ rejected: unknown[] }>(answer).rejected).toHaveLength(1);
    expect(quarantine.payloads()).toHaveLength(1);
    expect(withdrawn()).toEqual([]);
  });

  it('makes the sender come again where the bus did not take it', async () => {
    const { post } = open({ takes: false });
    const answer = await post([viewed('m1')]);
    expect(answer.statusCode).toBe(503);
    expect(answerBody<{ accepted: number }>(answer).accepted).toBe(1);
  });
});
