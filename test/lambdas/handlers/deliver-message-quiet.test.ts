import type { QuietTimes } from '../../../contracts/quiet-times';
import { person } from '../../support/decision-fixtures';
import { deliveryWorld, failures, message, stamp } from '../../support/delivery-world';

/** From nine at night to eight in the morning; the launch's zone is New York's, five hours behind UTC. */
const NIGHT: QuietTimes = { hours: [{ channels: ['email'], from: 21 * 60, until: 8 * 60 }], blackouts: [] };
const SEVEN = '2026-11-27T12:00:00.000Z';

const from = (timezone?: string) =>
  person({
    traits: {
      email: { ...stamp, value: 'ana@example.org' },
      ...(timezone === undefined ? {} : { timezone: { ...stamp, value: timezone } }),
    },
  });

describe('deliver-message in quiet time', () => {
  it('holds a message that was decided in quiet hours, and reads nothing personal for it', async () => {
    const { handle, posts, read, held, outcomes, total } = await deliveryWorld({
      quiet: NIGHT,
      now: SEVEN,
      view: from(),
    });
    expect(await failures(handle, message())).toBe(0);

    expect({ posts, read, outcomes: outcomes() }).toEqual({ posts: [], read: [], outcomes: [] });
    expect(held).toMatchObject([{ held: { request: { launch: 'coats' }, hop: 1 }, delaySeconds: 900 }]);
    expect(total('MessagesHeld', { reason: 'quiet-time' })).toBe(1);
  });

  it('sends it when they are over', async () => {
    const { handle, posts, held } = await deliveryWorld({
      quiet: NIGHT,
      now: '2026-11-27T13:00:00.000Z',
      view: from(),
    });
    await failures(handle, message());

    expect({ sent: posts.length, held }).toEqual({ sent: 1, held: [] });
  });

  it.each([
    { zone: 'Europe/Berlin', case: 'where it is day', sent: 1 },
    { zone: 'America/New_York', case: 'where it is not', sent: 0 },
    { zone: 'Moon/Base', case: 'by the clock of the launch, where nobody knows the zone', sent: 0 },
  ])('goes by the clock of the customer: $case', async ({ zone, sent }) => {
    const { handle, posts, held } = await deliveryWorld({ quiet: NIGHT, now: SEVEN, view: from(zone) });
    await failures(handle, message());

    expect({ sent: posts.length, held: held.length }).toEqual({ sent, held: 1 - sent });
  });

  it.each([
    { notAfter: '2026-11-27T12:59:59.999Z', ends: [['Message Refused', 'quiet-time']], held: 0 },
    { notAfter: '2026-11-27T13:00:00.000Z', ends: [], held: 1 },
  ])('refuses what must not be sent after $notAfter only where that is before they end', async (given) => {
    const { handle, posts, held, outcomes } = await deliveryWorld({ quiet: NIGHT, now: SEVEN, view: from() });
    await failures(handle, message({ notAfter: given.notAfter }));

    expect({ posts, ends: outcomes(), held: held.length }).toEqual({ posts: [], ends: given.ends, held: given.held });
  });

  it.each([
    { case: 'its turn', now: '2026-11-28T01:59:50.000Z' },
    { case: 'a second turn, late for its first', now: '2026-11-28T01:59:40.000Z' },
  ])('starts no request that could have to wait for $case until they have begun', async ({ now }) => {
    const { handle, posts, held } = await deliveryWorld({ quiet: NIGHT, now, view: from() });
    await failures(handle, message());

    expect({ posts, held: held.length }).toEqual({ posts: [], held: 1 });
  });

  it('refuses what may start until they have begun, and no later', async () => {
    const { handle, posts, outcomes } = await deliveryWorld({
      quiet: NIGHT,
      now: '2026-11-28T01:59:55.000Z',
      view: from(),
    });
    await failures(handle, message({ notAfter: '2026-11-28T02:00:03.000Z' }));

    expect({ posts, ends: outcomes() }).toEqual({ posts: [], ends: [['Message Refused', 'quiet-time']] });
  });

  it('lets other channels speak', async () => {
    const sms: QuietTimes = { ...NIGHT, hours: [{ channels: ['sms'], from: 0, until: 1439 }] };
    const { handle, posts } = await deliveryWorld({ quiet: sms, now: SEVEN, view: from() });
    await failures(handle, message());

    expect(posts).toHaveLength(1);
  });

  it.each([
    { case: 'of all teams', teams: undefined, sent: 0 },
    { case: 'of its team', teams: ['retail-marketing'], sent: 0 },
    { case: 'of another team', teams: ['customer-care'], sent: 1 },
  ])('sends nothing on a blackout day $case', async ({ teams, sent }) => {
    const day = { from: '2026-11-26', until: '2026-11-27', ...(teams === undefined ? {} : { teams }) };
    const quiet: QuietTimes = { hours: [], blackouts: [day] };
    const { handle, posts, held } = await deliveryWorld({ quiet, now: SEVEN, view: from() });
    await failures(handle, message());

    expect({ sent: posts.length, held: held.length }).toEqual({ sent, held: 1 - sent });
  });
});
