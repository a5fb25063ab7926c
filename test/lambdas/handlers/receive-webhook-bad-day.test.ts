import { deflateSync, gzipSync } from 'node:zlib';
import { approvedVendor, shippedPlatform } from '../../support/shipped-platform';
import { BUSINESS, sender, webhookWorld } from '../../support/webhook-world';

const mention = {
  type: 'mention',
  customer: { handle: '@ana_b' },
  data: { handle: '@ana_b', text: 'Such a long queue again' },
};
const text = JSON.stringify(mention);
const NAME = 'webhook-signature';

describe('a body that is more than it seems', () => {
  it.each([
    { encoding: 'gzip', body: gzipSync(Buffer.alloc(200 * 1024 * 1024)) },
    { encoding: 'deflate', body: deflateSync(Buffer.from(text)) },
    { encoding: ' BR ', body: Buffer.from(text) },
    { encoding: 'gzip, gzip', body: gzipSync(gzipSync(Buffer.from(text))) },
  ])('is refused and never inflated, however well it is signed: $encoding', async ({ encoding, body }) => {
    const { send, bus, aside, total } = webhookWorld();
    expect((await send(body, { headers: { 'Content-Encoding': encoding } })).statusCode).toBe(415);
    expect([bus.published(), aside.payloads()]).toEqual([[], []]);
    expect(total('WebhooksRefused', { reason: 'encoding-refused' })).toBe(1);
    expect(total('WebhooksVerified')).toBe(0);
  });

  it('is taken as it is where it says that nothing was done to it', async () => {
    expect((await webhookWorld().send(mention, { headers: { 'Content-Encoding': 'identity' } })).statusCode).toBe(202);
  });

  it('is refused at 6 MB without a look at its signature', async () => {
    const { send, total, readings } = webhookWorld();
    expect((await send(Buffer.alloc(6 * 1024 * 1024, '['))).statusCode).toBe(413);
    expect([total('WebhooksVerified'), readings]).toEqual([0, []]);
  });

  it.each([
    { what: 'lists', body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
    { what: 'objects', body: `${'{"a":'.repeat(80_000)}1${'}'.repeat(80_000)}` },
    { what: 'lists in a member', body: `{"type":"mention","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}` },
  ])('is set aside where it nests a hundred thousand $what', async ({ body }) => {
    const { send, aside, bus } = webhookWorld();
    expect((await send(body)).statusCode).toBe(202);
    expect(aside.payloads()).toMatchObject([{ reason: 'malformed', detail: 'depth' }]);
    expect(bus.published()).toEqual([]);
  });

  it('is set aside where a form’s field nests, before anything walks it', async () => {
    const events = { mention: 'Brand Mentioned' };
    const form = sender({ scheme: 'mandrill', body: { form: 'payload' }, items: '[]', events });
    const { send, aside } = webhookWorld([form]);
    const deep = `[{"_id":${'['.repeat(50_000)}${']'.repeat(50_000)}}]`;
    expect((await send(`payload=${encodeURIComponent(deep)}`)).statusCode).toBe(202);
    expect(aside.payloads()).toMatchObject([{ reason: 'malformed', detail: 'depth' }]);
  });

  it('is set aside as one where it holds more items than a request may, not as two hundred thousand', async () => {
    const { send, aside } = webhookWorld([sender({ items: '[]' })]);
    expect((await send(`[${'1,'.repeat(200_000)}1]`)).statusCode).toBe(202);
    expect(aside.payloads()).toMatchObject([{ reason: 'malformed', detail: 'items' }]);
  });
});

describe('headers that nobody sends', () => {
  it.each([
    {
      case: 'ten thousand signatures',
      value: (good: string) => Array(10_000).fill(good).join(' '),
      reason: 'missing-header',
    },
    { case: 'one of a megabyte', value: (good: string) => good.padEnd(1024 * 1024, 'A'), reason: 'missing-header' },
    {
      case: 'eleven signatures, the last one good',
      value: (good: string) => `${Array(10).fill('v1,QUJD').join(' ')} ${good}`,
      reason: 'signature-malformed',
    },
    {
      case: 'the header twice, as the API joins it',
      value: (good: string) => `${good},${good}`,
      reason: 'signature-malformed',
    },
    { case: 'nothing', value: () => '', reason: 'missing-header' },
  ])('are refused: $case', async ({ value, reason }) => {
    const { handler, signed, total } = webhookWorld();
    const call = signed(mention);
    const headers = { ...call.headers, [NAME]: value(call.headers[NAME] ?? '') };
    expect((await handler()({ ...call, headers })).statusCode).toBe(401);
    expect(total('WebhooksRefused', { reason })).toBe(1);
  });

  it.each([
    { name: 'webhook-timestamp', reason: 'timestamp-malformed' },
    { name: 'webhook-id', reason: 'signature-mismatch' },
  ])('are refused: $name twice', async ({ name, reason }) => {
    const { handler, signed, total } = webhookWorld();
    const call = signed(mention);
    const value = call.headers[name] ?? '';
    await handler()({ ...call, headers: { ...call.headers, [name]: `${value},${value}` } });
    expect(total('WebhooksRefused', { reason })).toBe(1);
  });

  it('are no headers of ours where a letter only looks like one, or becomes one in lower case', async () => {
    const { handler, signed, total } = webhookWorld();
    const call = signed(mention);
    for (const name of ['webhoo\u212a-signature', 'webhook\u2010signature', 'ｗebhook-signature']) {
      const { [NAME]: signature, ...headers } = call.headers;
      expect((await handler()({ ...call, headers: { ...headers, [name]: signature ?? '' } })).statusCode).toBe(401);
    }
    expect(total('WebhooksRefused', { reason: 'missing-header' })).toBe(3);
  });

  it('find nothing where they are named as members of every object', async () => {
    const hook0 = sender({ scheme: 'hook0' });
    const { handler, signed, total } = webhookWorld([hook0]);
    const call = signed(mention);
    const forged = String(call.headers['x-hook0-signature']).replace(/h=[^,]*/, 'h=constructor __proto__');
    await handler()({ ...call, headers: { ...call.headers, 'x-hook0-signature': forged } });
    expect(total('WebhooksRefused', { reason: 'missing-header' })).toBe(1);
  });
});

describe('JSON that is meant to harm', () => {
  it('leaves the prototype of objects alone, and takes nothing from it', async () => {
    const { send, bus } = webhookWorld();
    const body = text.replace(
      '"data":{',
      '"__proto__":{"type":"unsubscribed"},"data":{"__proto__":{"topic":"forged"},',
    );
    await send(body);
    expect(({} as Record<string, unknown>).topic).toBeUndefined();
    expect(JSON.stringify(bus.published())).not.toContain('forged');
  });

  it('sets a number aside that no JSON can say again', async () => {
    const world = webhookWorld([approvedVendor('shopify')], BUSINESS, shippedPlatform());
    const body = '{"name":"#1","currency":"USD","total_price":1e999,"email":"ada@example.org","line_items":[]}';
    const answer = await world.send(body, { headers: { 'X-Shopify-Topic': 'orders/paid' } });
    expect(answer.statusCode).toBe(202);
    expect(world.bus.published()).toEqual([]);
    expect(world.aside.payloads()).toHaveLength(1);
  });

  it.each(['long   ', 'queue  ', 'a@', 'a.b@c.', '415-555-', '+1 (', '4111 1111 ', 'e\u0301'])(
    'comes to an end on 400 KB of %j',
    async (piece) => {
      const { send } = webhookWorld();
      const data = { handle: '@ana_b', text: piece.repeat(Math.floor(400_000 / Buffer.byteLength(piece))) };
      expect((await send({ ...mention, data })).statusCode).toBe(202);
    },
  );
});

describe('an observed vendor that is flooded', () => {
  const forged = { secret: `whsec_${Buffer.alloc(24, 9).toString('base64')}` };
  const withdrawal = { type: 'unsubscribed', customer: { userId: 'u1' }, data: { channel: 'email' } };

  it('lets no more in without a key than one that does not sign, and goes on letting in what it signs', async () => {
    const { send, total } = webhookWorld([sender({ mode: 'observe', observeUntil: '2026-12-01' })]);
    const statuses: (number | undefined)[] = [];
    for (let n = 0; n < 70; n += 1) statuses.push((await send({ ...withdrawal, n }, forged)).statusCode);
    expect(statuses.filter((status) => status === 202)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    for (let n = 0; n < 70; n += 1) {
      expect((await send({ ...withdrawal, n: n + 100 }, { id: `msg_${n}` })).statusCode).toBe(202);
    }
    expect(total('WebhooksRefused', { reason: 'rate-exceeded' })).toBe(10);
  });
});
