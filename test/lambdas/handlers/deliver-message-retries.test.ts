import type { HeldRequest } from '../../../lambdas/domain/ports/queues';
import { messageRequest, NOW, outboundVendor } from '../../support/decision-fixtures';
import { comesBack, type DeliveryWorld, deliveryWorld, failing, failures, message } from '../../support/delivery-world';

const LATE = { notAfter: '2027-01-31T00:00:00.000Z' };

/** Lets a message come back until it is asked again or put aside. */
const asksAgain = async (world: DeliveryWorld): Promise<void> => {
  const before = world.posts.length + world.aside.length;
  for (let round = 0; round < 200 && world.posts.length + world.aside.length === before; round += 1)
    await comesBack(world);
};

describe('a message whose vendor fails', () => {
  it.each([0, 302, 401, 408, 429, 500, 503].map((status) => ({ status })))(
    'is tried again after $status, under the same id with a new signature',
    async ({ status }) => {
      let answers = 0;
      const world = await deliveryWorld({
        answer: async () => {
          answers += 1;
          if (answers > 1) return { status: 200, durationMs: 1 };
          if (status === 0) throw Object.assign(new Error('late'), { code: 'vendor.timeout' });
          return { status, durationMs: 1 };
        },
      });
      expect(await failures(world.handle, message())).toBe(0);
      const reason = status === 0 ? 'vendor.timeout' : `http-${status}`;
      expect(world.attempts.attempts()).toMatchObject([{ state: 'claimed', attempts: 1, status, reason }]);
      expect(world.held).toMatchObject([{ delaySeconds: 5, held: { hop: 1, trace: 'trace-1', synthetic: true } }]);
      expect(world.bus.published()).toEqual([]);

      expect(await comesBack(world)).toBe(0);
      expect(world.attempts.attempts()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
      expect(new Set(world.posts.map((post) => post.headers['webhook-id'])).size).toBe(1);
      expect(new Set(world.posts.map((post) => post.headers['webhook-signature'])).size).toBe(2);
    },
  );

  it.each([
    { case: 'seconds', retryAfter: '120' },
    { case: 'a date', retryAfter: 'Fri, 27 Nov 2026 12:02:00 GMT' },
  ])('is put off as long as the vendor asks, by $case', async ({ retryAfter }) => {
    const { handle, held } = await deliveryWorld({ answer: failing(429, { retryAfter }) });
    expect(await failures(handle, message())).toBe(0);
    expect(held).toMatchObject([{ delaySeconds: 120, held: { dueAt: '2026-11-27T12:02:00.000Z' } }]);
  });

  it('goes round its queue until it is due, and nothing is read for it meanwhile', async () => {
    const world = await deliveryWorld({ answer: failing(429, { retryAfter: '3600' }) });
    const { held, posts, read, attempts } = world;
    await failures(world.handle, message(LATE));
    const before = [read.length, attempts.attempts()];
    for (let round = 0; round < 3; round += 1) await comesBack(world);
    expect(held.map(({ delaySeconds }) => delaySeconds)).toEqual([900, 900, 900, 900]);
    expect([read.length, attempts.attempts()]).toEqual(before);
    expect(posts).toHaveLength(1);
    await comesBack(world);
    expect(posts).toHaveLength(2);
  });

  it('is asked ten times in some 76 hours and then put aside, with the reason', async () => {
    const world = await deliveryWorld({ answer: failing(503) });
    await failures(world.handle, message(LATE));
    while (world.aside.length === 0) await asksAgain(world);
    expect(world.posts).toHaveLength(10);
    expect((world.time.wall - Date.parse(NOW)) / 3_600_000).toBeCloseTo(75.6, 1);
    expect(world.aside).toMatchObject([
      {
        held: { request: messageRequest(LATE), trace: 'trace-1' },
        dead: { reason: 'http-503', status: 503, attempts: 10 },
      },
    ]);
    expect(world.bus.published()).toEqual([]);
    expect(world.total('MessagesPutAside', { vendor: 'mailhub' })).toBe(1);
  });

  it('starts its schedule again, under the same id, when it is redriven', async () => {
    const world = await deliveryWorld({ vendors: [patient('1 second')], answer: failing(503) });
    await failures(world.handle, message());
    await asksAgain(world);
    const [put] = world.aside;
    const redriven: HeldRequest = { ...messageHeld(put?.held), since: put?.dead.attempts ?? 0 };
    expect(await failures(world.handle, redriven)).toBe(0);
    expect(world.posts).toHaveLength(3);
    expect(world.attempts.attempts()).toMatchObject([{ state: 'claimed', attempts: 3 }]);
    await asksAgain(world);
    expect(world.aside).toHaveLength(2);
    expect(new Set(world.posts.map((post) => post.headers['webhook-id'])).size).toBe(1);
  });

  it('is tried by one of two copies that an interrupted redrive, or two at once, have put back', async () => {
    const world = await deliveryWorld({ vendors: [patient('1 second', '1 hour')], answer: failing(503) });
    await failures(world.handle, message(LATE));
    while (world.aside.length === 0) await asksAgain(world);
    const [put] = world.aside;
    const copy: HeldRequest = { ...messageHeld(put?.held), since: put?.dead.attempts ?? 0 };
    const before = world.posts.length;
    const refused = await Promise.all([failures(world.handle, copy), failures(world.handle, copy)]);
    expect([world.posts.length - before, refused.sort()]).toEqual([1, [0, 1]]);
    expect(await failures(world.handle, copy, 2)).toBe(0);
    expect(world.posts.length - before).toBe(1);
    expect(world.attempts.attempts()).toMatchObject([{ attempts: before + 1 }]);
  });

  it('is put aside once more by a copy that a crash left behind, and not sent', async () => {
    const world = await deliveryWorld({ vendors: [patient('1 second')], answer: failing(503) });
    await failures(world.handle, message());
    await asksAgain(world);
    await failures(world.handle, message(), 2);
    expect(world.posts).toHaveLength(2);
    expect(world.aside).toHaveLength(2);
  });

  it('fails when its time will be over before it is due again', async () => {
    const { handle, held, attempts, outcomes } = await deliveryWorld({
      now: '2026-11-30T04:59:00.500Z',
      answer: failing(429, { retryAfter: '600' }),
    });
    expect(await failures(handle, message())).toBe(0);
    expect(held).toEqual([]);
    expect(attempts.attempts()).toMatchObject([{ state: 'failed', status: 429, reason: 'http-429' }]);
    expect(outcomes()).toEqual([['Message Failed', 'http-429']]);
  });

  it('does not count the receipts of its queue as attempts', async () => {
    const world = await deliveryWorld({ answer: failing(500) });
    await failures(world.handle, message());
    for (let receives = 2; receives < 8; receives += 1) await failures(world.handle, message(), receives);
    expect(world.posts).toHaveLength(1);
    expect(world.attempts.attempts()).toMatchObject([{ attempts: 1 }]);
  });

  it('stays with its queue when no new copy could be put there', async () => {
    const { ports, handler, attempts } = await deliveryWorld({ answer: failing(503, { retryAfter: '5' }) });
    const down = { ...ports, sendLater: () => Promise.reject(new Error('The queue is down on purpose.')) };
    expect(await failures(handler(down), message())).toBe(1);
    expect(attempts.attempts()).toMatchObject([{ state: 'claimed', reason: 'http-503' }]);
  });

  it('leaves a line for every attempt, with approval, launch, decision, key, status and duration, and no value', async () => {
    const { handle, lines } = await deliveryWorld({ answer: failing(500) });
    await failures(handle, message());
    expect(lines.find(({ code }) => code === 'message.attempted')?.facts).toEqual({
      messageId: 'msg_0123456789abcdefghijAB',
      launch: 'coats',
      decisionId: 'dec_0123456789abcdefghijAB',
      vendor: 'mailhub',
      approval: 'SEC-412',
      keyId: 'vendor/mailhub/signing:1',
      status: 500,
      durationMs: 1,
      attempts: 1,
      hop: 0,
      trace: 'trace-1',
      reason: 'http-500',
    });
    expect(JSON.stringify(lines)).not.toMatch(/ana|Ana|555/);
  });
});

const patient = (...retry: string[]) => outboundVendor({ retry });

const messageHeld = (held: HeldRequest | undefined): HeldRequest => {
  if (held === undefined) throw new Error('Nothing was put aside.');
  return held;
};
