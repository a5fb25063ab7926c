import { messageRequest } from '../../support/decision-fixtures';
import { deliveryWorld, failures, message } from '../../support/delivery-world';
import { sqsEvent, sqsRecord } from '../../support/sqs-event';

describe('a message on a bad day', () => {
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

  it('is not started after its time, however long it waited for its turn', async () => {
    const world = await deliveryWorld();
    const clock = async () => new Date(world.time.wall);
    const handle = world.handler({ ...world.ports, clock });
    const second = Math.floor(world.time.wall / 1000);
    for (const ahead of [0, 1]) await world.limits.takeNumbers('mailhub', second + ahead, 1000, 0);
    const body = message({ notAfter: new Date(world.time.wall + 500).toISOString() });
    expect(await failures(handle, body)).toBe(1);
    expect([await failures(handle, body, 2), world.posts]).toEqual([0, []]);
    expect(world.outcomes()).toEqual([['Message Refused', 'expired']]);
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
});

/** What a function leaves behind that dies while it waits for the vendor. */
const claimed = async () => {
  let ask = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const { handle, attempts } = await deliveryWorld({
    answer: () => {
      ask();
      return new Promise<never>(() => undefined);
    },
  });
  const copy = { request: messageRequest(), hop: 1, trace: 'trace-1' };
  void handle(sqsEvent(sqsRecord(copy)));
  await isAsked;
  const [attempt] = attempts.attempts();
  if (attempt === undefined) throw new Error('Nothing was claimed.');
  return attempt;
};
