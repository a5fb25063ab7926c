import fc from 'fast-check';
import { sendingLimit } from '../../../contracts/spending';
import { createPayMessage } from '../../../lambdas/domain/message-money';
import { launch, messageRequest } from '../../support/decision-fixtures';
import { createMemoryEngagement } from '../../support/memory-engagement';

/** 0.4 cents by e-mail and 2.5 cents by text message, of a budget in cents. */
const PRICES = { email: 400, sms: 2500 } as const;
type Channel = keyof typeof PRICES;
const coatsFor = (cents: number) =>
  launch('coats', {
    budget: { sending: { amount: cents / 100, currency: 'USD' }, whenSpent: 'pause' },
    channels: {
      reach: 'first',
      use: (['email', 'sms'] as const).map((channel) => ({
        channel,
        kind: 'push',
        vendor: 'mailhub',
        price: { perThousand: PRICES[channel], currency: 'USD' },
      })),
    },
  });

const step = fc.record({
  gateway: fc.integer({ min: 0, max: 3 }),
  channel: fc.constantFrom<Channel>('email', 'sms'),
  /** What becomes of the message after it was paid for. */
  end: fc.constantFrom('sent', 'sent', 'sent', 'not-sent', 'gateway-ends'),
  /** Milliseconds since the message before it. */
  pause: fc.constantFrom(0, 50, 400, 5000),
});

describe('the budget for sending', () => {
  it('is never passed, however many gateways send at once, end or give back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(step, { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 0, max: 60 }),
        async (scheduler, steps, cents) => {
          const definition = coatsFor(cents);
          const limit = sendingLimit(definition) ?? 0;
          const engagement = createMemoryEngagement();
          const time = { now: 0 };
          const gateway = () =>
            createPayMessage({
              loadDefinition: async () => definition,
              readUsed: engagement.readUsed,
              reserveSending: scheduler.scheduleFunction(engagement.reserveSending),
              wallClock: () => new Date(time.now),
            });
          const gateways = Array.from({ length: 4 }, gateway);
          let spent = 0;
          const work = steps.map(async ({ gateway: index, channel, end, pause }) => {
            time.now += pause;
            const paid = await gateways[index]?.(messageRequest({ channel }));
            if (paid === undefined || paid === 'spent') return;
            if (end === 'not-sent') paid.giveBack();
            else spent += PRICES[channel];
            // Another instance takes its place; what it held is lost to the launch.
            if (end === 'gateway-ends') gateways[index] = gateway();
          });
          await scheduler.waitFor(Promise.all(work));
          expect(spent).toBeLessThanOrEqual(limit);
          expect(spent).toBeLessThanOrEqual(engagement.setAsideFor('coats'));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is used up to the last message by gateways that go on', async () => {
    const definition = coatsFor(10);
    const engagement = createMemoryEngagement();
    const pay = createPayMessage({
      loadDefinition: async () => definition,
      readUsed: engagement.readUsed,
      reserveSending: engagement.reserveSending,
      wallClock: () => new Date(0),
    });
    const ends = await Promise.all(Array.from({ length: 40 }, () => pay(messageRequest())));
    expect(ends.filter((end) => end !== 'spent')).toHaveLength(25);
  });

  it.each([
    ['is only told of', { ...coatsFor(0), budget: { ...coatsFor(0).budget, whenSpent: 'warn' as const } }],
    ['is none', launch('coats')],
  ])('lets everything pass where it %s', async (_case, definition) => {
    const engagement = createMemoryEngagement();
    const pay = createPayMessage({
      loadDefinition: async () => definition,
      readUsed: engagement.readUsed,
      reserveSending: engagement.reserveSending,
      wallClock: () => new Date(0),
    });
    expect(await pay(messageRequest())).not.toBe('spent');
    expect(engagement.setAsideFor('coats')).toBe(0);
  });
});

describe('the budget for discounts', () => {
  it('stops messages within ten seconds of being used up', async () => {
    const definition = launch('coats', {
      budget: { discounts: { amount: 100, currency: 'USD' }, whenSpent: 'pause' },
    });
    const { readUsed, reserveSending, countOnce } = createMemoryEngagement();
    const time = { now: 0 };
    const deps = {
      loadDefinition: async () => definition,
      readUsed,
      reserveSending,
      wallClock: () => new Date(time.now),
    };
    const pay = createPayMessage(deps);
    await countOnce('1', 'coats', { 'discounts.USD': 9999, 'discounts.EUR': 99_999 });
    expect(await pay(messageRequest())).not.toBe('spent');
    await countOnce('2', 'coats', { 'discounts.USD': 1 });
    time.now = 10_000;
    expect(await pay(messageRequest())).toBe('spent');
  });
});
