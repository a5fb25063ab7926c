import { signWebhook } from '../../../../lambdas/domain/standard-webhooks';
import { keysOf } from '../../../../lambdas/domain/vendor-call';
import type { ApiAnswer } from '../../../../local/public-api';
import { identify } from '../../../support/e2e/calls';
import { until } from '../../../support/e2e/until';
import type { Stage } from './stage';

const LAUNCH = 'care-after-mention';
const customer = { userId: 'caller-1' };
const handle = '@Grumpy.Caller';

/** Somebody complains in public; the call centre may know only once the customer says whose handle it is. */
export const mentions = (stage: Stage): void => {
  const mention = (id: string) => ({
    id,
    content: {
      type: 'mention',
      at: new Date(stage().world.clock.now()).toISOString(),
      customer: {},
      data: { handle, text: 'The bread was mouldy, for the second time.', network: 'chirp' },
    },
  });
  const hook = (vendor: string, body: Uint8Array, headers: Readonly<Record<string, string>>): Promise<ApiAnswer> =>
    stage().world.api.request('POST', `/hooks/${vendor}`, body, headers);
  const signed = async (id: string, body: Uint8Array) => {
    const name = 'vendor/chirp/webhook';
    return signWebhook({ id, at: new Date(), body }, keysOf(name, await stage().world.readSecret(name)));
  };
  const post = async (id: string): Promise<ApiAnswer> => {
    const body = Buffer.from(JSON.stringify(mention(id).content));
    return hook('chirp', body, await signed(id, body));
  };
  const asks = async (key: string) => {
    const { api, token } = stage().world;
    const question = { channel: 'call-centre', customer: { type: 'user_id', value: customer.userId }, explain: true };
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
    return (await api.request('POST', '/v1/offers', JSON.stringify(question), headers)).body;
  };

  it('takes a signed mention in once, and finds its topic', async () => {
    const { world } = stage();
    await world.send('crm', [identify(customer, { email: 'caller@shoppers.test' })]);
    await world.later();
    expect((await post('mention-1')).status).toBe(202);
    expect((await post('mention-1')).status).toBe(200);

    const view = await until('the mention is stored', () => world.stores.viewOf('social', handle));
    expect(view.traits.social_topic?.value).toBe('freshness');
    expect(view.digests).toMatchObject([
      { event: 'Brand Mentioned', where: { topic: 'freshness' }, times: [expect.any(Number)] },
    ]);
  });

  it('offers nothing as long as nobody has said whose handle it is', async () => {
    const answer = await asks('call-1');
    expect(answer).toMatchObject({
      decisionId: expect.any(String),
      offers: [],
      excluded: expect.arrayContaining([expect.objectContaining({ launch: LAUNCH, reason: 'audience-not-met' })]),
    });
  });

  it('lets the call centre say sorry once an identify has linked the handle', async () => {
    const { world } = stage();
    await world.send('crm', [identify(customer, { handle })]);
    const view = await until('the handle is linked', async () => {
      const stored = await world.stores.viewOf('user_id', customer.userId);
      return stored?.traits.social_topic === undefined ? undefined : stored;
    });

    expect(view.members).toContain(await world.stores.strandFor('social', handle));
    // Some are held out, and who they are depends on random tokens.
    const treated = (await world.armOf(customer, LAUNCH)) === 'treated';
    expect(await asks('call-2')).toMatchObject(
      treated
        ? {
            offers: [
              {
                launch: LAUNCH,
                offer: 'fresh-again',
                gives: { amountOff: { amount: 15, currency: 'USD' } },
                code: 'FRESH15',
              },
            ],
          }
        : { offers: [], excluded: expect.arrayContaining([expect.objectContaining({ reason: 'held-out' })]) },
    );
  });

  it('refuses a webhook that is not signed, signed by somebody else, changed on the way or old', async () => {
    const { world } = stage();
    const { id, content } = mention('mention-2');
    const body = Buffer.from(JSON.stringify(content));
    const right = await signed(id, body);
    const foreign = signWebhook({ id, at: new Date(), body }, [
      { id: 'x', secret: Buffer.alloc(32, 7).toString('base64') },
    ]);
    const name = 'vendor/chirp/webhook';
    const keys = keysOf(name, await world.readSecret(name));
    const old = signWebhook({ id, at: new Date(Date.now() - 600_000), body }, keys);
    const changed = Buffer.from(body.toString().replace('mouldy', 'lovely'));

    for (const [sent, headers] of [
      [body, {}],
      [body, foreign],
      [body, old],
      [changed, right],
    ] as const) {
      expect(await hook('chirp', sent, headers)).toEqual({ status: 401, body: undefined });
    }
    // None of them has used the id up.
    expect((await hook('chirp', body, right)).status).toBe(202);
  });

  it('knows no vendor that the registry does not know', async () => {
    const answer = await hook('flockr', Buffer.from('{}'), {});
    expect(answer).toEqual({ status: 404, body: undefined });
  });
};
