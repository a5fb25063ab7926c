import { audience, english, inLaunch, type Mutation, offer } from './mutation';

/** What marketing can change of what the launch does, and the parts that name it. */
export const LAUNCH_DECIDES: readonly Mutation[] = [
  {
    what: 'the first minute',
    parts: ['when'],
    change: inLaunch((m) => {
      m.when.starts = '2026-12-21 07:00';
    }),
  },
  {
    what: 'the last minute',
    parts: ['when'],
    change: inLaunch((m) => {
      m.when.ends = '2026-12-27 23:00';
    }),
  },
  {
    what: 'the last day to redeem',
    parts: ['when'],
    change: inLaunch((m) => {
      m.when.redeemUntil = '2027-01-04';
    }),
  },
  {
    what: 'the time zone',
    parts: ['when'],
    change: inLaunch((m) => {
      m.when.timezone = 'America/Chicago';
    }),
  },
  { what: 'a condition', parts: ['audience'], change: inLaunch((m) => void audience(m).include.shift()) },
  { what: 'who is kept out', parts: ['audience'], change: inLaunch((m) => void audience(m).exclude.pop()) },
  {
    what: 'the holdout',
    parts: ['audience'],
    change: inLaunch((m) => {
      audience(m).holdout = '11%';
    }),
  },
  {
    what: 'the most people',
    parts: ['audience'],
    change: inLaunch((m) => {
      audience(m).atMost = '24999 people';
    }),
  },
  {
    what: 'the event that sets it off',
    parts: ['trigger', 'events'],
    change: inLaunch((m) => {
      m.trigger = { event: 'Store Entered' };
    }),
  },
  { what: 'no trigger', parts: ['trigger'], change: inLaunch((m) => void delete m.trigger) },
  {
    what: 'the order of channels',
    parts: ['channels'],
    change: inLaunch((m) => void m.channels.use.reverse()),
  },
  {
    what: 'how many channels reach a person',
    parts: ['channels'],
    change: inLaunch((m) => {
      m.channels.reach = 'all';
    }),
  },
  {
    what: 'whom an offer is for',
    parts: ['offers', 'segments'],
    change: inLaunch((m) => {
      offer(m).for = { trait: { name: 'orders_90d', atLeast: 13 } };
    }),
  },
  {
    what: 'the percent off',
    parts: ['offers'],
    change: inLaunch((m) => {
      offer(m).gives = { percentOff: 21 };
    }),
  },
  {
    what: 'a code',
    parts: ['offers'],
    change: inLaunch((m) => {
      offer(m).code = { fixed: 'SOUP21' };
    }),
  },
  { what: 'the order of offers', parts: ['offers'], change: inLaunch((m) => void m.offers.reverse()) },
  {
    what: 'a headline',
    parts: ['copy'],
    change: inLaunch((m) => {
      english(m).headline += '!';
    }),
  },
  {
    what: 'where a link leads',
    parts: ['copy'],
    change: inLaunch((m) => {
      english(m).link = { label: 'See', to: 'app://soups' };
    }),
  },
  {
    what: 'another language',
    parts: ['copy'],
    change: inLaunch((m) => {
      offer(m).copy.es = { headline: 'Sopa', body: 'Para hoy.' };
    }),
  },
  {
    what: 'how often one person',
    parts: ['limits'],
    change: inLaunch((m) => {
      m.limits = { perPerson: { messages: 2, per: '7 days' } };
    }),
  },
  {
    what: 'the budget for sending',
    parts: ['budget'],
    change: inLaunch((m) => {
      m.budget = { sending: '501 USD', discounts: '20000 USD', whenSpent: 'warn' };
    }),
  },
  {
    what: 'what happens when it is spent',
    parts: ['budget'],
    change: inLaunch((m) => {
      m.budget = { sending: '500 USD', discounts: '20000 USD', whenSpent: 'pause' };
    }),
  },
  {
    what: 'how soon success counts',
    parts: ['goal'],
    change: inLaunch((m) => {
      m.goal = { event: 'Order Completed', within: '8 days', target: '6%' };
    }),
  },
  { what: 'the shared goal', parts: ['goal'], change: inLaunch((m) => void delete m.supports) },
];
