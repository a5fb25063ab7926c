import { gzipSync } from 'node:zlib';
import { writeKey } from '../../../../lambdas/domain/write-key';
import { identify, type SegmentCall, track } from '../../../support/e2e/calls';
import { until } from '../../../support/e2e/until';
import type { Stage } from './stage';

const who = { userId: 'sender-1' };

/** The ways in which Segment's clients send, and what they say beside the event. */
export const ingest = (stage: Stage): void => {
  const viewed = (messageId: string): SegmentCall => ({
    ...track(who, 'Product Viewed', { product_id: 'p1', category: 'BAKERY' }),
    messageId,
  });
  const timesViewed = async (): Promise<number | undefined> => {
    const view = await stage().world.stores.viewOf('user_id', who.userId);
    return view?.digests.find(({ event }) => event === 'Product Viewed')?.times.length;
  };

  it('takes a compressed batch', async () => {
    const { api, authorizations } = stage().world;
    const body = gzipSync(JSON.stringify({ batch: [viewed('zipped-1')] }));
    const headers = {
      authorization: authorizations.get('web-shop') ?? '',
      'content-type': 'application/octet-stream',
      'content-encoding': 'gzip',
    };

    expect(await api.request('POST', '/v1/batch', body, headers)).toMatchObject({ status: 202, body: { accepted: 1 } });
    await until('it is stored', async () => (await timesViewed()) === 1);
  });

  it('takes a browser’s beacon, whose key is in the body', async () => {
    const { api, readSecret } = stage().world;
    const key = writeKey(await readSecret('ingest-key'), 'web-shop', 1);
    const beacon = JSON.stringify({ ...viewed('beacon-1'), writeKey: key });
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };

    expect(await api.request('POST', '/v1/track', beacon, headers)).toMatchObject({ status: 202 });
    await until('it is stored', async () => (await timesViewed()) === 2);
  });

  it('says what it left out of an event that it took', async () => {
    const { world } = stage();
    const call = track(who, 'Order Completed', {
      order_id: 'o1',
      products: [{ product_id: 'p', mood: 'sunny' }],
      mood: 1,
    });

    expect((await world.post('web-shop', { batch: [call] })).body).toEqual({
      accepted: 1,
      rejected: [],
      warnings: [
        {
          index: 0,
          messageId: call.messageId,
          code: 'properties-stripped',
          message: expect.stringContaining('products[].mood, mood'),
        },
      ],
    });
  });

  it('joins a device to a customer by an alias, and a card by an external id', async () => {
    const { send, stores, post, later } = stage().world;
    await send('mobile-app', [track({ anonymousId: 'sender-device' }, 'Store Entered', { store_id: 'store-1' })]);
    await send('crm', [
      { type: 'alias', messageId: 'alias-1', userId: who.userId, previousId: 'sender-device' },
      identify(who, { firstName: 'Ada', address: { country: 'US' } }),
    ]);
    await later();
    const context = { externalIds: [{ id: 'SENDER1', type: 'loyalty_number', collection: 'users', encoding: 'none' }] };
    await post('till', { batch: [{ ...viewed('till-card-1'), context }] });

    const view = await until('all are one', async () => {
      const stored = await stores.viewOf('loyalty_number', 'SENDER1');
      return stored?.members.length === 3 ? stored : undefined;
    });
    expect(view).toEqual(await stores.viewOf('anonymous_id', 'sender-device'));
    expect(view.traits.country?.value).toBe('US');
    expect(await stores.valuesOf([String(view.traits.first_name?.value)])).toEqual(
      new Map([[view.traits.first_name?.value, 'Ada']]),
    );
  });
};
