import { vendor } from '../../support/decision-fixtures';
import { failAt } from '../../support/failing-port';
import { naming } from '../../support/memory-vault';
import { BUSINESS, type Over, sender, WALL, webhookWorld } from '../../support/webhook-world';

const observing = sender({ mode: 'observe', observeUntil: '2026-12-01' });

const mention = {
  type: 'mention',
  at: '2026-11-27T11:59:00.000Z',
  customer: { handle: '@ana_b' },
  data: { handle: '@ana_b', text: 'Such a long queue again' },
};
const ANOTHER_KEY = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;

describe('POST /hooks/{vendor}', () => {
  it('puts what a vendor reports on the bus, with tokens for what is personal and topics for what was said', async () => {
    const { send, bus, vault } = webhookWorld();
    const answer = await send(mention);
    expect([answer.statusCode, answer.body]).toEqual([202, undefined]);
    const [tokens] = await vault.tokensFor([naming({ kind: 'social', value: 'ana_b' })]);
    const token = tokens === 'erased' ? '' : tokens?.identifiers[0];
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

  it.each<{ case: string; over: Over; reason: string }>([
    { case: 'with another key', over: { secret: ANOTHER_KEY }, reason: 'signature-mismatch' },
    { case: 'too long ago', over: { at: WALL - 301_000 }, reason: 'timestamp-too-old' },
    { case: 'in the future', over: { at: WALL + 302_000 }, reason: 'timestamp-in-future' },
    { case: 'by a scheme of its choice', over: { scheme: 'github' }, reason: 'missing-header' },
  ])('refuses what was signed $case, and tells only log and metric why', async ({ over, reason }) => {
    const { send, bus, lines, total } = webhookWorld();
    const answer = await send(mention, over);
    expect([answer.statusCode, answer.body]).toEqual([401, undefined]);
    expect(lines).toContainEqual(
      expect.objectContaining({ code: 'webhook.refused', facts: expect.objectContaining({ reason }) }),
    );
    expect(total('WebhooksVerified', { verdict: reason })).toBe(1);
    expect(total('WebhooksRefused', { reason })).toBe(1);
    expect(bus.published()).toEqual([]);
  });

  it('refuses a body that was changed on its way', async () => {
    const { handler, signed } = webhookWorld();
    const forged = Buffer.from(JSON.stringify({ ...mention, type: 'unsubscribed' })).toString('base64');
    expect((await handler()({ ...signed(mention), body: forged })).statusCode).toBe(401);
  });

  it.each([{ to: 'nobody' }, { to: 'mailhub' }])('does not know $to, who may not send here', async ({ to }) => {
    const { inbound: _inbound, ...silent } = vendor();
    const answer = await webhookWorld([sender(), silent]).send(mention, { vendor: to });
    expect([answer.statusCode, answer.body]).toEqual([404, undefined]);
  });

  it.each([{ business: '2027-10-01T00:00:00.000Z' }, { business: '2026-09-30T23:59:59.999Z' }])(
    'refuses a vendor whose approval is not in force at $business',
    async ({ business }) => {
      const { send, bus, total } = webhookWorld([sender()], business);
      const answer = await send(mention);
      expect([answer.statusCode, answer.body]).toEqual([403, undefined]);
      expect(total('WebhooksRefused', { reason: 'approval-expired' })).toBe(1);
      expect(bus.published()).toEqual([]);
    },
  );

  it.each(['suspended', 'revoked'] as const)('refuses a vendor that was %s after the deployment', async (state) => {
    const { send, marks, total } = webhookWorld();
    await marks.setVendor('chirp', state);
    expect((await send(mention)).statusCode).toBe(403);
    expect(total('WebhooksRefused', { reason: `vendor-${state}` })).toBe(1);
    await marks.setVendor('chirp', 'active');
    expect((await send(mention)).statusCode).toBe(202);
  });

  it('refuses more than 500 KB before it looks at the signature', async () => {
    const { send, total } = webhookWorld();
    expect((await send({ ...mention, padding: 'x'.repeat(500 * 1024) })).statusCode).toBe(413);
    expect(total('WebhooksVerified')).toBe(0);
  });

  it('takes a webhook in once, however late and newly signed the vendor tries again', async () => {
    const { send, bus, time, total } = webhookWorld();
    expect((await send(mention)).statusCode).toBe(202);
    time.wall += 3600_000;
    expect((await send(mention)).statusCode).toBe(200);
    expect((await send(mention, { id: 'msg_2' })).statusCode).toBe(202);
    expect(bus.published().map(({ detail }) => detail.messageId)).toEqual(['msg_1', 'msg_2']);
    expect(total('WebhooksDuplicate')).toBe(1);
  });

  it('keeps beside its mark how it was verified, without body and personal data', async () => {
    const { send, marks } = webhookWorld();
    await send(mention);
    expect(marks.envelopes()).toEqual([
      {
        vendor: 'chirp',
        approval: 'SEC-412',
        scheme: 'standard-webhooks-v1',
        verdict: 'accepted',
        trust: 'high',
        keyId: 'only',
        bodyHash: expect.stringMatching(/^[\w-]{43}$/),
        receivedAt: new Date(WALL).toISOString(),
        beside: {},
      },
    ]);
  });

  it('keeps the same beside what it sets aside, so that a redrive never verifies again', async () => {
    const { send, aside, marks } = webhookWorld();
    await send({ ...mention, type: 'liked' });
    expect(aside.payloads().map(({ envelope }) => envelope)).toEqual(marks.envelopes());
  });

  it('lets the retry in when the bus did not take the event', async () => {
    const { send, bus } = webhookWorld();
    bus.refuse(() => true);
    const answer = await send(mention);
    expect([answer.statusCode, answer.body, answer.headers?.['retry-after']]).toEqual([503, undefined, '5']);
    bus.refuse(() => false);
    expect((await send(mention)).statusCode).toBe(202);
    expect(bus.published()).toHaveLength(1);
  });

  it('does not say "taken" while a first try may still fail, and takes over when its lease has run out', async () => {
    const { send, ports, time, bus } = webhookWorld();
    await ports.markWebhook('chirp', 'msg_1', 60);
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
    { case: 'that is a list', body: [mention], reason: 'malformed' },
    {
      case: 'about nobody',
      body: { ...mention, type: 'unsubscribed', customer: {}, data: {} },
      reason: 'no-identifier',
    },
  ])('sets a webhook $case aside, and thanks for it', async ({ body, reason }) => {
    const { send, bus, aside } = webhookWorld();
    expect((await send(body)).statusCode).toBe(202);
    expect(aside.payloads()).toMatchObject([{ source: 'chirp', messageId: 'msg_1', reason }]);
    expect(bus.published()).toEqual([]);
  });

  it('asks for the webhook again when it could not be set aside', async () => {
    const { send, aside } = webhookWorld();
    aside.queue.setDown(true);
    expect((await send({ ...mention, type: 'liked' })).statusCode).toBe(503);
    aside.queue.setDown(false);
    expect((await send({ ...mention, type: 'liked' })).statusCode).toBe(202);
  });

  it('leaves no personal data in the log', async () => {
    const { send, lines, bus } = webhookWorld();
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
      const one = webhookWorld();
      const failing = failAt(one.ports, nth, when);
      const handle = one.handler(failing.ports);
      const statuses: (number | undefined)[] = [];
      while (!statuses.includes(202) && !statuses.includes(200) && statuses.length < 4) {
        statuses.push((await handle(one.signed(body))).statusCode);
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

describe('a vendor that is observed', () => {
  const bad = { secret: ANOTHER_KEY };

  it('is let in with a bad signature, under an id that no signed webhook can have', async () => {
    const { send, bus, lines } = webhookWorld([observing]);
    expect((await send(mention, bad)).statusCode).toBe(202);
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

  it('is counted by verdict, good ones too, for the report before it is enforced', async () => {
    const { send, marks } = webhookWorld([observing]);
    await send(mention);
    await send(mention, bad);
    await send(mention, { at: WALL - 400_000 });
    expect(marks.observed()).toEqual({
      'chirp accepted': 1,
      'chirp signature-mismatch': 1,
      'chirp timestamp-too-old': 1,
    });
  });

  it('is believed no more than one that does not sign, where its signature is bad', async () => {
    const granting = sender({ mode: 'observe', events: { said: 'Group Joined' } });
    const { send, aside, marks } = webhookWorld([granting]);
    await send({ type: 'said', customer: { userId: 'u1' }, data: { groupId: 'g' } }, bad);
    expect(aside.payloads()).toMatchObject([{ reason: 'low-trust' }]);
    expect(marks.envelopes()).toContainEqual(
      expect.objectContaining({ trust: 'low', verdict: 'signature-mismatch', keyId: '' }),
    );
  });

  it('is refused from the day on which its observation ends', async () => {
    const { send, time } = webhookWorld([observing]);
    time.wall = Date.parse('2026-11-30T23:59:59.000Z');
    expect((await send(mention, bad)).statusCode).toBe(202);
    time.wall = Date.parse('2026-12-01T00:00:00.000Z');
    expect((await send({ ...mention, again: 1 }, bad)).statusCode).toBe(401);
  });

  it('is counted no longer once it is enforced', async () => {
    const { send, marks } = webhookWorld();
    await send(mention, bad);
    expect(marks.observed()).toEqual({});
  });
});
