import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { MessageRequest } from '../../../contracts/decision';
import type { BusEvent } from '../../../contracts/event';
import type { PersonView } from '../../../contracts/profile';
import type { Vendor } from '../../../contracts/vendor';
import type { HeldRequest, VendorRequest, VendorResponse } from '../../../lambdas/domain/ports';
import { createDeliverMessage, type DeliverMessageDeps } from '../../../lambdas/handlers/deliver-message/handler';
import { createPrepareCall } from '../../../lambdas/handlers/deliver-message/prepare-call';
import { failEveryCall } from '../../support/crash-run';
import { launch, messageRequest, NOW, person, policy, vendor } from '../../support/decision-fixtures';
import { createMemoryBus } from '../../support/memory-bus';
import { createMemoryControl } from '../../support/memory-control';
import { createMemoryAttempts } from '../../support/memory-engagement';
import { createMemoryVault } from '../../support/memory-vault';
import { busMessage, sqsEvent, sqsRecord } from '../../support/sqs-event';
import { createRecordingCount, createRecordingLog } from '../../support/telemetry';
import { verifyAs } from '../../support/webhook-verify';

const SIGNING = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const stamp = { at: NOW, key: 'shop#1' };

interface Given {
  readonly vendors?: readonly Vendor[];
  readonly view?: PersonView;
  readonly answer?: (request: VendorRequest) => Promise<VendorResponse>;
  readonly now?: string;
}

/** A world with one customer, one live launch and one vendor that takes everything. */
const world = async (given: Given = {}) => {
  const bus = createMemoryBus();
  const control = createMemoryControl();
  const attempts = createMemoryAttempts();
  const vault = createMemoryVault();
  const { log, lines } = createRecordingLog();
  const [email = '', name = '', phone = ''] = await vault.make([
    { kind: 'email', value: 'ana@example.org' },
    { kind: 'name', value: 'Ana' },
    { kind: 'phone', value: '+12025550123' },
  ]);
  const read: string[][] = [];
  const posts: VendorRequest[] = [];
  const held: { held: HeldRequest; delaySeconds: number }[] = [];
  const time = { wall: Date.parse(NOW) };
  control.goLive(
    launch('coats', {
      offers: [
        {
          id: 'ten-off',
          copy: { en: { headline: "{{ first_name | default: 'Hello' }}, ten off", body: 'For you.' } },
          code: { fixed: 'TEN' },
        },
      ],
    }),
  );
  const view =
    given.view ??
    person({
      traits: {
        email: { ...stamp, value: email },
        first_name: { ...stamp, value: name },
        phone: { ...stamp, value: phone },
      },
    });
  const ports = {
    clock: async () => new Date(given.now ?? NOW),
    readView: async () => view as PersonView | undefined,
    loadDefinition: control.loadDefinition,
    valuesOf: async (tokens: readonly string[]) => {
      read.push([...tokens]);
      return vault.valuesOf(tokens);
    },
    readSecret: async (secret: string) => (secret.endsWith('/signing') ? `whsec_${SIGNING}` : 'api-key'),
    readSwitches: control.readSwitches,
    postToVendor: async (request: VendorRequest) => {
      posts.push(request);
      return given.answer?.(request) ?? { status: 202, durationMs: 12 };
    },
    loadAttempt: attempts.loadAttempt,
    saveAttempt: attempts.saveAttempt,
    claimAttempt: attempts.claimAttempt,
    publishEvents: bus.publishEvents,
    sendLater: async (copy: HeldRequest, delaySeconds: number) => {
      held.push({ held: copy, delaySeconds });
    },
  };
  const handler = (used: typeof ports) => {
    const { loadDefinition, valuesOf, readSecret, ...rest } = used;
    const deps: DeliverMessageDeps = {
      ...rest,
      vendors: given.vendors ?? [vendor()],
      policy,
      holdSeconds: 60,
      wallClock: () => new Date(time.wall),
      monotonic: () => time.wall,
      prepareCall: createPrepareCall({ policy, loadDefinition, valuesOf, readSecret }),
      log,
      count: createRecordingCount().count,
    };
    return createDeliverMessage(deps);
  };
  const outcomes = () => bus.published().map(({ detailType, detail }) => [detailType, detail.properties.reason]);
  return {
    ports,
    handler,
    handle: handler(ports),
    bus,
    control,
    attempts,
    posts,
    read,
    held,
    lines,
    time,
    outcomes,
    email,
  };
};

const requested = (over: Partial<MessageRequest> = {}): BusEvent => ({
  source: 'tandem.decision',
  detailType: 'Message Requested',
  detail: {
    schema: 'Message Requested/1-0-0',
    messageId: 'evt_1',
    occurredAt: NOW,
    receivedAt: NOW,
    identifiers: [],
    properties: { ...messageRequest(over) },
    trace: 'trace-1',
    synthetic: true,
  },
});
const message = (over: Partial<MessageRequest> = {}) => busMessage(requested(over));
type Handle = (event: SQSEvent) => Promise<SQSBatchResponse>;
const failures = async (handle: Handle, body: unknown, receives = 1): Promise<number> =>
  (await handle(sqsEvent(sqsRecord(body, { receives })))).batchItemFailures.length;

describe('deliver-message', () => {
  it('sends the allowed fields and the words, signed, and says so on the bus', async () => {
    const { handle, posts, attempts, bus } = await world();
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

  it('reads from the vault only what the vendor may receive', async () => {
    const { handle, read, email } = await world({ vendors: [vendor({ fields: ['email'] })] });
    await failures(handle, message());
    expect(read).toEqual([[email]]);
  });

  it('leaves no personal data in attempt, event or log', async () => {
    const { handle, attempts, bus, lines } = await world();
    await failures(handle, message());
    expect(JSON.stringify([attempts.attempts(), bus.published(), lines])).not.toMatch(/ana|Ana|555/);
  });

  it.each<{ case: string; given?: Given; request?: Partial<MessageRequest>; reason: string }>([
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
    const { handle, posts, outcomes, attempts } = await world(given);
    expect(await failures(handle, message(request))).toBe(0);
    expect(posts).toEqual([]);
    expect(outcomes()).toEqual([['Message Refused', reason]]);
    expect(attempts.attempts()).toMatchObject([{ state: 'refused', reason }]);
  });

  it('refuses a person who was erased since the decision', async () => {
    const { ports, handler, outcomes } = await world();
    await failures(handler({ ...ports, readView: async () => undefined }), message());
    expect(outcomes()).toEqual([['Message Refused', 'person-unknown']]);
  });

  it.each([
    { status: 200, state: 'delivered', event: 'Message Delivered' },
    { status: 301, state: 'failed', event: 'Message Failed' },
    { status: 400, state: 'failed', event: 'Message Failed' },
    { status: 410, state: 'failed', event: 'Message Failed' },
  ])('ends at status $status as $state', async ({ status, state, event }) => {
    const { handle, attempts, bus } = await world({ answer: async () => ({ status, durationMs: 1 }) });
    expect(await failures(handle, message())).toBe(0);
    expect(attempts.attempts()).toMatchObject([{ state, status }]);
    expect(bus.published().map(({ detailType }) => detailType)).toEqual([event]);
  });

  it.each([{ status: 408 }, { status: 425 }, { status: 429 }, { status: 500 }, { status: 503 }])(
    'tries again after $status, under the same id with a new signature',
    async ({ status }) => {
      let answers = 0;
      const { handle, posts, attempts, time, bus } = await world({
        answer: async () => ({ status: answers++ === 0 ? status : 200, durationMs: 1 }),
      });
      expect(await failures(handle, message())).toBe(1);
      expect(attempts.attempts()).toMatchObject([{ state: 'claimed', attempts: 1, reason: `http-${status}` }]);
      expect(bus.published()).toEqual([]);
      time.wall += 5000;
      expect(await failures(handle, message(), 2)).toBe(0);
      expect(attempts.attempts()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
      expect(new Set(posts.map((post) => post.headers['webhook-id'])).size).toBe(1);
      expect(new Set(posts.map((post) => post.headers['webhook-signature'])).size).toBe(2);
    },
  );

  it.each([{ status: 429 }, { status: 503 }])(
    'puts a message off as long as a vendor asks with $status, and then sends it once',
    async ({ status }) => {
      let answers = 0;
      const { handle, posts, attempts, held, bus } = await world({
        answer: async () =>
          answers++ === 0 ? { status, retryAfter: '120', durationMs: 1 } : { status: 202, durationMs: 1 },
      });
      expect(await failures(handle, message())).toBe(0);
      expect(attempts.attempts()).toMatchObject([{ state: 'claimed', attempts: 1, reason: `http-${status}` }]);
      expect(held).toMatchObject([{ delaySeconds: 120, held: { hop: 1, trace: 'trace-1', synthetic: true } }]);
      expect(bus.published()).toEqual([]);

      expect(await failures(handle, held[0]?.held)).toBe(0);
      expect(await failures(handle, held[0]?.held, 2)).toBe(0);
      expect(posts).toHaveLength(2);
      expect(attempts.attempts()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    },
  );

  it('puts a message off no further than its time', async () => {
    const { handle, held } = await world({
      now: '2026-11-30T04:59:00.500Z',
      answer: async () => ({ status: 429, retryAfter: '600', durationMs: 1 }),
    });
    expect(await failures(handle, message())).toBe(0);
    expect(held).toMatchObject([{ delaySeconds: 59 }]);
  });

  it('leaves a message to its queue when it cannot be put off', async () => {
    const { ports, handler, attempts } = await world({
      answer: async () => ({ status: 503, retryAfter: '5', durationMs: 1 }),
    });
    const down = { ...ports, sendLater: () => Promise.reject(new Error('The queue is down on purpose.')) };
    expect(await failures(handler(down), message())).toBe(1);
    expect(attempts.attempts()).toMatchObject([{ state: 'claimed', reason: 'http-503' }]);
  });

  it('records an attempt that got no answer', async () => {
    const { handle, attempts } = await world({
      answer: async () => Promise.reject(Object.assign(new Error('late'), { code: 'vendor.timeout' })),
    });
    expect(await failures(handle, message())).toBe(1);
    expect(attempts.attempts()).toMatchObject([{ state: 'claimed', status: 0, reason: 'vendor.timeout' }]);
  });

  it.each([
    { case: 'everything is paused', stop: (control: Control) => control.pauseAll(true) },
    { case: 'the launch is paused', stop: (control: Control) => control.setLaunch('coats', 'paused') },
    { case: 'the vendor is suspended', stop: (control: Control) => control.setVendor('mailhub', 'suspended') },
  ])('holds the message while $case, without looking at the person', async ({ stop }) => {
    const { handle, control, held, posts, read, attempts, bus } = await world();
    stop(control);
    expect(await failures(handle, message())).toBe(0);
    expect(held).toEqual([
      { held: { request: messageRequest(), hop: 1, trace: 'trace-1', synthetic: true }, delaySeconds: 60 },
    ]);
    expect([posts, read, attempts.attempts(), bus.published()]).toEqual([[], [], [], []]);
  });

  it('refuses what is left of a launch that was ended', async () => {
    const { handle, control, outcomes } = await world();
    control.setLaunch('coats', 'ended');
    await failures(handle, message());
    expect(outcomes()).toEqual([['Message Refused', 'launch-ended']]);
  });

  it('holds a message whose launch is paused while it is being prepared, and sends it when it comes back', async () => {
    const { ports, handler, control, held, posts, time } = await world();
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
    const { handle, posts, bus } = await world();
    await failures(handle, message());
    await failures(handle, message());
    expect(posts).toHaveLength(1);
    expect(new Set(bus.published().map(({ detail }) => detail.messageId)).size).toBe(1);
  });

  it('lets one of two held copies send', async () => {
    const { handle, posts } = await world({
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
    const { handle, posts, attempts, time } = await world();
    await attempts.saveAttempt(await claimed());
    time.wall += 24_000;
    expect(await failures(handle, message(), 2)).toBe(1);
    time.wall += 2000;
    expect(await failures(handle, message(), 2)).toBe(0);
    expect(posts).toHaveLength(1);
    expect(attempts.attempts()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('reports only the failed records of a batch', async () => {
    const { handle, posts } = await world();
    const { batchItemFailures } = await handle(
      sqsEvent(sqsRecord('{not json', { id: 'bad' }), sqsRecord(message(), { id: 'good' })),
    );
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
    expect(posts).toHaveLength(1);
  });

  it('comes to the same end whatever call fails', async () => {
    const calls = await failEveryCall(
      async () => {
        const { ports, handler, time, attempts, bus, posts } = await world();
        return {
          ports,
          handler,
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

type World = Awaited<ReturnType<typeof world>>;
type Control = World['control'];

/** What a function leaves behind that dies while it waits for the vendor. */
const claimed = async () => {
  const { handle, attempts } = await world({ answer: () => new Promise<never>(() => undefined) });
  const copy = { request: messageRequest(), hop: 1, trace: 'trace-1' };
  void handle(sqsEvent(sqsRecord(copy)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const [attempt] = attempts.attempts();
  if (attempt === undefined) throw new Error('Nothing was claimed.');
  return attempt;
};

function listener(): Vendor {
  const { outbound: _outbound, ...rest } = vendor();
  return rest;
}
