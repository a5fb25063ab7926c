import type { DecisionInputs, LaunchDefinition, LiveLaunch } from '../contracts/decision';
import type { PersonView } from '../contracts/profile';

const NOW = '2026-11-27T15:00:00.000Z';
const DAY_S = 86_400;
const CATEGORIES = ['PRODUCE', 'MEAT', 'PASTRY', 'DELI', 'FLORAL', 'COSMETICS', 'MILK', 'CHEESE'] as const;

const category = (i: number): string => CATEGORIES[i % CATEGORIES.length] ?? 'MILK';

/** A launch like the shipped ones: two conditions, an exclusion, three channels, two offers. */
const launchOf = (i: number): LaunchDefinition => ({
  launch: `launch-${i}`,
  hash: `hash-${i}`,
  team: 'retail-marketing',
  purpose: 'personalised-offers',
  rank: i % 5,
  window: {
    startsAt: '2026-11-23T05:00:00.000Z',
    endsAt: '2026-12-01T04:59:59.000Z',
    redeemUntil: '2026-12-08T04:59:59.000Z',
    timezone: 'America/New_York',
  },
  audience: {
    include: [
      {
        kind: 'did',
        event: 'Product Viewed',
        where: { category: [category(i)] },
        atLeast: 2,
        withinSeconds: 14 * DAY_S,
      },
      { kind: 'trait', name: 'household_size', test: { atLeast: 1 + (i % 3) } },
    ],
    exclude: [
      { kind: 'did', event: 'Order Completed', where: {}, atLeast: 1 + (i % 4), withinSeconds: (i % 7) * DAY_S },
      { kind: 'list', list: 'staff' },
    ],
    holdout: 0.1,
  },
  trigger: { kind: 'event', event: 'Store Entered' },
  channels: {
    reach: 'first',
    use: [
      { channel: 'app', kind: 'pull' },
      { channel: 'email', kind: 'push', vendor: 'mailhub' },
    ],
  },
  offers: [
    {
      id: 'first',
      for: { kind: 'trait', name: 'orders_90d', test: { atLeast: 40 } },
      copy: { en: { headline: 'h', body: 'b' } },
    },
    { id: 'second', copy: { en: { headline: 'h', body: 'b' } } },
  ],
  limits: { messages: 1, perSeconds: 7 * DAY_S },
  goal: { event: 'Order Completed', where: {}, withinSeconds: 7 * DAY_S },
});

/** Launches of the shape above, all live. */
export const liveLaunches = (count: number): readonly LiveLaunch[] =>
  Array.from({ length: count }, (_, i) => ({ definition: launchOf(i), state: 'live', full: false }));

const stamp = { at: '2026-11-20T10:00:00.000Z', key: 'web-shop#1' };

/** A person with some history: every category looked at, orders on record, consent given. */
export const person = (i: number): PersonView => ({
  person: `user_id:tok_${i}`,
  members: [`user_id:tok_${i}`],
  traits: {
    household_size: { ...stamp, value: 1 + (i % 4) },
    orders_90d: { ...stamp, value: i % 60 },
    email: { ...stamp, value: `tok_mail${i}` },
  },
  consent: { 'personalised-offers/email': { ...stamp, status: i % 10 === 0 ? 'denied' : 'granted' } },
  lists: i % 50 === 0 ? ['staff'] : [],
  digests: CATEGORIES.slice(0, 3 + (i % 5)).flatMap((name, k) => [
    { event: 'Product Viewed', where: { category: name }, times: times(2 + ((i + k) % 4), i + k) },
  ]),
});

const times = (count: number, offset: number): readonly number[] =>
  Array.from({ length: count }, (_, k) => Date.parse(NOW) / 1000 - (offset % 20) * DAY_S - (count - k) * 600);

/** Inputs of a decision after a store entry of the i-th person. */
export const decisionInputs = (i: number, launches: readonly LiveLaunch[]): DecisionInputs => ({
  decisionId: `dec_${i}`,
  trigger: { kind: 'event', event: 'Store Entered', itemKey: `S#user_id:tok_${i}/EVT#mobile-app#${i}` },
  now: NOW,
  person: person(i),
  ledger: { sends: [], exposures: {} },
  launches,
  policy: {
    perPerson: { messages: 3, perSeconds: 7 * DAY_S },
    holdoutSalt: 'bench',
    withoutConsent: [],
    consentSeconds: {},
    reachableBy: { email: 'email' },
  },
});
