import type { LaunchDefinition } from '../../../contracts/decision';
import { launch } from '../../support/decision-fixtures';
import { type DeliveryWorld, deliveryWorld, failures, message } from '../../support/delivery-world';

const PRICE = { perThousand: 400, currency: 'USD' };
const coats = (over: Partial<LaunchDefinition> = {}): LaunchDefinition =>
  launch('coats', {
    budget: { sending: { amount: 0.01, currency: 'USD' }, whenSpent: 'pause' },
    channels: { reach: 'first', use: [{ channel: 'email', kind: 'push', vendor: 'mailhub', price: PRICE }] },
    ...over,
  });
type Ports = DeliveryWorld['ports'];
const numbered = (index: number) => message({ messageId: `msg_${String(index).padStart(22, '0')}` });

describe('deliver-message: the budget for sending', () => {
  it('sends what is paid for and refuses the rest', async () => {
    const { handle, control, posts, outcomes } = await deliveryWorld();
    control.goLive(coats());
    for (let index = 0; index < 4; index += 1) expect(await failures(handle, numbered(index))).toBe(0);
    expect(posts).toHaveLength(2);
    expect(outcomes()).toEqual([
      ['Message Delivered', undefined],
      ['Message Delivered', undefined],
      ['Message Refused', 'budget-spent'],
      ['Message Refused', 'budget-spent'],
    ]);
  });

  it('takes the price of a message once, however often it is tried', async () => {
    let answers = 0;
    const { handle, control, held, posts, engagement, time } = await deliveryWorld({
      answer: async () => {
        answers += 1;
        return { status: answers < 3 ? 503 : 202, durationMs: 12 };
      },
    });
    control.goLive(coats());
    await failures(handle, numbered(0));
    for (let again = 0; again < 2; again += 1) {
      const last = held.at(-1);
      if (last === undefined) throw new Error('The message was to come again.');
      time.wall += 3_600_000;
      await failures(handle, JSON.stringify(last.held));
    }
    expect(posts).toHaveLength(3);
    expect(engagement.setAsideFor('coats')).toBe(PRICE.perThousand);
  });

  it('takes nothing for a message that has to wait', async () => {
    const { handle, control, held, posts, engagement } = await deliveryWorld();
    control.goLive(coats());
    control.pauseAll(true);
    await failures(handle, numbered(0));
    expect(held).toHaveLength(1);
    expect(engagement.setAsideFor('coats')).toBe(0);
    control.pauseAll(false);
    for (let index = 0; index < 3; index += 1) await failures(handle, numbered(index));
    expect(posts).toHaveLength(2);
  });

  it.each<[string, number, (world: DeliveryWorld) => Partial<Ports>]>([
    ['waits for its turn at the vendor', 0, () => ({ takeNumbers: async () => 1e6 })],
    [
      'is stopped in its last moment',
      0,
      ({ ports, control, time }) => ({
        readSecret: (name) => {
          time.wall += 1000;
          control.pauseAll(true);
          return ports.readSecret(name);
        },
      }),
    ],
    ['is sent elsewhere', 1, () => ({ claimAttempt: async () => 'taken' as const })],
    [
      'finds no key to be signed with',
      1,
      () => ({
        readSecret: async () => {
          throw new Error('Secrets are away.');
        },
      }),
    ],
  ])('gives back the price of a message that %s', async (_case, failed, stumbleOf) => {
    const world = await deliveryWorld();
    const { ports, control, posts, engagement, outcomes, time } = world;
    control.goLive(coats());
    let now: Ports = { ...ports, ...stumbleOf(world) };
    const handle = world.handler({
      ...ports,
      takeNumbers: (...of) => now.takeNumbers(...of),
      readSecret: (...of) => now.readSecret(...of),
      claimAttempt: (...of) => now.claimAttempt(...of),
    });
    expect(await failures(handle, numbered(0), 2)).toBe(failed);
    expect(posts).toEqual([]);
    expect(engagement.setAsideFor('coats')).toBe(PRICE.perThousand);

    now = ports;
    control.pauseAll(false);
    time.wall += 60_000;
    for (let index = 0; index < 3; index += 1) await failures(handle, numbered(index));
    expect(posts).toHaveLength(2);
    expect(engagement.setAsideFor('coats')).toBe(2 * PRICE.perThousand);
    expect(outcomes().at(-1)).toEqual(['Message Refused', 'budget-spent']);
  });

  it('refuses messages once the discounts are used up', async () => {
    const { handle, control, engagement, posts, outcomes } = await deliveryWorld();
    control.goLive(coats({ budget: { discounts: { amount: 5, currency: 'USD' }, whenSpent: 'pause' } }));
    await engagement.countOnce('1', 'coats', { 'discounts.USD': 500 });
    await failures(handle, numbered(0));
    expect(posts).toEqual([]);
    expect(outcomes()).toEqual([['Message Refused', 'budget-spent']]);
  });
});

describe('deliver-message: one-use codes', () => {
  const pooled = coats({
    offers: [{ id: 'ten-off', code: { pool: 'tens' }, copy: { en: { headline: 'Ten off', body: 'For you.' } } }],
  });

  it('sends the code that the decision gave, which no bus and no log carries', async () => {
    const { handle, control, engagement, posts, bus, lines } = await deliveryWorld();
    control.goLive(pooled);
    await engagement.addCodes('coats', 'tens', ['WOOL-1']);
    await failures(handle, message({ code: 'id-WOOL-1' }));
    expect(JSON.parse(Buffer.from(posts[0]?.body ?? '').toString('utf8'))).toMatchObject({
      content: { code: 'WOOL-1' },
    });
    expect(JSON.stringify([bus.published(), lines])).not.toContain('"WOOL-1');
  });

  it.each([
    ['the decision gave none', undefined],
    ['the pool does not have it', 'id-WOOL-9'],
  ])('refuses a message where %s', async (_case, code) => {
    const { handle, control, posts, outcomes } = await deliveryWorld();
    control.goLive(pooled);
    await failures(handle, message(code === undefined ? {} : { code }));
    expect(posts).toEqual([]);
    expect(outcomes()).toEqual([['Message Refused', 'code-missing']]);
  });
});
