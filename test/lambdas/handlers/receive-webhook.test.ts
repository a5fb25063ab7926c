import type { Vendor } from '../../../contracts/vendor';
import { signWebhook } from '../../../lambdas/domain/standard-webhooks';
import { createReceiveWebhook } from '../../../lambdas/handlers/receive-webhook/handler';
import { vendor } from '../../support/decision-fixtures';
import { bytes, testEdge } from '../../support/edge-fixtures';
import { failAt } from '../../support/failing-port';
import { answerBody, httpCall } from '../../support/http-call';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryControl } from '../../support/memory-control';
import { createMemoryQuarantine } from '../../support/memory-quarantine';
import { createMemoryVault } from '../../support/memory-vault';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';

const SECRET = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const WALL = Date.parse('2026-11-22T09:00:00.000Z');
const BUSINESS = '2026-11-27T12:00:00.000Z';

const chirp = (over: Partial<Vendor> = {}): Vendor => {
  const { outbound: _outbound, ...rest } = vendor({
    vendor: 'chirp',
    inbound: {
      scheme: 'standard-webhooks-v1',
      secret: 'chirp/webhook',
      mode: 'enforce',
      events: { mention: 'Brand Mentioned', unsubscribed: 'Consent Withdrawn' },
    },
    ...over,
  });
  return rest;
};
const observing = chirp({ inbound: { ...inboundOf(chirp()), mode: 'observe' } });

const world = (vendors: readonly Vendor[] = [chirp()], business = BUSINESS) => {
  const bus = createMemoryBus();
  const time = { wall: WALL };
  const control = createMemoryControl(() => new Date(time.wall));
  const vault = createMemoryVault();
  const aside = createMemoryQuarantine();
  const { log, lines } = createRecordingLog();
  const { count, total } = createRecordingCount();
  const ports = {
    clock: async () => new Date(business),
    readSecret: async () => `whsec_${SECRET}`,
    markWebhook: control.markWebhook,
    settleWebhook: control.settleWebhook,
    releaseWebhook: control.releaseWebhook,
    tokensFor: vault.tokensFor,
    quarantine: aside.quarantine,
    publishEvents: bus.publishEvents,
  };
  const handler = (used: typeof ports) =>
    createReceiveWebhook({
      ...used,
      vendors,
      edge: testEdge,
      wallClock: () => new Date(time.wall),
      log,
      count,
    });
  const handle = handler(ports);
  const send = (body: unknown, over: Call = {}) => handle(signed(body, time.wall, over));
  return { ports, handler, send, bus, vault, aside, control, time, lines, total };
};

interface Call {
  readonly id?: string;
  readonly at?: number;
  readonly secret?: string;
  readonly vendor?: string;
}
/** A webhook, signed now unless said otherwise. */
const signed = (
  body: unknown,
  now: number,
  { id = 'msg_1', at = now, secret = SECRET, vendor: to = 'chirp' }: Call = {},
) => {
  const sent = body instanceof Uint8Array ? body : bytes(body);
  const headers = signWebhook({ id, at: new Date(at), body: sent }, [{ id: 'k', secret }]);
  return httpCall({ path: `/hooks/${to}`, pathParameters: { vendor: to }, headers, body: sent });
};

const mention = {
  type: 'mention',
  at: '2026-11-27T11:59:00.000Z',
  customer: { handle: '@ana_b' },
  data: { text: 'Such a long queue again' },
};

describe('POST /hooks/{vendor}', () => {
  it('puts what a vendor reports on the bus, with tokens for what is personal and topics for what was said', async () => {
    const { send, bus, vault } = world();
    const answer = await send(mention);
    expect([answer.statusCode, answer.body]).toEqual([202, undefined]);
    const [token] = await vault.make([{ kind: 'social', value: 'ana_b' }]);
    expect(bus.published()).toMatchObject([
      {
        source: 'tandem.edge.chirp',
        detailType: 'Brand Mentioned',
        detail: {
          messageId: 'msg_1',
          occurredAt: '2026-11-27T11:59:00.000Z',
          receivedAt: BUSINESS,
          identifiers: [{ type: 'social', token }],
          properties: { topic: 'checkout-queue', topics: ['checkout-queue'] },
          trace: 'Root=1-0-1',
        },
      },
    ]);
    expect(JSON.stringify(bus.published())).not.toMatch(/ana_b|queue again/);
  });

  it.each<{ case: string; call: Call; reason: string }>([
    { case: 'with another key', call: { secret: 'c2VjcmV0' }, reason: 'signature-mismatch' },
    { case: 'too long ago', call: { at: WALL - 301_000 }, reason: 'timestamp-too-old' },
    { case: 'in the future', call: { at: WALL + 302_000 }, reason: 'timestamp-in-future' },
  ])('refuses what was signed $case, and tells only the log why', async ({ call, reason }) => {
    const { send, bus, lines, total } = world();
    const answer = await send(mention, call);
    expect([answer.statusCode, answerBody(answer).code]).toEqual([401, 'signature-refused']);
    expect(answer.body).not.toContain(reason);
    expect(lines).toContainEqual(
      expect.objectContaining({ code: 'webhook.refused', facts: expect.objectContaining({ reason }) }),
    );
    expect(total('WebhooksVerified', { verdict: reason })).toBe(1);
    expect(bus.published()).toEqual([]);
  });

  it('refuses a body that was changed on its way', async () => {
    const { handler, ports, time } = world();
    const call = signed(mention, time.wall);
    const forged = {
      ...call,
      body: Buffer.from(JSON.stringify({ ...mention, type: 'unsubscribed' })).toString('base64'),
    };
    expect((await handler(ports)(forged)).statusCode).toBe(401);
  });

  it.each([{ to: 'nobody' }, { to: 'mailhub' }])('does not know $to, who may not send here', async ({ to }) => {
    const { inbound: _inbound, ...silent } = vendor();
    const { send } = world([chirp(), silent]);
    const answer = await send(mention, { vendor: to });
    expect([answer.statusCode, answerBody(answer).code]).toEqual([404, 'vendor-unknown']);
  });

  it.each([{ business: '2027-10-01T00:00:00.000Z' }, { business: '2026-09-30T23:59:59.999Z' }])(
    'refuses a vendor whose approval is not in force at $business',
    async ({ business }) => {
      const { send, bus } = world([chirp()], business);
      const answer = await send(mention);
      expect([answer.statusCode, answerBody(answer).code]).toEqual([403, 'approval-expired']);
      expect(bus.published()).toEqual([]);
    },
  );

  it('refuses more than 500 KB before it looks at the signature', async () => {
    const { send, total } = world();
    expect((await send({ ...mention, padding: 'x'.repeat(500 * 1024) })).statusCode).toBe(413);
    expect(total('WebhooksVerified')).toBe(0);
  });

  it('takes a webhook in once, however late and newly signed the vendor tries again', async () => {
    const { send, bus, time } = world();
    expect((await send(mention)).statusCode).toBe(202);
    time.wall += 3600_000;
    expect((await send(mention)).statusCode).toBe(200);
    expect((await send(mention, { id: 'msg_2' })).statusCode).toBe(202);
    expect(bus.published().map(({ detail }) => detail.messageId)).toEqual(['msg_1', 'msg_2']);
  });

  it('lets the retry in when the bus did not take the event', async () => {
    const { send, bus } = world();
    bus.refuse(() => true);
    const answer = await send(mention);
    expect([answer.statusCode, answer.headers?.['retry-after']]).toEqual([503, '5']);
    bus.refuse(() => false);
    expect((await send(mention)).statusCode).toBe(202);
    expect(bus.published()).toHaveLength(1);
  });

  it('does not say "taken" while a first try may still fail, and takes over when its lease has run out', async () => {
    const { send, control, time, bus } = world();
    await control.markWebhook('chirp', 'msg_1', 60);
    expect((await send(mention)).statusCode).toBe(503);
    time.wall += 61_000;
    expect((await send(mention)).statusCode).toBe(202);
    expect(bus.published()).toHaveLength(1);
  });

  it.each([
    {
      case: 'of a type that the registry does not map',
      body: { ...mention, type: 'liked' },
      reason: 'unmapped-webhook',
    },
    { case: 'that is no JSON', body: Buffer.from('{'), reason: 'malformed' },
    { case: 'about nobody', body: { ...mention, customer: {}, data: { text: 'hm' } }, reason: 'no-identifier' },
  ])('sets a webhook $case aside, and thanks for it', async ({ body, reason }) => {
    const { send, bus, aside } = world();
    expect((await send(body)).statusCode).toBe(202);
    expect(aside.payloads()).toMatchObject([{ source: 'chirp', messageId: 'msg_1', reason }]);
    expect(bus.published()).toEqual([]);
  });

  it('asks for the webhook again when it could not be set aside', async () => {
    const { send, aside } = world();
    aside.queue.setDown(true);
    expect((await send({ ...mention, type: 'liked' })).statusCode).toBe(503);
    aside.queue.setDown(false);
    expect((await send({ ...mention, type: 'liked' })).statusCode).toBe(202);
  });

  it('lets a bad signature through while it only observes, under an id that no signed webhook can have', async () => {
    const { send, bus, lines } = world([observing]);
    expect((await send(mention, { secret: 'c2VjcmV0' })).statusCode).toBe(202);
    expect((await send(mention)).statusCode).toBe(202);
    expect(bus.published().map(({ detail }) => detail.messageId)).toEqual([
      expect.stringMatching(/^unverified-/),
      'msg_1',
    ]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        code: 'webhook.observed',
        facts: expect.objectContaining({ reason: 'signature-mismatch' }),
      }),
    );
  });

  it('answers probes', async () => {
    const { handler, ports } = world();
    const answer = await handler(ports)(
      httpCall({ method: 'GET', path: '/hooks/chirp', pathParameters: { vendor: 'chirp' } }),
    );
    expect([answer.statusCode, answer.body]).toEqual([200, undefined]);
  });

  it('leaves no personal data in the log', async () => {
    const { send, lines, bus } = world();
    bus.refuse(() => true);
    await send(mention);
    await send({ ...mention, type: 'ana_b' });
    expect(JSON.stringify(lines)).not.toMatch(/ana_b|queue again/);
  });

  it.each([
    { what: 'an event', body: mention },
    { what: 'one to set aside', body: { ...mention, type: 'liked' } },
  ])('comes to the same end for $what whatever call fails, when the vendor tries again', async ({ body }) => {
    const outcome = async (nth: number, when: 'before' | 'after') => {
      const one = world();
      const failing = failAt(one.ports, nth, when);
      const handle = one.handler(failing.ports);
      const statuses: (number | undefined)[] = [];
      while (!statuses.includes(202) && !statuses.includes(200) && statuses.length < 4) {
        statuses.push((await handle(signed(body, one.time.wall))).statusCode);
        one.time.wall += 61_000;
      }
      const ids = new Set(one.bus.published().map(({ detail }) => detail.messageId));
      const asides = new Set(one.aside.payloads().map(({ messageId, reason }) => `${messageId} ${reason}`));
      return { statuses, calls: failing.calls(), end: [[...ids], [...asides], one.vault.size()] };
    };
    const undisturbed = await outcome(0, 'before');
    expect(undisturbed.statuses).toEqual([202]);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= undisturbed.calls; nth += 1) {
        const { statuses, end } = await outcome(nth, when);
        expect(statuses[0]).toBe(503);
        expect(end).toEqual(undisturbed.end);
      }
    }
  });
});

function inboundOf({ inbound }: Vendor): NonNullable<Vendor['inbound']> {
  if (inbound === undefined) throw new Error('The vendor sends no webhooks.');
  return inbound;
}
