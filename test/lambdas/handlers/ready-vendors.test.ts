import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkVendor } from '../../../lib/workspace/checks/vendor';
import { knownNames } from '../../../lib/workspace/known';
import { readLayoutFiles } from '../../../lib/workspace/layout-files';
import { readFiles } from '../../../lib/workspace/read';
import payloads from '../../fixtures/vendor-payloads.json';
import { approvedVendor, ROOT, shippedPlatform } from '../../support/shipped-platform';
import { BUSINESS, type Over, webhookWorld } from '../../support/webhook-world';

const platform = shippedPlatform();
const READY = readdirSync(join(ROOT, 'platform/vendors/ready'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

type Payload = keyof typeof payloads;
const worldOf = (vendor: string) => webhookWorld([approvedVendor(vendor)], BUSINESS, platform);

/** Sends what a vendor documents, and says what reached the bus: event, properties and who it is about. */
const received = async (name: Payload, over: Over = {}) => {
  const world = worldOf(name.split('.')[0] ?? '');
  const answer = await world.send(payloads[name], over);
  const events = world.bus.published().map(({ detailType, detail }) => ({
    event: detailType,
    properties: detail.properties,
    who: detail.identifiers.map(({ type }) => type),
  }));
  return { status: answer.statusCode, events, aside: world.aside.payloads(), world };
};

describe('ready vendors', () => {
  const known = knownNames(readFiles(ROOT), readLayoutFiles(ROOT));

  it.each(READY)('map to the shipped catalog without a mistake: %s', (name) => {
    expect(checkVendor(approvedVendor(name), known, new Date('2026-11-22T00:00:00Z'))).toEqual([]);
  });

  it('are each sent what their vendor documents', () => {
    const sent = new Set(Object.keys(payloads).map((name) => name.split('.')[0]));
    expect([...sent].sort()).toEqual([...READY].sort());
  });

  it.each(Object.keys(payloads) as Payload[])('let no personal value of a payload onto the bus: %s', async (name) => {
    const { world } = await received(name);
    expect(JSON.stringify(world.bus.published())).not.toMatch(
      /@|%40|doe|ana_b|Shippington|2025550142|123123123123|endless/,
    );
  });
});

describe('Resend, over Standard Webhooks', () => {
  it('reports what was delivered', async () => {
    expect(await received('resend.delivered')).toMatchObject({
      status: 202,
      events: [{ event: 'Message Receipt', properties: { messageId: 'msg_0123456789abcdefghijAB' }, who: ['email'] }],
    });
  });
});

describe('Resend, where it could not send', () => {
  it('says so, without giving the address up', async () => {
    expect((await received('resend.failed')).events).toMatchObject([
      { event: 'Message Bounced', properties: { messageId: 'msg_0123456789abcdefghijAG', kind: 'soft' } },
    ]);
  });
});

describe('SendGrid', () => {
  it('tells a bounce that is for good from one that is not', async () => {
    expect((await received('sendgrid.blocked')).events).toEqual([
      {
        event: 'Message Bounced',
        properties: { messageId: 'msg_0123456789abcdefghijAF', kind: 'soft' },
        who: ['email'],
      },
    ]);
  });

  it('reports a batch, each item as its event', async () => {
    const { status, events, aside } = await received('sendgrid');
    expect(status).toBe(202);
    expect(aside).toEqual([]);
    expect(events.map(({ event }) => event)).toEqual([
      'Message Receipt',
      'Message Opened',
      'Message Clicked',
      'Message Bounced',
      'Consent Withdrawn',
      'Consent Withdrawn',
    ]);
    expect(events[3]?.properties).toEqual({ messageId: 'msg_0123456789abcdefghijAC', kind: 'hard', reason: '5.0.0' });
    expect(events.slice(4).map(({ properties }) => properties)).toMatchObject([
      { purpose: '*', channel: 'email', reason: 'complained' },
      { purpose: '*', channel: 'email', reason: 'unsubscribed' },
    ]);
    expect(events.every(({ who }) => who.join() === 'email')).toBe(true);
  });

  it('takes each item in once, in whatever batch it comes again', async () => {
    const world = worldOf('sendgrid');
    const [, delivered, open, click] = payloads.sendgrid;
    await world.send([delivered, open]);
    await world.send([open, click]);
    await world.send([open, click]);
    expect(world.bus.published().map(({ detailType }) => detailType)).toEqual([
      'Message Receipt',
      'Message Opened',
      'Message Clicked',
    ]);
    expect(new Set(world.bus.published().map(({ detail }) => detail.messageId)).size).toBe(3);
    expect(world.total('WebhookItemsDuplicate')).toBe(1);
    expect(world.total('WebhooksDuplicate')).toBe(1);
  });
});

describe('Twilio', () => {
  it('reports what was delivered, under the message id of its callback address', async () => {
    expect(await received('twilio.delivered', { query: 'message=msg_1' })).toMatchObject({
      status: 202,
      events: [{ event: 'Message Receipt', properties: { messageId: 'msg_1' }, who: ['phone'] }],
    });
  });

  it('withdraws consent for who replies STOP', async () => {
    expect((await received('twilio.stop')).events).toEqual([
      {
        event: 'Consent Withdrawn',
        properties: { purpose: '*', channel: 'sms', reason: 'unsubscribed', method: 'stop' },
        who: ['phone'],
      },
    ]);
  });

  it('drops other replies: what people write is none of our business', async () => {
    expect(await received('twilio.reply')).toMatchObject({ status: 202, events: [], aside: [] });
  });

  it('refuses another address than the one it was told', async () => {
    const world = worldOf('twilio');
    const call = world.signed(payloads['twilio.delivered'], { query: 'message=msg_1' });
    expect((await world.handler()({ ...call, rawQueryString: 'message=msg_2' })).statusCode).toBe(401);
  });
});

describe('Shopify', () => {
  const topic = { headers: { 'X-Shopify-Topic': 'orders/paid' } };

  it('reports a paid order with its lines, and nothing else of it', async () => {
    expect((await received('shopify.paid', topic)).events).toEqual([
      {
        event: 'Order Completed',
        properties: {
          order_id: '#9999',
          affiliation: 'web',
          currency: 'USD',
          subtotal: 388,
          total: 398,
          tax: 0,
          discount: 20,
          coupon: 'COAT20',
          products: [{ sku: 'example-shirt-s', name: 'Example T-Shirt', brand: 'Acme', price: 19.99, quantity: 1 }],
        },
        who: ['email'],
      },
    ]);
  });

  it('drops other topics', async () => {
    expect(await received('shopify.paid', { headers: { 'X-Shopify-Topic': 'orders/updated' } })).toMatchObject({
      status: 202,
      events: [],
      aside: [],
    });
  });

  it('takes the same body under another id for the same webhook, because the id is not signed', async () => {
    const world = worldOf('shopify');
    const send = (id: string) => world.send(payloads['shopify.paid'], { ...topic, id });
    expect([(await send('a')).statusCode, (await send('b')).statusCode]).toEqual([202, 200]);
    world.time.wall += 29 * 86_400_000;
    expect((await send('c')).statusCode).toBe(200);
    world.time.wall += 2 * 86_400_000;
    expect((await send('d')).statusCode).toBe(202);
  });
});

describe('Meta', () => {
  const handshake = 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=';

  it('answers its handshake with the challenge, to whoever knows the token', async () => {
    const world = worldOf('meta');
    world.secrets.set('vendor/meta/webhook-verify-token', 'our-token');
    const answer = await world.get('meta', `${handshake}our-token`);
    expect(answer).toMatchObject({ statusCode: 200, body: '1158201444', headers: { 'content-type': 'text/plain' } });
    expect(await world.get('meta', `${handshake}another`)).toMatchObject({ statusCode: 403 });
    expect(world.total('WebhooksRefused', { reason: 'challenge-refused' })).toBe(1);
  });

  it('sets a lead aside whose id lost its last digits, rather than naming another', async () => {
    const world = worldOf('meta');
    const [entry] = payloads['meta.leadgen'].entry;
    const body = JSON.stringify({ object: 'page', entry: [entry] }).replace('123123123124', '55459717045641545');
    await world.send(body);
    expect(world.bus.published()).toHaveLength(1);
    expect(world.aside.payloads()).toHaveLength(1);
  });

  it('echoes nothing that could be more than a challenge', async () => {
    const world = worldOf('meta');
    world.secrets.set('vendor/meta/webhook-verify-token', 'our-token');
    const answer = await world.get('meta', 'hub.mode=subscribe&hub.verify_token=our-token&hub.challenge=%3Cscript%3E');
    expect([answer.statusCode, answer.body]).toEqual([403, undefined]);
  });

  it('reports leads, each under its own id', async () => {
    const { events, world } = await received('meta.leadgen');
    expect(events).toMatchObject([
      { event: 'Lead Submitted', properties: { form_id: '12312312312', network: 'facebook' }, who: ['anonymous_id'] },
      { event: 'Lead Submitted', who: ['anonymous_id'] },
    ]);
    const [first, second] = world.bus.published().map(({ detail }) => detail.identifiers[0]?.token);
    expect(first).not.toBe(second);
  });

  it('reports a comment as a mention, with its topics', async () => {
    expect((await received('meta.comments')).events).toMatchObject([
      { event: 'Brand Mentioned', properties: { network: 'instagram', topic: 'checkout-queue' }, who: ['social'] },
    ]);
  });
});

describe('vendors of low trust', () => {
  it('withdraw consent: Braze', async () => {
    expect((await received('braze.unsubscribed')).events).toEqual([
      { event: 'Consent Withdrawn', properties: { channel: 'email', reason: 'unsubscribed' }, who: ['email'] },
    ]);
  });

  it('withdraw consent: Mailchimp', async () => {
    expect((await received('mailchimp.unsubscribe')).events).toMatchObject([
      { event: 'Consent Withdrawn', properties: { purpose: '*', channel: 'email' }, who: ['email'] },
    ]);
    expect((await received('mailchimp.cleaned')).events).toMatchObject([{ properties: { reason: 'bounced' } }]);
  });

  it('grant none: a sign-up at Mailchimp is dropped', async () => {
    expect(await received('mailchimp.subscribe')).toMatchObject({ status: 202, events: [], aside: [] });
  });

  it('answer 200 to the probe that Mailchimp sends first', async () => {
    const world = worldOf('mailchimp');
    expect([(await world.get('mailchimp')).statusCode, (await world.get('mailchimp', '', 'HEAD')).statusCode]).toEqual([
      200, 200,
    ]);
  });
});
