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
  const { handle, attempts } = await deliveryWorld({ answer: () => new Promise<never>(() => undefined) });
  const copy = { request: messageRequest(), hop: 1, trace: 'trace-1' };
  void handle(sqsEvent(sqsRecord(copy)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const [attempt] = attempts.attempts();
  if (attempt === undefined) throw new Error('Nothing was claimed.');
  return attempt;
};
