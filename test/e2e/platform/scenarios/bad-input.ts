import { writeKey } from '../../../../lambdas/domain/write-key';
import { type SegmentCall, track } from '../../../support/e2e/calls';
import { quarantined } from '../../../support/e2e/quarantine';
import { until } from '../../../support/e2e/until';
import type { Accepted } from '../../../support/e2e/world';
import type { Stage } from './stage';

const who = { userId: 'careful-1' };
const CARD = '4111 1111 1111 1111';

/** What is wrong is refused with a stable code; what is right in the same request is kept. */
export const badInput = (stage: Stage): void => {
  const good = track(who, 'Product Viewed', { product_id: 'p1', category: 'DELI' });
  const bad = {
    'unknown-event': track(who, 'Moon Landed', { crew: 3 }),
    'schema-violation': track(who, 'Product Viewed', { product_id: 'p2', price: 'cheap' }),
    'card-number': track(who, 'Coupon Redeemed', { coupon_id: CARD }),
    'undeclared-personal-data': track(who, 'Page Viewed', { title: 'for quarantined.person@shoppers.test' }),
    'no-identifier': track({}, 'Product Viewed', { product_id: 'p3' }),
    'too-late': { ...track(who, 'Product Viewed', { product_id: 'p4' }), originalTimestamp: '2026-01-02T03:04:05Z' },
    'event-too-large': track(who, 'Page Viewed', { title: 'x'.repeat(33 * 1024) }),
  } as const satisfies Readonly<Record<string, SegmentCall>>;

  it('keeps the good event of a request and says of each bad one what is wrong', async () => {
    const { world } = stage();
    await world.later();
    const { status, body } = await world.post('web-shop', { batch: [good, ...Object.values(bad)] });

    expect(status).toBe(202);
    const { accepted, rejected } = body as Accepted;
    expect(accepted).toBe(1);
    expect(rejected.map(({ index, messageId, code }) => ({ index, messageId, code }))).toEqual(
      Object.entries(bad).map(([code, { messageId }], at) => ({ index: at + 1, messageId, code })),
    );
    expect(JSON.stringify(rejected)).not.toMatch(/4111|quarantined\.person|cheap|xxxx/);
    const view = await until('the good one is applied', () => world.stores.viewOf('user_id', who.userId));
    expect(view.digests).toMatchObject([{ event: 'Product Viewed', where: { category: 'DELI' } }]);
  });

  it('keeps what was wrong in the vault, and in the queue only where it is and why', async () => {
    const { world } = stage();
    for (const [reason, call] of Object.entries(bad)) {
      const found = await quarantined(world, call.messageId);
      if (reason === 'event-too-large') {
        // Larger than anything that could be kept: the answer alone tells of it.
        expect(found).toBeUndefined();
        continue;
      }
      expect(found?.pointer).toMatchObject({ source: 'web-shop', reason, detail: expect.any(String) });
      expect(Object.keys(found?.pointer ?? {}).sort()).toEqual(['at', 'detail', 'id', 'messageId', 'reason', 'source']);
      expect(JSON.stringify(found?.pointer)).not.toMatch(/4111|quarantined\.person|cheap/);
      expect(found?.payload).toEqual(JSON.parse(JSON.stringify(call)));
      expect(found?.ttl).toBeGreaterThan(Date.now() / 1000 + 29 * 86_400);
    }
  });

  it('does as sources.yaml says with what a schema does not know', async () => {
    const { world } = stage();
    const extra = track(who, 'Store Entered', { store_id: 'store-1', mood: 'sunny' });
    const codes = async (source: string, call: SegmentCall) =>
      ((await world.post(source, { batch: [call] })).body as Accepted).rejected.map(({ code }) => code);

    expect(await codes('web-shop', extra)).toEqual([]);
    expect(await codes('till', { ...extra, messageId: 'till-1' })).toEqual(['unknown-property']);
    expect(await codes('crm', { ...bad['unknown-event'], messageId: 'crm-1' })).toEqual(['unknown-event']);
    expect(await quarantined(world, 'till-1')).toMatchObject({ pointer: { reason: 'unknown-property' } });
    expect(await quarantined(world, 'crm-1')).toBeUndefined();
  });

  it('refuses a request that cannot be read at all', async () => {
    const { world } = stage();
    const problem = (status: number, code: string) => ({ status, body: { status, code, title: expect.any(String) } });
    expect(await world.post('web-shop', '{"batch": [')).toMatchObject(problem(400, 'malformed-json'));
    expect(await world.post('web-shop', '[]')).toMatchObject(problem(400, 'invalid-request'));
    expect(await world.post('web-shop', { events: [] })).toMatchObject(problem(400, 'invalid-request'));
    const many = Array.from({ length: 2501 }, () => ({ type: 'page' }));
    expect(await world.post('web-shop', { batch: many })).toMatchObject(problem(400, 'too-many-events'));
    const large = Array.from({ length: 20 }, () => track(who, 'Page Viewed', { title: 'y'.repeat(26 * 1024) }));
    expect(await world.post('web-shop', { batch: large })).toMatchObject(problem(413, 'request-too-large'));
    expect(await world.post('web-shop', good, 'teleport')).toMatchObject({ status: 404 });
  });

  it('lets in no source without its own write key', async () => {
    const { api, readSecret } = stage().world;
    const master = await readSecret('ingest-key');
    const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });
    const post = async (headers: Readonly<Record<string, string>>) =>
      api.request('POST', '/v1/track', JSON.stringify(good), headers);
    const unknown = { status: 401, body: { code: 'unknown-write-key' } };

    expect(await post({})).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(await post(basic('web-shop.0123456789abcdef'))).toMatchObject(unknown);
    expect(await post(basic(writeKey(master, 'nobody', 1)))).toMatchObject(unknown);
    expect(await post(basic(writeKey(master, 'web-shop', 2)))).toMatchObject(unknown);
    expect(await post(basic(writeKey(master, 'web-shop', 1)))).toMatchObject({ status: 202 });
  });
};
