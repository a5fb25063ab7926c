import type { MessageRequest } from '../../../contracts/decision';
import type { Vendor } from '../../../contracts/vendor';
import { readLink } from '../../../lambdas/domain/preference-token';
import { failEveryCall } from '../../support/crash-run';
import { messageRequest, NOW, person, vendor } from '../../support/decision-fixtures';
import {
  type DeliveryWorld,
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

  it.each([
    { case: 'everything is paused', stop: (control: Control) => control.pauseAll(true) },
    { case: 'the launch is paused', stop: (control: Control) => control.setLaunch('coats', 'paused') },
    { case: 'the vendor is suspended', stop: (control: Control) => control.setVendor('mailhub', 'suspended') },
  ])('holds the message while $case, without looking at the person', async ({ stop }) => {
    const { handle, control, held, posts, read, attempts, bus } = await deliveryWorld();
    stop(control);
    expect(await failures(handle, message())).toBe(0);
    expect(held).toEqual([
      { held: { request: messageRequest(), hop: 1, trace: 'trace-1', synthetic: true }, delaySeconds: 60 },
    ]);
    expect([posts, read, attempts.attempts(), bus.published()]).toEqual([[], [], [], []]);
  });

  it.each([
    {
      case: 'a launch that was ended',
      reason: 'launch-ended',
      stop: (control: Control) => control.setLaunch('coats', 'ended'),
    },
    {
      case: 'a vendor that was revoked, paused or not',
      reason: 'vendor-revoked',
      stop: (control: Control) => {
        control.pauseAll(true);
        control.setVendor('mailhub', 'revoked');
      },
    },
  ])('refuses what is left for $case, and reads nothing personal', async ({ stop, reason }) => {
    const { handle, control, outcomes, held, posts, read } = await deliveryWorld();
    stop(control);
    await failures(handle, message());
    expect(outcomes()).toEqual([['Message Refused', reason]]);
    expect([held, posts, read]).toEqual([[], [], []]);
  });

  it('refuses a message whose vendor is revoked while it is being prepared', async () => {
    const { ports, handler, control, outcomes, posts, time } = await deliveryWorld();
    const slow = async (secret: string) => {
      time.wall += 1000;
      control.setVendor('mailhub', 'revoked');
      return ports.readSecret(secret);
    };
    await failures(handler({ ...ports, readSecret: slow }), message());
    expect(outcomes()).toEqual([['Message Refused', 'vendor-revoked']]);
    expect(posts).toEqual([]);
  });

  it('holds a message whose launch is paused while it is being prepared, and sends it when it comes back', async () => {
    const { ports, handler, control, held, posts, time } = await deliveryWorld();
    const slow = async (secret: string) => {
      time.wall += 1000;
      control.pauseAll(true);
      return ports.readSecret(secret);
    };
    expect(await failures(handler({ ...ports, readSecret: slow }), message(), 2)).toBe(0);
    expect(posts).toEqual([]);
    control.pauseAll(false);
    time.wall += 60_000;
    expect(await failures(handler(ports), held[0]?.held)).toBe(0);
    expect(posts).toHaveLength(1);
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

  it('takes over a claim whose holder fell silent', async () => {
    const { handle, posts, attempts, time } = await deliveryWorld();
    await attempts.saveAttempt(await claimed());
    time.wall += 24_000;
    expect(await failures(handle, message(), 2)).toBe(1);
    time.wall += 2000;
    expect(await failures(handle, message(), 2)).toBe(0);
    expect(posts).toHaveLength(1);
    expect(attempts.attempts()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('is not held up by a claim that a clock going back has put into the future', async () => {
    const { handle, posts, attempts, time } = await deliveryWorld();
    await attempts.saveAttempt(await claimed());
    time.wall -= 3_600_000;
    expect(await failures(handle, message(), 2)).toBe(0);
    expect(posts).toHaveLength(1);
  });

  it('does not go round without a pause when it is due after its time is over', async () => {
    const { handle, held, outcomes } = await deliveryWorld({ now: '2026-11-30T05:00:00.000Z' });
    const copy = { request: messageRequest(), hop: 1, trace: 'trace-1', dueAt: '2026-12-24T00:00:00.000Z' };
    expect(await failures(handle, copy)).toBe(0);
    expect([held, outcomes()]).toEqual([[], [['Message Refused', 'expired']]]);
  });

  it.each([
    { case: 'a time that nobody can read', over: { request: messageRequest({ notAfter: 'soon' }) } },
    { case: 'a due date at the end of time', over: { dueAt: '+275760-09-13T00:00:00.000Z' } },
    { case: 'more attempts before its redrive than were ever made', over: { since: Number.MAX_SAFE_INTEGER } },
  ])('gives a copy with $case a way that ends', async ({ over }) => {
    const world = await deliveryWorld({ answer: async () => ({ status: 503, durationMs: 1 }) });
    await failures(world.handle, { request: messageRequest(), hop: 1, trace: 'trace-1', ...over });
    expect(world.held.every(({ delaySeconds }) => delaySeconds > 0 && delaySeconds <= 900)).toBe(true);
    expect(world.held.length + world.aside.length + world.outcomes().length).toBe(1);
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
        const { ports, handler, time, attempts, bus, posts } = await deliveryWorld();
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
          }),
        };
      },
      (outcome, undisturbed) => expect(outcome).toEqual(undisturbed),
    );
    expect(calls).toBeGreaterThan(8);
  });
});

type Control = DeliveryWorld['control'];

/** What a function leaves behind that dies while it waits for the vendor. */
const claimed = async () => {
  const { handle, attempts } = await deliveryWorld({ answer: () => new Promise<never>(() => undefined) });
  const copy = { request: messageRequest(), hop: 1, trace: 'trace-1' };
  void handle(sqsEvent(sqsRecord(copy)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const [attempt] = attempts.attempts();
  if (attempt === undefined) throw new Error('Nothing was claimed.');
  return attempt;
};

/** A vendor that only reports. */
function listener(): Vendor {
  const { outbound: _outbound, ...reporting } = vendor();
  return reporting;
}
