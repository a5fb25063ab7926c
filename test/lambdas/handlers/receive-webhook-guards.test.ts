import { sender, webhookWorld } from '../../support/webhook-world';

const withdrawal = { type: 'unsubscribed', customer: { userId: 'u1' }, data: { channel: 'email' } };

describe('a vendor of low trust', () => {
  const loose = sender({ scheme: 'url-secret', perMinute: 2 });

  it('is let in by its token, and honoured when it withdraws consent', async () => {
    const { send, bus, marks } = webhookWorld([loose]);
    expect((await send(withdrawal)).statusCode).toBe(202);
    expect(bus.published().map(({ detailType }) => detailType)).toEqual(['Consent Withdrawn']);
    expect(marks.envelopes()).toMatchObject([{ trust: 'low', keyId: 'only' }]);
  });

  it('is refused without its token', async () => {
    const { send, total } = webhookWorld([loose]);
    expect((await send(withdrawal, { secret: 'another' })).statusCode).toBe(401);
    expect(total('WebhooksRefused', { reason: 'token-mismatch' })).toBe(1);
  });

  it('is let in so many times a minute, and again in the next', async () => {
    const { send, time } = webhookWorld([loose]);
    const statuses: (number | undefined)[] = [];
    for (const n of [1, 2, 3]) statuses.push((await send({ ...withdrawal, n })).statusCode);
    time.wall += 60_000;
    statuses.push((await send({ ...withdrawal, n: 3 })).statusCode);
    expect(statuses).toEqual([202, 202, 429, 202]);
  });

  it('has a limit where its file gives none', async () => {
    const { send } = webhookWorld([sender({ scheme: 'url-secret' })]);
    const statuses = new Set<number | undefined>();
    for (let n = 0; n < 61; n += 1) statuses.add((await send({ ...withdrawal, n })).statusCode);
    expect([...statuses]).toEqual([202, 429]);
  });

  it('uses none of its limit up for others, who have no token', async () => {
    const { send } = webhookWorld([loose]);
    for (const n of [1, 2, 3, 4]) await send({ ...withdrawal, n }, { secret: 'another' });
    expect((await send(withdrawal)).statusCode).toBe(202);
  });
});

describe('a list of addresses', () => {
  const listed = sender({ scheme: 'shared-token', from: ['198.51.100.0/24', '2001:db8::1'] });

  it.each([
    { sourceIp: '198.51.100.77', status: 202 },
    { sourceIp: '2001:db8::1', status: 202 },
    { sourceIp: '198.51.101.1', status: 403 },
    { sourceIp: '2001:db8::2', status: 403 },
    { sourceIp: 'unknown', status: 403 },
  ])('lets $sourceIp in or not: $status', async ({ sourceIp, status }) => {
    expect((await webhookWorld([listed]).send(withdrawal, { sourceIp })).statusCode).toBe(status);
  });
});

describe('a scheme that is refused', () => {
  it('is refused however well it is signed, and whatever the mode but observe', async () => {
    const { send, total } = webhookWorld([sender({ scheme: 'hubspot-v1' })]);
    expect((await send(withdrawal, { scheme: 'github' })).statusCode).toBe(401);
    expect(total('WebhooksRefused', { reason: 'scheme-refused' })).toBe(1);
  });
});

describe('handshakes', () => {
  const slack = sender({ scheme: 'slack', handshake: 'slack', events: { message: 'Brand Mentioned' } });
  const challenge = { type: 'url_verification', token: 'x', challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7' };

  it('answer Slack with its challenge once its signature is verified, and take nothing in', async () => {
    const { send, bus, aside } = webhookWorld([slack]);
    expect(await send(challenge)).toMatchObject({ statusCode: 200, body: challenge.challenge });
    expect([bus.published(), aside.payloads()]).toEqual([[], []]);
  });

  it('give nobody else a challenge back', async () => {
    const answer = await webhookWorld([slack]).send(challenge, { secret: 'another' });
    expect([answer.statusCode, answer.body]).toEqual([401, undefined]);
  });

  it('give none back to an unsigned request while the vendor is observed', async () => {
    const observed = sender({ scheme: 'slack', handshake: 'slack', mode: 'observe', observeUntil: '2027-01-01' });
    expect((await webhookWorld([observed]).send(challenge, { secret: 'another' })).body).toBeUndefined();
  });

  it('take GitHub at its ping, and forward nothing', async () => {
    const github = sender({ scheme: 'github', type: { header: 'X-GitHub-Event' }, ignored: ['ping'], events: {} });
    const { send, bus, aside } = webhookWorld([github]);
    const answer = await send({ zen: 'Keep it logically awesome.' }, { headers: { 'X-GitHub-Event': 'ping' } });
    expect([answer.statusCode, bus.published(), aside.payloads()]).toEqual([202, [], []]);
  });

  it.each(['GET', 'HEAD'])('answer the probe %s of a known vendor only', async (method) => {
    const { get } = webhookWorld();
    expect((await get('chirp', '', method)).statusCode).toBe(200);
    expect((await get('nobody', '', method)).statusCode).toBe(404);
  });
});

describe('a scheme that signs no time', () => {
  const github = sender({ scheme: 'github' });

  it('takes a captured body once, under whatever id it comes back', async () => {
    const { send, bus } = webhookWorld([github]);
    expect((await send(withdrawal, { id: 'delivery-1' })).statusCode).toBe(202);
    expect((await send(withdrawal, { id: 'delivery-2' })).statusCode).toBe(200);
    expect(bus.published()).toHaveLength(1);
  });

  it('takes another body under a known id for the same message', async () => {
    const { send, bus, total } = webhookWorld([github]);
    await send(withdrawal, { id: 'delivery-1' });
    expect((await send({ ...withdrawal, again: true }, { id: 'delivery-1' })).statusCode).toBe(202);
    expect(bus.published()).toHaveLength(1);
    expect(total('WebhookItemsDuplicate')).toBe(1);
  });

  it('goes by the id alone where the vendor sends one body for several messages', async () => {
    const { send, bus } = webhookWorld([sender({ scheme: 'github', dedupe: { sameBody: 'accept' } })]);
    await send(withdrawal, { id: 'delivery-1' });
    await send(withdrawal, { id: 'delivery-2' });
    await send(withdrawal, { id: 'delivery-2' });
    expect(bus.published().map(({ detail }) => detail.messageId)).toEqual(['delivery-1', 'delivery-2']);
  });
});
