import { identify, track } from '../../../support/e2e/calls';
import { until } from '../../../support/e2e/until';
import type { Stage } from './stage';

const [ana, ben, browser] = ['sharing-ana', 'sharing-ben', 'shared-browser'];
const KIOSK = 'kiosk-4711';

/** Who is one person, and who is not, by what was observed and not by what came first. */
export const identity = (stage: Stage): void => {
  const membersOf = async (type: string, value: string): Promise<readonly string[]> =>
    [...((await stage().world.stores.viewOf(type, value))?.members ?? [])].sort();
  const strands = async (...all: readonly (readonly [string, string])[]): Promise<readonly string[]> =>
    (await Promise.all(all.map(([type, value]) => stage().world.stores.strandFor(type, value)))).map(String).sort();

  it('leaves a browser with the account that it was seen with first, and both accounts two people', async () => {
    const { send } = stage().world;
    await send('web-shop', [identify({ userId: ana, anonymousId: browser }, { language: 'en' })]);
    await until('ana is stored', () => stage().world.stores.viewOf('user_id', ana));
    await send('web-shop', [identify({ userId: ben, anonymousId: browser }, { language: 'fr' })]);
    await until('ben is stored', () => stage().world.stores.viewOf('user_id', ben));

    expect(await membersOf('user_id', ana)).toEqual(await strands(['user_id', ana], ['anonymous_id', browser]));
    expect(await membersOf('user_id', ben)).toEqual(await strands(['user_id', ben]));
  });

  it('gives it to the other one when a late event shows that it was theirs before', async () => {
    const { send } = stage().world;
    const earlier = {
      ...track({ userId: ben, anonymousId: browser }, 'Page Viewed'),
      originalTimestamp: '2026-11-20T10:00:00Z',
    };
    await send('web-shop', [earlier]);

    const both = await strands(['user_id', ben], ['anonymous_id', browser]);
    await until('the browser has moved', async () => (await membersOf('user_id', ben)).length === 2);
    expect(await membersOf('user_id', ben)).toEqual(both);
    expect(await membersOf('user_id', ana)).toEqual(await strands(['user_id', ana]));
  });

  it('lets a kiosk identify nobody, and keeps its customers apart', async () => {
    const { send, settled } = stage().world;
    const guests = Array.from({ length: 9 }, (_, i) => `kiosk-guest-${i}`);
    await send(
      'web-shop',
      guests.map((userId) => identify({ userId, anonymousId: KIOSK })),
    );
    await settled();

    await until('the kiosk stands alone', async () => (await membersOf('anonymous_id', KIOSK)).length === 1);
    for (const guest of guests) {
      expect(await membersOf('user_id', guest)).toEqual(await strands(['user_id', guest]));
    }
  });
};
