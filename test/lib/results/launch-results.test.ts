import { launchResults } from '../../../lib/results';
import { compare } from '../../../lib/results/comparison';
import { difference } from '../../../lib/results/statistics';
import { launch } from '../../support/decision-fixtures';
import { soup, soupCounted } from '../../support/results';

const NOW = new Date('2026-12-01T00:00:00Z');
const of = (over: Record<string, number> = {}, definition = soup()) =>
  launchResults(definition, soupCounted(over), NOW);

describe('launchResults', () => {
  it('sets the share of people reached beside the share of people held out', () => {
    const { comparison, reached, heldOut } = of();
    expect([reached, heldOut]).toEqual([1000, 200]);
    expect(comparison).toMatchObject({
      treated: { people: 1000, met: 150 },
      heldOut: { people: 200, met: 16 },
      verdict: 'more',
      lift: difference({ people: 1000, met: 150 }, { people: 200, met: 16 }),
      target: { share: 0.12, state: 'seen' },
    });
    expect(comparison?.relative?.value).toBeCloseTo(0.15 / 0.08 - 1, 12);
  });

  it('adds up to the whole by channel and by offer', () => {
    const { byChannel, byOffer, byBoth, reached } = of();
    for (const cells of [byChannel, byOffer, byBoth]) {
      expect(cells.reduce((sum, cell) => sum + cell.reached, 0)).toBe(reached);
      expect(cells.reduce((sum, { met }) => sum + met, 0)).toBe(150);
    }
    expect(byChannel.map(({ channel, reached: people }) => [channel, people])).toEqual([
      ['app', 220],
      ['email', 780],
    ]);
    expect(byOffer[0]).toMatchObject({ offer: 'ten', reached: 800, delivered: 710, met: 130, rate: { value: 0.1625 } });
  });

  it('keeps what former definitions had', () => {
    const edited = soup({ offers: [{ id: 'new', copy: {} }] });
    expect(of({}, edited).byOffer.map(({ offer, reached }) => [offer, reached])).toEqual([
      ['new', 0],
      ['guide', 200],
      ['ten', 800],
    ]);
  });

  it('says what an extra order has cost, between the ends of the lift', () => {
    const { costs, comparison } = of();
    expect(costs.sending).toEqual([{ channel: 'email', messages: 800, cost: { units: 32, currency: 'USD' } }]);
    const lift = comparison?.lift;
    if (lift === undefined) throw new Error('No lift.');
    const spent = 39_950 + 32;
    expect(costs.perExtra).toEqual({
      currency: 'USD',
      spent,
      value: spent / (lift.value * 1000),
      lower: spent / (lift.upper * 1000),
      upper: spent / (lift.lower * 1000),
      people: lift.value * 1000,
    });
  });

  it.each([
    { why: 'no-lift', counters: { 'goal.treated': 90 } },
    { why: 'not-all-known', counters: { discounted: 39 } },
    { why: 'not-all-known', counters: { 'redeemed-held-out': 1 } },
    { why: 'currencies', counters: { 'discounts.EUR': 100 } },
    { why: 'nothing-spent', counters: { 'discounts.USD': 0, 'delivered.email': 0 } },
  ])('cannot say it where $why: $counters', ({ why, counters }) => {
    expect(of(counters as unknown as Record<string, number>).costs.perExtra).toEqual({ why });
  });

  it('cannot say it where a price is missing, or there is no goal', () => {
    const { goal: _goal, ...without } = soup();
    expect(of({}, without).costs.perExtra).toEqual({ why: 'no-goal' });
    expect(of({}, without).comparison).toBeUndefined();
    const use = [{ channel: 'email', kind: 'push', vendor: 'mailhub' }] as const;
    expect(of({}, soup({ channels: { reach: 'first', use } })).costs.perExtra).toEqual({ why: 'not-all-known' });
  });

  it('bounds the time from first contact to goal', () => {
    const { times } = of();
    expect(times.treated).toMatchObject({
      people: 150,
      median: { from: 57_600, upTo: 86_400 },
      p90: { from: 345_600, upTo: 604_800 },
    });
    expect(times['held-out']).toMatchObject({ people: 16, median: { from: 172_800 } });
    expect(launchResults(launch('soup'), { counters: {}, parts: {} }, NOW).times.treated.median).toBeUndefined();
  });

  it('is final once nobody can redeem any more and the goal’s time is over', () => {
    const end = Date.parse('2026-12-14T04:59:59.999Z');
    const at = (late: number) => launchResults(soup(), soupCounted(), new Date(end + late));
    expect(at(0)).toMatchObject({ isFinal: false, finalAt: new Date(end).toISOString() });
    expect(at(1).isFinal).toBe(true);
  });

  it('stands more goals than people, which shards that are read one after another may give', () => {
    expect(of({ exposed: 100 }).comparison?.treated).toEqual({ people: 100, met: 100 });
  });
});

describe('compare', () => {
  const arms = (met: number, people: number, heldMet: number, held: number) => ({
    treated: { met, people },
    heldOut: { met: heldMet, people: held },
  });

  it.each([
    { verdict: 'more', of: arms(150, 1000, 16, 200) },
    { verdict: 'fewer', of: arms(50, 1000, 30, 200) },
    { verdict: 'unclear', of: arms(110, 1000, 20, 200) },
    { verdict: 'too-early', of: arms(29, 60, 0, 29) },
    { verdict: 'too-early', of: arms(9, 1000, 0, 200) },
    { verdict: 'nobody-held-out', of: arms(10, 100, 0, 0) },
    { verdict: 'nobody-reached', of: arms(0, 0, 1, 10) },
  ])('says $verdict of $of', ({ verdict, of: both }) => {
    expect(compare(both)).toMatchObject({ verdict });
  });

  it('judges nothing by few people, however clear the interval is', () => {
    const few = compare(arms(40, 40, 0, 29));
    expect(few.lift?.lower).toBeGreaterThan(0.5);
    expect(few.verdict).toBe('too-early');
  });

  it.each([
    { state: 'more-people', of: arms(100, 1000, 10, 100) },
    { state: 'enough-people', of: arms(6000, 60_000, 600, 6000) },
    { state: 'met-anyway', of: arms(130, 1000, 26, 200) },
    { state: 'cannot-be-said', of: arms(10, 200, 2, 20) },
  ])('says of a target of 12% that $state', ({ state, of: both }) => {
    expect(compare(both, 0.12).target).toMatchObject({ state });
  });

  it('asks for as many more as the textbook has, with the arms as they are', () => {
    // 12% against 10%, one in eleven held out: 7.849 (0.1056 / (10/11) + 0.09 / (1/11)) / 0.0004 = 21,705 people.
    expect(compare(arms(100, 1000, 10, 100), 0.12).target?.morePeople).toBeCloseTo(21_705 - 1100, -1);
  });
});
