import type { LaunchDefinition } from '../../contracts/decision';
import type { Counted } from '../../lib/results';
import { launch } from './decision-fixtures';

/** A launch over app and e-mail with two offers, a goal and prices. */
export const soup = (over: Partial<LaunchDefinition> = {}): LaunchDefinition =>
  launch('soup', {
    supports: 'repeat-purchase',
    goal: { event: 'Order Completed', where: {}, withinSeconds: 7 * 86_400, target: 0.12 },
    channels: {
      reach: 'first',
      use: [
        { channel: 'app', kind: 'pull' },
        { channel: 'email', kind: 'push', vendor: 'mailhub', price: { perThousand: 40, currency: 'USD' } },
      ],
    },
    offers: [
      { id: 'ten', code: { fixed: 'TEN' }, gives: { amountOff: { amount: 10, currency: 'USD' } }, copy: {} },
      { id: 'guide', copy: {} },
    ],
    ...over,
  });

/** What was counted of it: 1,000 people reached, 150 of whom ordered, and 200 held out, 16 of whom did. */
export const soupCounted = (counters: Counted['counters'] = {}): Counted => ({
  counters: {
    exposed: 1000,
    'held-out': 200,
    'goal.treated': 150,
    'goal.held-out': 16,
    'orders.treated': 170,
    'orders.held-out': 18,
    'revenue.treated.USD': 612_345,
    'revenue.held-out.USD': 60_000,
    'delivered.email': 800,
    'presented.app': 230,
    'accepted.app': 60,
    'redeemed.ten': 40,
    discounted: 40,
    'discounts.USD': 39_950,
    ...counters,
  },
  parts: {
    'offer.ten': {
      'reached.email': 700,
      'reached.app': 100,
      'goal.email': 110,
      'goal.app': 20,
      'delivered.email': 710,
    },
    'offer.guide': { 'reached.email': 80, 'reached.app': 120, 'goal.email': 8, 'goal.app': 12, 'presented.app': 230 },
    times: { 'treated.8h': 40, 'treated.1d': 60, 'treated.2d': 30, 'treated.7d': 20, 'held-out.4d': 16 },
  },
});
