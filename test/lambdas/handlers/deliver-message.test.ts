import type { MessageRequest } from '../../../contracts/decision';
import type { Vendor } from '../../../contracts/vendor';
import { readLink } from '../../../lambdas/domain/preference-token';
import { failEveryCall } from '../../support/crash-run';
import { messageRequest, NOW, person, vendor } from '../../support/decision-fixtures';
import {
  deliveryWorld,
  failures,
  type GivenDelivery,
  message,
  PREFERENCE_KEY,
  SIGNING,
  stamp,
} from '../../support/delivery-world';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';
import { verifyAs } from '../../support/webhook-verify';

describe('deliver-message', () => {
  it('sends the allowed fields and the words, signed, and says so on the bus', async () => {
    const { handle, posts, attempts, bus } = await deliveryWorld();
    expect(await failures(handle, message())).toBe(0);

    const [post] = posts;
    if (post === undefined) throw new Error('Nothing was sent.');
    expect(post.url).toBe('https://api.mailhub.example/send');
    expect(post.timeoutMs).toBe(10_000);
    expect(JSON.parse(Buffer.from(post.body).toString('utf8'))).toEqual({
      messageId: 'msg_0123456789abcdefghijAB',
      channel: 'email',
      launch: 'coats',
      offer: 'ten-off',
      to: { email: 'ana@example.org', first_name: 'Ana' },
      content: { headline: 'Ana, ten off', body: 'For you.', code: 'TEN' },
      notAfter: '2026-11-30T04:59:59.999Z',
      unsubscribe: expect.anything(),
      message: expect.objectContaining({ subject: 'Ana, ten off' }),
    });
    expect(post.headers).toMatchObject({ authorization: 'api-key', 'webhook-id': 'msg_0123456789abcdefghijAB' });
    expect(verifyAs(post, [{ id: 'k', secret: SIGNING }], new Date(NOW))).toMatchObject({ ok: true });
    expect(attempts.attempts()).toEqual([
      {
        messageId: 'msg_0123456789abcdefghijAB',
        state: 'delivered',
        attempts: 1,
        vendor: 'mailhub',
        launch: 'coats',
        decisionId: 'dec_0123456789abcdefghijAB',
        status: 202,
        durationMs: 12,
        keyId: 'vendor/mailhub/signing:1',
        approval: 'SEC-412',
        at: NOW,
      },
    ]);
    expect(bus.published()).toMatchObject([
      { source: 'tandem.gateway', detailType: 'Message Delivered', detail: { trace: 'trace-1', synthetic: true } },
    ]);
  });

  it('gives every e-mail its way out, which ends just what the message was for', async () => {
    const { handle, posts } = await deliveryWorld();
    await failures(handle, message());
    const { unsubscribe } = JSON.parse(Buffer.from(posts[0]?.body ?? '').toString('utf8'));
    expect(unsubscribe).toEqual({
      url: expect.stringMatching(/^https:\/\/shop\.example\/preferences\/p1\.[\w-]+\.[\w-]{43}$/),
      list: `<${unsubscribe.url}>`,
      post: 'List-Unsubscribe=One-Click',
    });
    expect(readLink(unsubscribe.url.split('/').at(-1), [PREFERENCE_KEY], Date.parse(NOW))).toEqual({
      kind: 'valid',
      link: {
        strand: 'email:tok_b',
        expires: Date.parse(NOW) / 1000 + 180 * 86_400,
        message: { id: 'msg_0123456789abcdefghijAB', purpose: 'personalised-offers', channel: 'email' },
      },
    });
  });

  it('gives no link to a channel that is not e-mail', async () => {
    const { handle, posts } = await deliveryWorld({ vendors: [vendor({ channels: ['sms'], fields: ['phone'] })] });
    await failures(handle, message({ channel: 'sms' }));
    expect(JSON.parse(Buffer.from(posts[0]?.body ?? '').toString('utf8'))).not.toHaveProperty('unsubscribe');
  });

  it('reads from the vault only what the vendor may receive', async () => {
    const { handle, read, email } = await deliveryWorld({ vendors: [vendor({ fields: ['email'] })] });
    await failures(handle, message());
    expect(read).toEqual([[email]]);
  });

  it('leaves no personal data in attempt, event or log', async () => {
    const { handle, attempts, bus, lines } = await deliveryWorld();
    await failures(handle, message());
    expect(JSON.stringify([attempts.attempts(), bus.published(), lines])).not.toMatch(/ana|Ana|555/);
  });

  it.each<{ case: string; given?: GivenDelivery; request?: Partial<MessageRequest>; reason: string }>([
    { case: 'after notAfter', given: { now: '2026-11-30T05:00:00.000Z' }, reason: 'expired' },
    { case: 'to a vendor nobody knows', request: { vendor: 'spamly' }, reason: 'vendor-unknown' },
    { case: 'to a vendor that only listens', given: { vendors: [listener()] }, reason: 'approval-missing' },
    {
      case: 'after the approval expired',
      given: { vendors: [vendor({ approval: { ...vendor().approval, expires: '2026-11-27' } })] },
      reason: 'approval-expired',
    },
    {
      case: 'over a channel that is not approved',
      given: { vendors: [vendor({ channels: ['sms'] })] },
      reason: 'channel-not-approved',
    },
    { case: 'for another purpose', request: { purpose: 'research' }, reason: 'purpose-not-approved' },
    { case: 'without consent', given: { view: person({ consent: {} }) }, reason: 'no-consent' },
    { case: 'without an address', given: { view: person({ traits: {} }) }, reason: 'unreachable' },
    {
      case: 'when the vault no longer knows the address',
      given: { view: person({ traits: { email: { ...stamp, value: 'tok_gone567890123456789012' } } }) },
      reason: 'unreachable',
    },
    { case: 'with words nobody kept', request: { definitionHash: 'other' }, reason: 'definition-missing' },
  ])('refuses $case, and sends nothing', async ({ given = {}, request = {}, reason }) => {
    const { handle, posts, outcomes, attempts } = await deliveryWorld(given);
    expect(await failures(handle, message(request))).toBe(0);
    expect(posts).toEqual([]);
    expect(outcomes()).toEqual([['Message Refused', reason]]);
    expect(attempts.attempts()).toMatchObject([{ state: 'refused', reason }]);
  });

  it('refuses a person who was erased since the decision', async () => {
    const { ports, handler, outcomes } = await deliveryWorld();
    await failures(handler({ ...ports, readView: async () => undefined }), message());
    expect(outcomes()).toEqual([['Message Refused', 'person-unknown']]);
  });

  it.each([
    { status: 200, state: 'delivered', event: 'Message Delivered' },
    { status: 400, state: 'failed', event: 'Message Failed' },
    { status: 404, state: 'failed', event: 'Message Failed' },
    { status: 422, state: 'failed', event: 'Message Failed' },
  ])('ends at status $status as $state', async ({ status, state, event }) => {
    const { handle, attempts, bus } = await deliveryWorld({ answer: async () => ({ status, durationMs: 1 }) });
    expect(await failures(handle, message())).toBe(0);
    expect(attempts.attempts()).toMatchObject([{ state, status }]);
    expect(bus.published().map(({ detailType }) => detailType)).toEqual([event]);
  });

  it('drops a second copy of a delivered message, and gives its event again under the same id', async () => {
    const { handle, posts, bus } = await deliveryWorld();
    await failures(handle, message());
    await failures(handle, message());
    expect(posts).toHaveLength(1);
    expect(new Set(bus.published().map(({ detail }) => detail.messageId)).size).toBe(1);
  });

  it('lets one of two held copies send', async () => {
    const { handle, posts } = await deliveryWorld({
      answer: () => new Promise((resolve) => setTimeout(resolve, 20, { status: 200, durationMs: 20 })),
    });
    const copy = { request: messageRequest(), hop: 1, trace: 'trace-1' };
    const pending = await Promise.all([failures(handle, copy), failures(handle, copy)]);
    expect(posts).toHaveLength(1);
    expect(pending.sort()).toEqual([0, 1]);
    expect(await failures(handle, copy, 2)).toBe(0);
    expect(posts).toHaveLength(1);
  });

  it('reports only the failed records of a batch', async () => {
    const { handle, posts } = await deliveryWorld();
    const { batchItemFailures } = await handle(
      sqsEvent(sqsRecord('{not json', { id: 'bad' }), sqsRecord(message(), { id: 'good' })),
    );
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
    expect(posts).toHaveLength(1);
  });

  it('comes to the same end whatever call fails', async () => {
    const calls = await failEveryCall(
      async () => {
        const { ports, handler, time, attempts, bus, posts, trail } = await deliveryWorld();
        const { postToVendor, ...failing } = ports;
        return {
          ports: failing,
          // A vendor that does not answer is no failure of ours: its messages come back by themselves.
          handler: (used) => handler({ ...ports, ...used, postToVendor }),
          body: message(),
          between: () => {
            time.wall += 60_000;
          },
          outcome: () => ({
            ends: attempts.attempts().map(({ messageId, state, status }) => ({ messageId, state, status })),
            ids: [...new Set(bus.published().map(({ detail }) => detail.messageId))],
            sent: [...new Set(posts.map((post) => `${post.headers['webhook-id']} ${Buffer.from(post.body)}`))],
            told: [...trail.kept.keys()],
          }),
        };
      },
      (outcome, undisturbed) => expect(outcome).toEqual(undisturbed),
    );
    expect(calls).toBeGreaterThan(8);
  });
});

/** A vendor that only reports. */
function listener(): Vendor {
  const { outbound: _outbound, ...reporting } = vendor();
  return reporting;
}
