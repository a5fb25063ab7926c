import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PLATFORM_EVENT } from '../../../../contracts/names';
import type { PersonState } from '../../../../contracts/profile';
import { canonicalJson } from '../../../../lambdas/domain/canonical';
import { membershipOf } from '../../../../lambdas/domain/membership';
import { wholeProfile } from '../../../../lambdas/domain/profile-events';
import { compileProfileRules } from '../../../../lambdas/domain/profile-rules';
import { platformConfig } from '../../../../lib/workspace';
import { clientConfig } from '../../../../local/foundation';
import { foldPublished } from '../../../support/audiences';
import { grant, identify, type SegmentCall, track, withdraw } from '../../../support/e2e/calls';
import { type Listener, listenTo } from '../../../support/e2e/published';
import { until } from '../../../support/e2e/until';
import type { Stage } from './stage';

const DAY_MS = 86_400_000;
const SEGMENT = 'active-browser';
const CHANGES = [
  PLATFORM_EVENT.segmentEntered,
  PLATFORM_EVENT.segmentLeft,
  PLATFORM_EVENT.profileUpdated,
  PLATFORM_EVENT.profileRemoved,
];

/** Segments are entered by what people do and left as time passes; what is stored and published depends on nothing else. */
export const segments = (stage: Stage): void => {
  const browser = { userId: 'browser-1' };
  let listener: Listener;
  beforeAll(async () => {
    listener = await listenTo(stage().world, CHANGES);
  });
  afterAll(() => listener?.stop());

  const stored = async (userId: string): Promise<PersonState> => {
    const { stores } = stage().world;
    const strand = await until(`${userId} is known`, () => stores.strandFor('user_id', userId));
    const [person] = await stores.profiles.loadPersons([strand]);
    if (person === undefined) throw new Error(`${userId} has no profile.`);
    return person.state;
  };
  const members = async (): Promise<string> => stage().world.deployment.tandem('audiences', SEGMENT);
  const strandOf = async ({ userId }: { userId: string }): Promise<string> =>
    (await stage().world.stores.strandFor('user_id', userId)) ?? '';
  const told = async (userId: string, name: string) => {
    const strand = await strandOf({ userId });
    const all = await listener.events();
    return all.filter(({ detailType, detail }) => detailType === name && detail.profileId === strand);
  };
  /** What the schedule does every minute where business time is the wall's. */
  const look = async (): Promise<void> => {
    const { aws, foundation } = stage().world;
    const sqs = new SQSClient(clientConfig(aws));
    await sqs.send(
      new SendMessageCommand({ QueueUrl: foundation.workQueues.Review ?? '', MessageBody: '{"kind":"look"}' }),
    );
    sqs.destroy();
    await stage().world.settled();
  };

  it('has customers enter on the event that makes them members, lists them, and tells it', async () => {
    const { world } = stage();
    const ago = (ms: number): string => new Date(world.clock.now() - ms).toISOString();
    // The first of three leaves the window of two days a few minutes from now.
    const viewed = [2 * DAY_MS - 300_000, 3_600_000, 1_800_000].map((ms, index) => ({
      ...track(browser, 'Product Viewed', { product_id: `p${index}`, category: 'DELI' }),
      originalTimestamp: ago(ms),
    }));
    await world.send('web-shop', viewed.slice(0, 2));
    await world.settled();
    expect(await members()).not.toContain(await strandOf(browser));
    await world.send('web-shop', viewed.slice(2));
    await world.settled();

    expect(await members()).toContain(await strandOf(browser));
    expect((await stored(browser.userId)).membership?.in).toContain(SEGMENT);
    await until(
      'the entry is told',
      async () => (await told(browser.userId, PLATFORM_EVENT.segmentEntered)).length > 0,
    );
    expect(await told(browser.userId, PLATFORM_EVENT.segmentEntered)).toMatchObject([
      { detail: { properties: { segment: SEGMENT, kind: 'segment' } } },
    ]);
  });

  it('has them leave as time passes, at the next look and not before', async () => {
    const { world } = stage();
    await world.later(60);
    await look();
    expect(await members()).toContain(await strandOf(browser));
    await world.later(300);
    await look();
    expect(await members()).not.toContain(await strandOf(browser));
    await until(
      'the departure is told',
      async () => (await told(browser.userId, PLATFORM_EVENT.segmentLeft)).length > 0,
    );
    const before = canonicalJson(await stored(browser.userId));
    await look();
    expect(canonicalJson(await stored(browser.userId))).toBe(before);
  });

  it('stores the same bytes for the same events in another order, twice and in other batches', async () => {
    const { world } = stage();
    const start = world.clock.now() - 30 * 3_600_000;
    const calls = (userId: string): readonly SegmentCall[] => {
      const who = { userId };
      const made = [
        identify(who, { language: 'en', household_size: 2 }),
        identify(who, { language: 'fr' }),
        track(who, 'Product Viewed', { product_id: 'p1', category: 'DELI' }),
        track(who, 'Product Viewed', { product_id: 'p2', category: 'PASTRY' }),
        track(who, 'Product Viewed', { product_id: 'p3', category: 'DELI' }),
        track(who, 'Order Completed', { order_id: 'o1', total: 0.1, products: [{ category: 'DELI' }] }),
        track(who, 'Order Completed', { order_id: 'o2', total: 0.2, products: [{ category: 'PASTRY' }] }),
        track(who, 'Order Completed', { order_id: 'o3', total: 35.45, products: [{ category: 'DELI' }] }),
        grant(who, 'app'),
        withdraw(who, 'app'),
        grant(who, 'pos'),
        track(who, 'List Joined', { list: 'staff' }),
        track(who, 'List Left', { list: 'staff' }),
      ];
      // The same ids and times for both: only whose they are differs.
      return made.map((call, index) => ({
        ...call,
        messageId: `twin-${index}`,
        originalTimestamp: new Date(start + index * 3_600_000).toISOString(),
      }));
    };
    await world.send('crm', calls('twin-a'));
    await world.settled();
    const other = [...calls('twin-b')].reverse();
    await world.send('crm', other.slice(6));
    await world.send('crm', [...other.slice(0, 9), ...other.slice(8)]);
    await world.send('crm', other);
    await world.settled();

    const [one, two] = [await stored('twin-a'), await stored('twin-b')];
    const [a, b] = [await strandOf({ userId: 'twin-a' }), await strandOf({ userId: 'twin-b' })];
    expect(JSON.stringify(two).replaceAll(b, a)).toBe(JSON.stringify(one));
    const rules = compileProfileRules(platformConfig(world.workspace));
    expect(one.membership).toEqual(membershipOf(one, rules.audiences, Math.floor(world.clock.now() / 1000)));
    expect(Object.keys(one.strands[a]?.tallies ?? {}).map((key) => key.split('@')[0])).toEqual([
      'last_order_at',
      'orders_last_90_days',
      'spend_last_90_days',
      'top_category',
    ]);
  });

  it('publishes changes that fold to what is stored, each under one id', async () => {
    await stage().world.settled();
    for (const userId of [browser.userId, 'twin-a', 'twin-b']) {
      const strand = await strandOf({ userId });
      const expected = foldPublished(wholeProfile(strand, { version: 0, state: await stored(userId), at: 0 }));
      await until(`all changes of ${userId} are told`, async () => {
        const changes = (await listener.events()).filter(({ detail }) => detail.profileId === strand);
        return foldPublished([...changes].reverse()) === expected;
      });
    }
    const versions = new Map<string, string>();
    for (const { detail } of await listener.events()) {
      const content = canonicalJson(detail);
      expect(versions.get(detail.messageId) ?? content).toBe(content);
      versions.set(detail.messageId, content);
    }
  });
};
