import { PII_KINDS } from '../../../../contracts/event';
import { signWebhook } from '../../../../lambdas/domain/standard-webhooks';
import { keysOf } from '../../../../lambdas/domain/vendor-call';
import { grant, identify, track } from '../../../support/e2e/calls';
import { dumpEverything } from '../../../support/e2e/dump';
import { type Marked, marked, marksIn, STRAY } from '../../../support/e2e/markers';
import { heldRequests } from '../../../support/e2e/queues';
import { until } from '../../../support/e2e/until';
import { emailOf } from '../../../support/e2e/world';
import { enters, LAUNCH } from './decisions';
import type { Stage } from './stage';

/** Personal values of every kind go everywhere they can; afterwards they are in the vault and nowhere else. */
export const personalData = (stage: Stage): void => {
  const treated: Marked[] = [];
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const { api, token } = stage().world;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return api.request('POST', path, text, { authorization: `Bearer ${token}`, ...headers });
  };
  /** Tokens of everything that identifies somebody. */
  const tokensOf = async ({ userId }: Marked): Promise<readonly string[]> => {
    const view = await stage().world.stores.viewOf('user_id', userId);
    return (view?.members ?? []).map((strand) => strand.slice(strand.indexOf(':') + 1));
  };
  const hook = async (vendor: string, id: string, content: object, signWith = vendor) => {
    const { api, readSecret } = stage().world;
    const body = Buffer.from(JSON.stringify(content));
    const name = `vendor/${signWith}/webhook`;
    const keys = keysOf(name, await readSecret(name));
    return api.request('POST', `/hooks/${vendor}`, body, signWebhook({ id, at: new Date(), body }, keys));
  };

  it('lets marked customers in, with a value of every kind', async () => {
    const { world } = stage();
    for (let index = 1; treated.length < 2; index += 1) {
      const one = marked(index);
      const { userId, anonymousId, previousId, traits } = one;
      const known = { userId };
      await world.send('crm', [
        identify({ userId, anonymousId }, traits),
        { type: 'alias', messageId: `alias-${index}`, userId, previousId },
        ...['email', 'app', 'pos'].map((channel) => grant(known, channel)),
      ]);
      await world.send('web-shop', [
        track({ anonymousId }, 'Product Viewed', { product_id: 'p1', category: 'PASTRY' }),
      ]);
      if ((await world.armOf(one, LAUNCH)) === 'treated') treated.push(one);
    }
  });

  it('sends one of them a message, hears back of it, and answers every channel about them', async () => {
    const { world } = stage();
    const [one] = treated;
    if (one === undefined) throw new Error('Nobody is marked.');
    const trigger = enters(one);
    await world.send('mobile-app', [trigger]);
    const messageId = emailOf(await world.decisionFor('mobile-app', trigger), LAUNCH);
    expect(await world.ended(messageId)).toMatchObject({ state: 'delivered' });
    expect(world.messages.find((sent) => sent.messageId === messageId)).toMatchObject({
      to: { email: one.traits.email, first_name: one.traits.first_name },
      content: { headline: `${one.traits.first_name}, fresh from our oven for you` },
    });

    const at = new Date(world.clock.now()).toISOString();
    const opened = { type: 'opened', at, customer: { email: one.email }, data: { messageId } };
    expect((await hook('mailhub', 'opened-1', opened)).status).toBe(202);
    const mention = {
      type: 'mention',
      at,
      customer: {},
      data: { handle: one.handle, text: one.text, network: 'chirp' },
    };
    expect((await hook('chirp', 'marked-1', mention)).status).toBe(202);
    for (const [type, value] of [
      ['email', one.email],
      ['phone', one.phone],
      ['loyalty_number', one.loyaltyNumber],
      ['social', one.handle],
    ]) {
      const question = { channel: 'call-centre', customer: { type, value }, explain: true };
      const answer = await post('/v1/offers', question, { 'idempotency-key': `${STRAY.name}-${type}` });
      expect(answer).toMatchObject({ status: 200, body: { decisionId: expect.any(String) } });
    }
  });

  it('refuses marked values in every place where they must not stand', async () => {
    const { world } = stage();
    const [one] = treated;
    const who = { userId: one?.userId ?? '' };
    const calls = [
      track(who, 'Page Viewed', { title: `write to ${STRAY.email}` }),
      track(who, 'Page Viewed', { title: `call ${STRAY.phone}` }),
      track(who, 'Page Viewed', { path: '/cards', search: STRAY.card }),
      track(who, STRAY.name, { email: STRAY.email }),
      track(who, 'Product Viewed', { product_id: 'p1', [STRAY.email]: 1 }),
      track(who, 'Product Viewed', { product_id: 'p1', price: STRAY.name }),
      { ...track(who, 'Page Viewed'), messageId: STRAY.email },
      { ...track(who, 'Page Viewed'), originalTimestamp: STRAY.name },
      { ...identify(who, { email: `${STRAY.name} at home` }) },
      { type: STRAY.name, userId: who.userId },
    ];
    const { body } = await world.post('till', { batch: calls });
    expect(body).toMatchObject({ accepted: 0, rejected: { length: calls.length } });

    const statuses = await Promise.all([
      world.post('web-shop', `{"batch":[{"userId":"${STRAY.email}"`),
      post('/v1/offers', { channel: STRAY.name, customer: { type: 'email', value: STRAY.email } }),
      post('/v1/offers', { channel: 'app', customer: { type: 'email', value: STRAY.name } }),
      post('/v1/offers', { channel: 'app', customer: { type: 'email', value: STRAY.email } }),
      post(`/v1/offers/${STRAY.name}/outcomes`, { outcome: 'presented', at: '2026-11-23T15:00:00Z' }),
      post('/v1/track', {}, { authorization: `Basic ${Buffer.from(`${STRAY.name}:`).toString('base64')}` }),
      hook('chirp', 'marked-2', { type: STRAY.name, customer: { email: STRAY.email } }),
      hook('chirp', 'marked-3', { type: 'mention', data: { text: STRAY.email } }, 'mailhub'),
    ]).then((answers) => answers.map(({ status }) => status));
    expect(statuses).toEqual([400, 400, 400, 200, 404, 401, 202, 401]);
  });

  it('finds them, in a dump of everything there is, in the vault only', async () => {
    const { world } = stage();
    const { vault } = world.foundation.tables;
    const [, waiting] = treated;
    if (waiting === undefined) throw new Error('Nobody is marked.');
    // One of their messages is on its way while everything is looked through.
    await world.settled();
    await world.deployment.tandem('vendor', 'suspend', 'mailhub');
    const trigger = enters(waiting);
    await world.send('mobile-app', [trigger]);
    const messageId = emailOf(await world.decisionFor('mobile-app', trigger), LAUNCH);
    const delivery = world.foundation.workQueues.DeliveryMailhub ?? '';
    await until('its message is held', async () => (await heldRequests(world.aws, delivery)).has(messageId));

    const tokens = await tokensOf(waiting);
    const traced = new Set<string>();
    const found = new Map<string, Set<string>>();
    const sizes: Record<string, number> = {};
    for await (const { where, bytes } of dumpEverything(world.aws)) {
      if (tokens.some((token) => bytes.includes(token))) traced.add(where);
      const [kind = ''] = where.split(' ');
      sizes[kind] = (sizes[kind] ?? 0) + bytes.length;
      for (const mark of marksIn(bytes)) found.set(where, (found.get(where) ?? new Set()).add(mark));
    }
    for (const answer of world.answers) {
      for (const mark of marksIn(Buffer.from(answer)))
        found.set('answer', (found.get('answer') ?? new Set()).add(mark));
    }

    expect([...found.keys()]).toEqual([`table ${vault}`]);
    // Every place was looked into, deflated or not: the person's tokens are where they should be, and the marks are found.
    const places = ['archive', 'file', 'log', 'object', 'parameter', 'queue', 'secret', 'table'];
    expect(Object.keys(sizes).sort()).toEqual(places);
    const { profiles, engagement } = world.foundation.tables;
    const queue = delivery.split('/').at(-1);
    expect([...traced].map((where) => where.replace(/(?<=queue ).*\//, ''))).toEqual(
      expect.arrayContaining([
        ...[vault, profiles, engagement].map((table) => `table ${table}`),
        `queue ${queue}`,
        'archive tandem-local-edge',
      ]),
    );
    expect(sizes.log).toBeGreaterThan(10_000);
    expect([...(found.get(`table ${vault}`) ?? [])]).toEqual(
      expect.arrayContaining(['zqmark', '21255570', '(212) 555-70', '5500 0055 5555 5559']),
    );
  });

  it('keeps a value of every kind there', async () => {
    const { world } = stage();
    const [one] = treated;
    if (one === undefined) throw new Error('Nobody is marked.');
    const { email = '', phone = '', first_name = '', address = '' } = one.traits;
    const values = {
      email,
      phone,
      name: first_name,
      address,
      social: one.handle,
      loyalty: one.loyaltyNumber,
      user: one.userId,
      device: one.anonymousId,
      text: one.text,
    };
    expect(Object.keys(values).sort()).toEqual([...PII_KINDS].sort());
    const owners = { name: 'user', address: 'user', text: 'social' } as const;
    for (const kind of PII_KINDS) {
      // What identifies nobody is kept as the value of whoever it came with.
      if (kind === 'name' || kind === 'address' || kind === 'text') {
        const owned = await world.stores.ownedValues(owners[kind], values[owners[kind]]);
        expect({ kind, owned }).toEqual({ kind, owned: expect.arrayContaining([values[kind]]) });
        continue;
      }
      const token = await world.stores.tokenOf(kind, values[kind]);
      expect({ kind, token }).toEqual({ kind, token: expect.stringMatching(/^tok_/) });
    }
    expect(await world.stores.tokenOf('device', one.previousId)).toMatch(/^tok_/);
  });
};
