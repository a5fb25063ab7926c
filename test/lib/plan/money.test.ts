import { makePlan } from '../../../lib/plan/make-plan';
import { definitionOf, planFacts } from '../../support/plan-facts';
import { plannedWorkspace } from '../../support/planned-launch';
import { figure, rehearsalOf } from '../../support/rehearsals';
import { removeShippedCopies } from '../../support/shipped-copy';
import { type Change, mutated } from './mutations';

const base = plannedWorkspace();
const NOBODY = { known: false, why: 'nothing is deployed' } as const;
const usd = (amount: number) => ({ amount, currency: 'USD' });

afterAll(removeShippedCopies);

const soup = (workspace: Parameters<Change>[0]) => {
  const file = workspace.launches.find(({ manifest }) => manifest.launch === 'soup-week');
  if (file === undefined) throw new Error('The launch is gone.');
  return file.manifest;
};

/** The launch runs 6 days and 17 hours: half of 14 days is 6.7 of 7. */
const history = {
  known: true,
  value: rehearsalOf(definitionOf(base), {
    days: 14,
    moments: figure(6000),
    offers: [
      { offer: 'soup-20', chosen: figure(100) },
      { offer: 'recipe', chosen: figure(300) },
    ],
    messages: [
      { day: '2026-11-18', channel: 'email', count: figure(1400) },
      { day: '2026-11-19', channel: 'email', count: figure(1400) },
    ],
    orders: [{ currency: 'USD', orders: figure(280), mean: 20, p10: 5, p50: 18, p90: 40 }],
  }),
} as const;
const STRETCH = (Date.parse('2026-12-28T03:59:59.999Z') - Date.parse('2026-12-21T11:00:00Z')) / (14 * 86_400_000);

describe('what a launch costs', () => {
  it('is the price of the list times one message to each, with the day and the source of the price', () => {
    const { sending } = makePlan(planFacts(base)).money;
    expect(
      sending.channels.map(({ channel, price, once }) => [channel, price?.asOf, once.messages, once.cost]),
    ).toEqual([
      ['email', '2026-11-22', { low: 72, high: 72 }, { low: usd(0.02), high: usd(0.03) }],
      ['sms', '2026-11-22', { low: 0, high: 18 }, { low: usd(0), high: usd(0.15) }],
    ]);
    expect(sending.once).toEqual([{ low: usd(0.02), high: usd(0.18) }]);
    expect(sending.channels[0]?.price?.source).toContain('DPA-2026-17');
  });

  it('is told as unknown, and adds nothing, where a price is not on the list', () => {
    const without = mutated(base, (workspace) => {
      workspace.prices.sending = workspace.prices.sending.filter(({ channel }) => channel !== 'sms');
    });
    const { sending } = makePlan(planFacts(without)).money;
    expect(sending.channels[1]).toMatchObject({ channel: 'sms', price: undefined, once: { cost: undefined } });
    expect(sending.once).toEqual([{ low: usd(0.02), high: usd(0.03) }]);
  });

  it('keeps currencies apart', () => {
    const mixed = mutated(base, (workspace) => {
      for (const row of workspace.prices.sending) if (row.channel === 'sms') row.price = '0.0100 EUR';
    });
    expect(makePlan(planFacts(mixed)).money.sending.once).toEqual([
      { low: { amount: 0, currency: 'EUR' }, high: { amount: 0.18, currency: 'EUR' } },
      { low: usd(0.02), high: usd(0.03) },
    ]);
  });

  it('stretches past days to the time of the launch', () => {
    const { sending } = makePlan(planFacts(base, { history })).money;
    const messages = 2800 * STRETCH;
    expect(sending.channels[0]?.asBefore?.messages).toEqual({ low: Math.floor(messages), high: Math.ceil(messages) });
    expect(sending.asBefore?.[0]?.high.amount).toBeCloseTo((messages * 0.4) / 1000, 1);
    expect(sending.channels[1]?.asBefore).toBeUndefined();
  });

  it('has the platform in it: a decision for each who qualifies, or as many as past days had', () => {
    const once = makePlan(planFacts(base)).money.platform;
    expect(once).toMatchObject({
      known: true,
      value: { basis: 'once', decisions: { low: 120, high: 120 }, asOf: '2026-11-22' },
    });
    const before = makePlan(planFacts(base, { history })).money.platform;
    if (!before.known) throw new Error(before.why);
    expect(before.value.basis).toBe('as-before');
    expect(before.value.decisions.high).toBe(Math.ceil(6000 * STRETCH));
    // 7.76 USD a million decisions, 9.64 USD a million deliveries.
    const cost = (6000 * STRETCH * 7.76 + 2800 * STRETCH * 9.64) / 1e6;
    expect(Math.abs(before.value.cost.high.amount - cost)).toBeLessThanOrEqual(0.011);
  });

  it('says why the platform’s cost is not known', () => {
    const without = mutated(base, (workspace) => void delete workspace.prices.platform);
    expect(makePlan(planFacts(without)).money.platform).toEqual({
      known: false,
      why: 'platform/prices.yaml does not say what the platform costs',
    });
    expect(makePlan(planFacts(base, { reach: NOBODY })).money.platform).toEqual(NOBODY);
  });
});

describe('discounts at stake', () => {
  it('are bounded by the people of each offer and the most that it takes off', () => {
    const { discounts } = makePlan(planFacts(base)).money;
    expect(discounts).toMatchObject({
      offers: [{ offer: 'soup-20', each: usd(5), people: 30, most: usd(150) }],
      bound: [usd(150)],
      counted: true,
    });
  });

  it('are bounded by the most people where nobody could count them, and say so', () => {
    const { discounts } = makePlan(planFacts(base, { reach: NOBODY })).money;
    expect([discounts.bound, discounts.counted]).toEqual([[usd(125_000)], false]);
  });

  it('have no bound where an offer sets none', () => {
    const open = mutated(base, (workspace) => {
      const [offer] = soup(workspace).offers;
      if (offer) offer.gives = { percentOff: 20 };
    });
    expect(makePlan(planFacts(open)).money.discounts.bound).toBeUndefined();
    expect(makePlan(planFacts(open, { reach: NOBODY })).money.discounts.bound).toBeUndefined();
  });

  it('follow past orders: by how often each offer would have been chosen, never more than an offer allows', () => {
    const { discounts } = makePlan(planFacts(base, { history })).money;
    // A quarter of choices is soup-20: 20 % of 20 USD is 4 USD, so 1 USD for an order on average.
    expect(discounts.asBefore?.[0]?.high.amount).toBeCloseTo(280 * STRETCH, 0);
    const capped = mutated(base, (workspace) => {
      const [offer] = soup(workspace).offers;
      if (offer) offer.gives = { percentOff: 20, atMost: '2 USD' };
    });
    const half = makePlan(planFacts(capped, { history })).money.discounts.asBefore?.[0]?.high.amount;
    expect(half).toBeCloseTo(140 * STRETCH, 0);
  });

  it('are none where nothing is given', () => {
    const free = mutated(base, (workspace) => {
      for (const offer of soup(workspace).offers) delete offer.gives;
    });
    const { discounts } = makePlan(planFacts(free, { history })).money;
    expect([discounts.offers, discounts.asBefore]).toEqual([[], undefined]);
  });
});
