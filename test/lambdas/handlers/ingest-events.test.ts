import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { writeKey } from '../../../lambdas/domain/write-key';
import { answerBody, httpCall } from '../../support/http-call';
import {
  basic,
  createIngestWorld,
  MASTER,
  NOW,
  type Problem,
  shop,
  strict,
  type Taken,
  viewed,
} from '../../support/ingest-world';

const CARD = '4111 1111 1111 1111';

describe('ingest-events', () => {
  it('puts an event on the bus, identified by a token and dated by the source', async () => {
    const { bus, vault, post, total } = createIngestWorld();
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
    const { bus, post } = createIngestWorld();
    expect((await post(`/v1/${call}`, body)).statusCode).toBe(202);
    expect(bus.published().map(({ detailType }) => detailType)).toEqual([name]);
  });

  it('reads a body that API Gateway hands over as base64', async () => {
    const { bus, post } = createIngestWorld();
    const answer = await post('/v1/track', Buffer.from(JSON.stringify(viewed({ properties: { product_id: 'ü' } }))));
    expect(answer.statusCode).toBe(202);
    expect(bus.published()[0]?.detail.properties).toEqual({ product_id: 'ü' });
  });

  it('keeps the good events of a batch and names the bad ones', async () => {
    const { bus, quarantine, post, total } = createIngestWorld();
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
    const { quarantine, post, total } = createIngestWorld();
    const batch = [viewed({ event: 'Spaceship Landed' }), viewed({ properties: { product_id: 'p', colour: 'red' } })];
    const { accepted, rejected } = answerBody<Taken>(await post('/v1/batch', { batch }, strict));
    expect(accepted).toBe(0);
    expect(rejected.map(({ code }) => code)).toEqual(['unknown-event', 'unknown-property']);
    expect(quarantine.payloads()).toEqual([]);
    expect(total('EventsRejected', { source: 'strict' })).toBe(2);
  });

  it('repeats no personal data in answer, log or bus', async () => {
    const { bus, lines, post } = createIngestWorld();
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
    const { post, total } = createIngestWorld();
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
    const { bus, post } = createIngestWorld();
    const gzip = { ...shop, 'content-encoding': 'gzip' };
    expect((await post('/v1/track', gzipSync(JSON.stringify(viewed())), gzip)).statusCode).toBe(202);
    const bomb = await post('/v1/batch', gzipSync(Buffer.alloc(50_000_000, ' ')), gzip);
    expect(answerBody<Problem>(bomb)).toMatchObject({ status: 413, code: 'request-too-large' });
    expect(bus.published()).toHaveLength(1);
  });

  it('takes a browser’s beacon by the write key in its body, and lets its page read the answer', async () => {
    const { bus, post } = createIngestWorld();
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
    const { post } = createIngestWorld();
    const body = { ...viewed(), writeKey: writeKey(MASTER, 'shop', 1) };
    expect((await post('/v1/track', body, { authorization: 'Basic ???' })).statusCode).toBe(401);
    expect((await post('/v1/track', body, basic('nobody.abc'))).statusCode).toBe(401);
  });

  it('marks what a generator made up', async () => {
    const { bus, post } = createIngestWorld();
    await post('/v1/track', viewed({ context: { synthetic: true } }));
    expect(bus.published()[0]?.detail.synthetic).toBe(true);
  });

  it('handles an event of API Gateway without headers', async () => {
    const { handle } = createIngestWorld();
    const { headers: _headers, ...bare } = httpCall({ path: '/v1/track', body: viewed() });
    expect((await handle(bare as APIGatewayProxyEventV2)).statusCode).toBe(401);
  });
});
