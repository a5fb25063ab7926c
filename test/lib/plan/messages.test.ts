import { makePlan } from '../../../lib/plan/make-plan';
import { definitionOf, planFacts } from '../../support/plan-facts';
import { plannedWorkspace } from '../../support/planned-launch';
import { people, reachOf } from '../../support/rehearsals';
import { removeShippedCopies } from '../../support/shipped-copy';
import { type Change, mutated } from './mutations';

const base = plannedWorkspace();
const NOBODY = { known: false, why: 'nothing is deployed' } as const;

afterAll(removeShippedCopies);

type Manifest = Parameters<Change>[0]['launches'][number]['manifest'];
const withLaunch = (change: (manifest: Manifest) => void) =>
  mutated(base, (workspace) => {
    for (const { manifest } of workspace.launches) if (manifest.launch === 'soup-week') change(manifest);
  });
/** At ten in the morning of New York, to as many people by e-mail and by SMS. */
const scheduled = (at: string, count: number, change: (manifest: Manifest) => void = () => undefined) => {
  const workspace = withLaunch((manifest) => {
    manifest.trigger = { at, clock: 'launch' };
    manifest.channels.reach = 'all';
    if (manifest.audience) manifest.audience.holdout = '5%';
    change(manifest);
  });
  const channel = (name: string, vendor: string) =>
    ({ channel: name, kind: 'push', vendor, reachable: people(count), notReachable: {} }) as const;
  const reach = reachOf(definitionOf(workspace), {
    treated: people(count),
    channels: [channel('email', 'mailhub'), channel('sms', 'textly')],
  });
  const { timing } = makePlan(planFacts(workspace, { reach: { known: true, value: reach } }));
  return Object.fromEntries(timing.map((one) => [one.channel, one]));
};

describe('when messages leave', () => {
  it("is the schedule's minute, and as long after it as the vendor's rate takes", () => {
    const { email, sms } = scheduled('2026-12-22 10:00', 2000);
    // 2,000 people but for 5 % held out: 1,900 at 50 and at 20 a second.
    expect(email).toMatchObject({
      kind: 'at-once',
      rate: 50,
      people: { low: 1900, high: 1900, counted: true },
      late: 0,
    });
    expect([email?.first, email?.last]).toEqual(['2026-12-22T15:00:00.000Z', '2026-12-22T15:00:37.980Z']);
    expect([sms?.first, sms?.last]).toEqual(['2026-12-22T15:00:00.000Z', '2026-12-22T15:01:34.950Z']);
  });

  it('waits for the end of quiet hours, of that channel alone', () => {
    const { email, sms } = scheduled('2026-12-22 22:00', 20);
    expect([email?.first, email?.waits]).toEqual(['2026-12-23T03:00:00.000Z', false]);
    expect([sms?.first, sms?.waits]).toEqual(['2026-12-23T13:00:00.000Z', true]);
  });

  it('waits for the end of a blackout and of the quiet hours into which that falls', () => {
    const { email, sms } = scheduled('2026-12-25 09:00', 20);
    expect([email?.first, email?.waits]).toEqual(['2026-12-26T05:00:00.000Z', true]);
    expect([sms?.first, sms?.waits]).toEqual(['2026-12-26T13:00:00.000Z', true]);
  });

  it('says how many would be too late at the rate', () => {
    const { sms } = scheduled('2026-12-27 20:59', 200_000, ({ audience }) => {
      if (audience) audience.atMost = '250000 people';
    });
    // From 20:59 to 22:59:59.999 at 20 a second, were there no quiet hours by customers' own clocks.
    expect(sms?.late).toBe(190_000 - 20 * 7260);
    expect(sms?.last).toBe('2026-12-28T03:59:59.999Z');
  });

  it('is as things happen where an event sets it off', () => {
    const [email] = makePlan(planFacts(base)).timing;
    expect(email).toMatchObject({
      kind: 'as-it-happens',
      first: '2026-12-21T11:00:00.000Z',
      last: '2026-12-28T03:59:59.999Z',
    });
  });

  it('goes round the Earth by the clocks of customers', () => {
    const workspace = withLaunch((manifest) => {
      manifest.trigger = { at: '2026-12-22 10:00', clock: 'customer' };
    });
    const [email] = makePlan(planFacts(workspace)).timing;
    expect([email?.first, email?.last]).toEqual(['2026-12-21T20:00:00.000Z', '2026-12-22T22:00:01.420Z']);
  });

  it('is never where only channels that ask are answered', () => {
    const workspace = withLaunch((manifest) => void delete manifest.trigger);
    const { timing } = makePlan(planFacts(workspace));
    expect(timing.map(({ kind, people: count }) => [kind, count.high])).toEqual([
      ['never', 0],
      ['never', 0],
    ]);
  });

  it('leaves to later channels of "first" only whom earlier ones do not reach', () => {
    const { timing } = makePlan(planFacts(base));
    // 90 are treated. E-mail reaches 80 but for 10 % held out; SMS anybody of the 18 that are left.
    expect(timing.map(({ channel, people: count }) => [channel, count.low, count.high])).toEqual([
      ['email', 72, 72],
      ['sms', 0, 18],
    ]);
  });

  it('takes the most that the launch may reach where nobody could count, and says so', () => {
    const { timing } = makePlan(planFacts(base, { reach: NOBODY }));
    expect(timing[0]?.people).toEqual({ low: 0, high: 25000, counted: false });
  });
});
