import type { LaunchExplanation } from '../../../../contracts/explanation';
import { accessToken } from '../../../../local/credentials';
import { AS_OF } from '../../../../local/deployment';
import type { ApiAnswer } from '../../../../local/public-api';
import { grant, track } from '../../../support/e2e/calls';
import { expiredToken } from '../../../support/e2e/expired-token';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import { LAUNCH } from './decisions';
import type { Stage } from './stage';

interface Offers {
  readonly decisionId: string | null;
  readonly offers: readonly Readonly<Record<string, unknown>>[];
  readonly excluded?: readonly { readonly launch: string; readonly reason: string }[];
}

/** A channel asks what to offer and reports what became of it. */
export const offers = (stage: Stage): void => {
  let decisionId: string;
  let userId: string;
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<ApiAnswer> =>
    stage().world.api.request('POST', path, JSON.stringify(body), headers);
  const bearer = (token = stage().world.token) => ({ authorization: `Bearer ${token}` });
  const question = (value = userId, channel = 'pos') => ({ channel, customer: { type: 'user_id', value } });
  const ask = async (headers = {}, body: object = question()): Promise<Offers> => {
    const answer = await post('/v1/offers', body, { ...bearer(), ...headers });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as Offers;
  };
  const report = (outcome: string, id = decisionId, token = stage().world.token): Promise<ApiAnswer> =>
    post(
      `/v1/offers/${id}/outcomes`,
      { outcome, at: new Date(stage().world.clock.now()).toISOString() },
      bearer(token),
    );

  it('answers a till with the offer, its reasons and its words', async () => {
    const { world, cast } = stage();
    ({ userId } = cast.treated());
    await world.send('preference-centre', [grant({ userId }, 'pos')]);
    await until('the consent is stored', async () => {
      const view = await world.stores.viewOf('user_id', userId);
      return view?.consent['personalised-offers/pos'];
    });
    const answer = await ask({ 'idempotency-key': 'till-4-basket-9' });

    expect(answer.offers).toMatchObject([
      { launch: LAUNCH, offer: 'market-table', gives: null, copy: { headline: 'Dinner, planned for you' } },
    ]);
    expect(answer.offers[0]?.reasons).not.toEqual([]);
    decisionId = answer.decisionId ?? '';
    expect(await world.stores.loadDecision(decisionId)).toMatchObject({
      chosen: [{ launch: LAUNCH, channel: 'pos', kind: 'pull' }],
      trigger: { kind: 'ask', channel: 'pos' },
    });
  });

  it('gives the same decision for the same key, and another for another', async () => {
    await stage().world.later(180);
    expect(await ask({ 'idempotency-key': 'till-4-basket-9' })).toMatchObject({ decisionId });
    expect((await ask({ 'idempotency-key': 'till-4-basket-10' })).decisionId).not.toBe(decisionId);
  });

  it('takes what became of the offer, and counts the cap when it was presented', async () => {
    const { world } = stage();
    for (const outcome of ['presented', 'accepted']) {
      expect(await report(outcome)).toEqual({ status: 202, body: { decisionId, outcome } });
    }
    expect(await report('accepted')).toMatchObject({ status: 202 });
    await world.counted(LAUNCH, { 'presented.pos': 1, 'accepted.pos': 1 });
    const again = await ask({ 'idempotency-key': 'till-4-basket-11' }, { ...question(), explain: true });
    expect(again).toMatchObject({
      offers: [],
      excluded: expect.arrayContaining([{ launch: LAUNCH, reason: 'launch-cap' }]),
    });
  });

  it('tells why the customer would get nothing more, condition by condition', async () => {
    const { world } = stage();
    const words = ['why', LAUNCH, '--customer', `user_id:${userId}`, '--as-of', AS_OF, '--json'];
    const { code, text } = await tandemIn(world, world.root, words);
    expect(code).toBe(0);
    const { why } = JSON.parse(text) as { why: LaunchExplanation };
    expect(why.deployed).toEqual({ state: 'live', same: true });
    expect(why.caps.launch.sent).toBe(why.caps.launch.messages);
    expect(why.include.map(({ holds }) => holds)).not.toContain(false);
    expect(why.channels).toContainEqual(expect.objectContaining({ channel: 'pos', consent: 'granted', allowed: true }));
    expect(why.outlook).toContainEqual({
      trigger: { kind: 'ask', name: 'pos' },
      chosen: [],
      excluded: { reason: 'launch-cap' },
    });
    // The decision that was asked for before is still the only one: asking why leaves no trace.
    expect(await ask({ 'idempotency-key': 'till-4-basket-9' })).toMatchObject({ decisionId });
  });

  it('offers nothing to somebody nobody knows, and makes no profile of the question', async () => {
    expect(await ask({}, question('nobody-at-all'))).toEqual({ decisionId: null, offers: [] });
    expect(await stage().world.stores.tokenOf('user', 'nobody-at-all')).toBeUndefined();
  });

  it('lets in nobody without a valid token', async () => {
    const { aws, foundation, token } = stage().world;
    const [head, body, signature = ''] = token.split('.');
    const forged = [head, body, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.');
    const statuses = await Promise.all(
      [{}, bearer(forged), bearer('no.token.atall'), bearer(expiredToken(aws, foundation, token))].map(
        async (headers) => (await post('/v1/offers', question(), headers)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 401, 401]);
  });

  it('lets a token do what its scope says and nothing else', async () => {
    const { aws, foundation } = stage().world;
    const [read, write] = await Promise.all([
      accessToken(aws, foundation, ['offers/read']),
      accessToken(aws, foundation, ['offers/write']),
    ]);
    expect((await report('declined', decisionId, read)).status).toBe(403);
    expect((await post('/v1/offers', question(), bearer(write))).status).toBe(403);
    expect((await post('/v1/offers', question(), bearer(read))).status).toBe(200);
  });

  it('answers mistakes with a problem and a stable code', async () => {
    const problem = (status: number, code: string) => ({ status, body: { status, code, title: expect.any(String) } });
    expect(await report('presented', 'dec_doesNotExist000000000')).toMatchObject(problem(404, 'unknown-decision'));
    expect(await report('thrown-away')).toMatchObject(problem(400, 'invalid-request'));
    const fax = await post('/v1/offers', question(userId, 'fax'), bearer());
    expect(fax).toMatchObject(problem(400, 'unknown-channel'));
    const broken = await stage().world.api.request('POST', '/v1/offers', '{"channel":', bearer());
    expect(broken).toMatchObject(problem(400, 'malformed-json'));
  });

  it('shows a withdrawn consent at once', async () => {
    const { world } = stage();
    await world.send('preference-centre', [track({ userId }, 'Consent Withdrawn', { channel: 'pos' })]);
    await until('the withdrawal decides', async () => {
      await world.later();
      const { excluded } = await ask({ 'idempotency-key': `w-${world.clock.now()}` }, { ...question(), explain: true });
      return excluded?.some(({ reason }) => reason === 'no-consent');
    });
  });
};
