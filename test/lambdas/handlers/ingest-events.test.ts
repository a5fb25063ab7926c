import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Rejected } from '../../../lambdas/domain/call';
import { createFindSource, writeKey } from '../../../lambdas/domain/write-key';
import { createIngestEvents, type IngestEventsDeps } from '../../../lambdas/handlers/ingest-events/handler';
import { createTestEdge, sources } from '../../support/edge-world';
import { failAt } from '../../support/failing-port';
import { answerBody, httpCall } from '../../support/http-call';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryQuarantine } from '../../support/memory-quarantine';
import { createMemoryVault } from '../../support/memory-vault';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const NOW = new Date('2026-11-27T12:00:00.000Z');
const MASTER = 'master-secret';
const CARD = '4111 1111 1111 1111';

const edge = createTestEdge();

const basic = (user: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:`).toString('base64')}`,
});
const shop = basic(writeKey(MASTER, 'shop', 1));
const strict = basic(writeKey(MASTER, 'strict', 2));

const open = (over: Partial<IngestEventsDeps> = {}) => {
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
type Taken = { accepted: number; rejected: Rejected[] };
type Problem = { code: string; status: number; rejected?: Rejected[] };

const viewed = (over: object = {}) => ({
  type: 'track',
  event: 'Product Viewed',
  messageId: 'm1',
  userId: 'u1',
  timestamp: '2026-11-27T11:00:00.000Z',
  properties: { product_id: 'p1', category: 'Outerwear' },
  ...over,
});

describe('ingest-events', () => {
  it('puts an event on the bus, identified by a token and dated by the source', async () => {
    const { bus, vault, post, total } = open();
    const answer = await post('/v1/track', viewed());
    expect(answer.statusCode).toBe(202);
    expect(answerBody<Taken>(answer)).toEqual({ accepted: 1, rejected: [] });
    const [token] = await vault.make([{ kind: 'user', value: 'u1' }]);
    expect(bus.published()).toEqual([
      {
        source: 'tandem.edge.shop',
        detailType: 'Product Viewed',
        detail: {
          schema: 'Product Viewed/1-0-0',
          messageId: 'm1',
          occurredAt: '2026-11-27T11:00:00.000Z',
          receivedAt: NOW.toISOString(),
          identifiers: [{ type: 'user_id', token }],
          properties: { product_id: 'p1', category: 'Outerwear' },
          trace: 'Root=1-0-1',
        },
      },
    ]);
    expect(total('EventsAccepted', { source: 'shop' })).toBe(1);
  });

  it.each([
    ['identify', { userId: 'u1', traits: { language: 'en' } }, 'Customer Identified'],
    ['page', { userId: 'u1', name: 'Coats' }, 'Page Viewed'],
    ['screen', { userId: 'u1', name: 'Coats' }, 'Screen Viewed'],
    ['group', { userId: 'u1', groupId: 'g1' }, 'Group Joined'],
    ['alias', { userId: 'u1', previousId: 'u0' }, 'Identity Aliased'],
  ])('takes %s calls', async (call, body, name) => {
    const { bus, post } = open();
    expect((await post(`/v1/${call}`, body)).statusCode).toBe(202);
    expect(bus.published().map(({ detailType }) => detailType)).toEqual([name]);
  });

  it('reads a body that API Gateway hands over as base64', async () => {
    const { bus, post } = open();
    const answer = await post('/v1/track', Buffer.from(JSON.stringify(viewed({ properties: { product_id: 'ü' } }))));
    expect(answer.statusCode).toBe(202);
    expect(bus.published()[0]?.detail.properties).toEqual({ product_id: 'ü' });
  });

  it('keeps the good events of a batch and names the bad ones', async () => {
    const { bus, quarantine, post, total } = open();
    const batch = [
      viewed({ messageId: 'good-1' }),
      viewed({ messageId: 'unknown', event: 'Spaceship Landed' }),
      viewed({ messageId: 'wrong-type', properties: { product_id: 7 } }),
      viewed({ messageId: 'card', properties: { product_id: CARD } }),
      viewed({ messageId: 'mail', properties: { product_id: 'p1', category: 'for ann@shop.example' } }),
      viewed({ messageId: 'late', timestamp: '2026-10-01T00:00:00.000Z' }),
      { ...viewed({ messageId: 'nobody' }), userId: 'null' },
      viewed({ messageId: 'large', properties: { product_id: 'x'.repeat(33_000) } }),
      'no event',
      viewed({ messageId: 'good-2' }),
    ];
    const answer = await post('/v1/batch', { batch });
    expect(answer.statusCode).toBe(202);
    const { accepted, rejected } = answerBody<Taken>(answer);
    expect(accepted).toBe(2);
    expect(rejected.map(({ index, messageId, code }) => [index, messageId, code])).toEqual([
      [1, 'unknown', 'unknown-event'],
      [2, 'wrong-type', 'schema-violation'],
      [3, 'card', 'card-number'],
      [4, 'mail', 'undeclared-personal-data'],
      [5, 'late', 'too-late'],
      [6, 'nobody', 'no-identifier'],
      [7, 'large', 'event-too-large'],
      [8, 'item-8', 'malformed'],
    ]);
    expect(bus.published().map(({ detail }) => detail.messageId)).toEqual(['good-1', 'good-2']);
    expect(quarantine.payloads().map(({ messageId }) => messageId)).not.toContain('large');
    expect(quarantine.payloads()).toHaveLength(7);
    expect(total('EventsQuarantined', { source: 'shop', reason: 'card-number' })).toBe(1);
    expect(total('EventsRejected', { source: 'shop' })).toBe(1);
  });

  it('only refuses what a strict source should not have sent', async () => {
    const { quarantine, post, total } = open();
    const batch = [viewed({ event: 'Spaceship Landed' }), viewed({ properties: { product_id: 'p', colour: 'red' } })];
    const { accepted, rejected } = answerBody<Taken>(await post('/v1/batch', { batch }, strict));
    expect(accepted).toBe(0);
    expect(rejected.map(({ code }) => code)).toEqual(['unknown-event', 'unknown-property']);
    expect(quarantine.payloads()).toEqual([]);
    expect(total('EventsRejected', { source: 'strict' })).toBe(2);
  });

  it('repeats no personal data in answer, log or bus', async () => {
    const { bus, lines, post } = open();
    const answer = await post('/v1/batch', {
      batch: [
        viewed({ messageId: 'card', properties: { product_id: CARD } }),
        { type: 'identify', messageId: 'id', userId: 'u1', traits: { email: 'ann@shop.example' } },
      ],
    });
    const seen = JSON.stringify([answer, lines, bus.published()]);
    expect(seen).not.toContain(CARD);
    expect(seen).not.toContain('ann@shop.example');
    expect(bus.published()).toHaveLength(1);
  });

  it('says what it left out of an event, and counts it', async () => {
    const { post, total } = open();
    const answer = await post('/v1/track', viewed({ properties: { product_id: 'p1', colour: 'red' } }));
    expect(answerBody<Taken>(answer)).toEqual({
      accepted: 1,
      rejected: [],
      warnings: [
        { index: 0, messageId: 'm1', code: 'properties-stripped', message: expect.stringContaining('colour') },
      ],
    });
    expect(total('EventsStripped', { source: 'shop' })).toBe(1);
  });

  it('reads a compressed body, of which neither side is too large', async () => {
    const { bus, post } = open();
    const gzip = { ...shop, 'content-encoding': 'gzip' };
    expect((await post('/v1/track', gzipSync(JSON.stringify(viewed())), gzip)).statusCode).toBe(202);
    const bomb = await post('/v1/batch', gzipSync(Buffer.alloc(50_000_000, ' ')), gzip);
    expect(answerBody<Problem>(bomb)).toMatchObject({ status: 413, code: 'request-too-large' });
    expect(bus.published()).toHaveLength(1);
  });

  it('takes a browser’s beacon by the write key in its body, and lets its page read the answer', async () => {
    const { bus, post } = open();
    const beacon = { 'content-type': 'text/plain;charset=UTF-8' };
    const one = await post('/v1/track', JSON.stringify({ ...viewed(), writeKey: writeKey(MASTER, 'shop', 1) }), beacon);
    const batch = { batch: [viewed()], writeKey: writeKey(MASTER, 'strict', 2) };
    const many = await post('/v1/batch', JSON.stringify(batch), beacon);
    expect([one.statusCode, many.statusCode]).toEqual([202, 202]);
    expect(one.headers?.['access-control-allow-origin']).toBe('*');
    expect(bus.published().map(({ source }) => source)).toEqual(['tandem.edge.shop', 'tandem.edge.strict']);
    expect((await post('/v1/track', viewed())).headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('goes by the header where there is one, whatever the body says', async () => {
    const { post } = open();
    const body = { ...viewed(), writeKey: writeKey(MASTER, 'shop', 1) };
    expect((await post('/v1/track', body, { authorization: 'Basic ???' })).statusCode).toBe(401);
    expect((await post('/v1/track', body, basic('nobody.abc'))).statusCode).toBe(401);
  });

  it('marks what a generator made up', async () => {
    const { bus, post } = open();
    await post('/v1/track', viewed({ context: { synthetic: true } }));
    expect(bus.published()[0]?.detail.synthetic).toBe(true);
  });

  describe('refuses as a whole', () => {
    it.each([
      ['text that is no JSON', '/v1/track', '{"type": ', 400, 'malformed-json'],
      ['an empty body', '/v1/track', '', 400, 'malformed-json'],
      ['JSON that is no object', '/v1/track', '[1]', 400, 'invalid-request'],
      ['a batch without events', '/v1/batch', '{}', 400, 'invalid-request'],
      [
        'more than 2,500 events',
        '/v1/batch',
        JSON.stringify({ batch: new Array(2501).fill(0) }),
        400,
        'too-many-events',
      ],
      ['more than 500 KB', '/v1/batch', ' '.repeat(500 * 1024 + 1), 413, 'request-too-large'],
      ['a route that there is not', '/v1/teleport', '{}', 404, 'not-found'],
      ['a name that every object has', '/v1/constructor', '{}', 404, 'not-found'],
    ])('%s', async (_case, path, body, status, code) => {
      const { bus, post, total } = open();
      const answer = await post(path, body);
      expect(answer.statusCode).toBe(status);
      expect(answer.headers?.['content-type']).toBe('application/problem+json');
      expect(answerBody<Problem>(answer)).toMatchObject({ status, code });
      expect(bus.published()).toEqual([]);
      expect(total('RequestsRefused', { code })).toBe(1);
    });

    it.each([
      ['a key of no source', { writeKey: 'nobody.abc' }, 'unknown-write-key'],
      ['a key that is no text', { writeKey: ['shop'] }, 'unauthorized'],
      ['no JSON', '{', 'unauthorized'],
      ['what is not gzip', '{}', 'unauthorized', { 'content-encoding': 'gzip' }],
    ])('a body with %s', async (_case, body, code, headers: Record<string, string> = {}) => {
      const { bus, post } = open();
      expect(answerBody<Problem>(await post('/v1/track', body, headers))).toMatchObject({ status: 401, code });
      expect(bus.published()).toEqual([]);
    });

    it.each([
      ['no header', {}, 'unauthorized'],
      ['an empty header', { authorization: '' }, 'unauthorized'],
      ['another scheme', { authorization: 'Bearer abc' }, 'unauthorized'],
      ['a key of no source', basic('nobody.abc'), 'unknown-write-key'],
      ['a key with one character changed', basic(`${writeKey(MASTER, 'shop', 1).slice(0, -2)}--`), 'unknown-write-key'],
      ['a key of another version', basic(writeKey(MASTER, 'strict', 1)), 'unknown-write-key'],
      ['a key made with another secret', basic(writeKey('other', 'shop', 1)), 'unknown-write-key'],
      ['an empty key', basic(''), 'unknown-write-key'],
    ])('%s', async (_case, headers: Record<string, string>, code) => {
      const { bus, post } = open();
      const answer = await post('/v1/track', viewed(), headers);
      expect(answer.statusCode).toBe(401);
      expect(answerBody<Problem>(answer).code).toBe(code);
      expect(answer.headers?.['www-authenticate']).toContain('Basic');
      expect(bus.published()).toEqual([]);
    });
  });

  describe('when something is down', () => {
    const down = () => Promise.reject(Object.assign(new Error('ann@shop.example'), { code: 'store.throttled' }));
    const expectUnavailable = (answer: Awaited<ReturnType<ReturnType<typeof open>['post']>>, code: string): void => {
      expect(answer.statusCode).toBe(503);
      expect(answer.headers?.['retry-after']).toBe('5');
      expect(answerBody<Problem>(answer).code).toBe(code);
    };

    it('names the events that the bus did not take, and has the source send again', async () => {
      const { bus, post, total } = open();
      bus.refuse(({ detail }) => detail.messageId === 'b');
      const batch = [
        viewed({ messageId: 'a' }),
        viewed({ messageId: 'b' }),
        viewed({ messageId: 'c', event: 'Unknown' }),
      ];
      const answer = await post('/v1/batch', { batch });
      expectUnavailable(answer, 'bus-unavailable');
      expect(answerBody<Problem & Taken>(answer)).toMatchObject({
        accepted: 1,
        rejected: [
          { index: 1, messageId: 'b', code: 'bus-unavailable' },
          { index: 2, messageId: 'c', code: 'unknown-event' },
        ],
      });
      expect(bus.published().map(({ detail }) => detail.messageId)).toEqual(['a']);
      expect(total('EventsUnpublished')).toBe(1);
      expect(total('EventsAccepted')).toBe(1);
    });

    it('takes the whole request when it is sent again', async () => {
      const { bus, post } = open();
      const batch = [viewed({ messageId: 'a' }), viewed({ messageId: 'b' })];
      bus.refuse(({ detail }) => detail.messageId === 'b');
      await post('/v1/batch', { batch });
      bus.refuse(() => false);
      expect(answerBody<Taken>(await post('/v1/batch', { batch })).accepted).toBe(2);
      expect(new Set(bus.published().map(({ detail }) => detail.messageId))).toEqual(new Set(['a', 'b']));
    });

    it('lets good events through and has the bad ones sent again while the quarantine is down', async () => {
      const { bus, quarantine, post, lines } = open();
      quarantine.queue.setDown(true);
      const batch = [viewed({ messageId: 'good' }), viewed({ messageId: 'bad', event: 'Unknown' })];
      expectUnavailable(await post('/v1/batch', { batch }), 'store-unavailable');
      expect(bus.published().map(({ detail }) => detail.messageId)).toEqual(['good']);
      expect(lines.map(({ code }) => code)).toEqual(['ingest.failed']);
    });

    it.each([
      ['the vault', { tokensFor: down }],
      ['the bus’s client', { publishEvents: down }],
      ['the secrets', { findSource: down }],
      ['the control store', { clock: down }],
    ])('takes nothing for kept while %s is', async (_case, over) => {
      const { post, total } = open(over);
      expectUnavailable(await post('/v1/track', viewed()), 'store-unavailable');
      expect(total('EventsAccepted')).toBe(0);
    });

    it('answers a client that was cut off with the same events, under the same ids', async () => {
      const { bus, post } = open();
      const { messageId: _id, ...nameless } = viewed();
      await post('/v1/track', nameless);
      await post('/v1/track', nameless);
      const [first, second] = bus.published();
      expect(first?.detail.messageId).toMatch(/^auto-/);
      expect(second?.detail.messageId).toBe(first?.detail.messageId);
    });
  });

  it('ends with the same events, whichever call fails, when the source sends again', async () => {
    const batch = [
      viewed({ messageId: 'a' }),
      viewed({ messageId: 'b', event: 'Unknown' }),
      { type: 'identify', messageId: 'c', userId: 'u1', traits: { email: 'ann@shop.example' } },
    ];
    const sendUntilTaken = async (nth: number, when: 'before' | 'after') => {
      const { bus, vault, quarantine, create } = open();
      const ports = {
        findSource: async (key: string) => createFindSource(MASTER, sources)(key),
        clock: async () => NOW,
        tokensFor: vault.tokensFor,
        quarantine: quarantine.quarantine,
        publishEvents: bus.publishEvents,
      };
      const failing = failAt(ports, nth, when);
      const handle = create(failing.ports);
      let requests = 0;
      for (let status = 0; status !== 202; requests += 1) {
        status = (await handle(httpCall({ path: '/v1/batch', headers: shop, body: { batch } }))).statusCode ?? 0;
      }
      const outcome = {
        events: [...new Map(bus.published().map((event) => [event.detail.messageId, event])).values()],
        quarantined: [...new Set(quarantine.payloads().map(({ messageId }) => messageId))],
        values: vault.size(),
      };
      return { outcome, requests, calls: failing.calls() };
    };
    const undisturbed = await sendUntilTaken(0, 'before');
    expect(undisturbed.requests).toBe(1);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= undisturbed.calls; nth += 1) {
        const disturbed = await sendUntilTaken(nth, when);
        expect(disturbed.requests).toBe(2);
        expect(disturbed.outcome).toEqual(undisturbed.outcome);
      }
    }
  });

  it('handles an event of API Gateway without headers', async () => {
    const { handle } = open();
    const { headers: _headers, ...bare } = httpCall({ path: '/v1/track', body: viewed() });
    expect((await handle(bare as APIGatewayProxyEventV2)).statusCode).toBe(401);
  });
});
