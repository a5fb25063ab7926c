import { event, layout, type Mutation, one, properties, purpose, segment, vendor } from './mutation';

/** What IT and colleagues can change of it in other files, and the parts that name it. */
export const PLATFORM_DECIDES: readonly Mutation[] = [
  {
    what: 'how a channel knows whom it can reach',
    parts: ['channels'],
    change: (w) => {
      one(w.channels, ({ channel }) => channel === 'app').reachableBy = 'app_user';
    },
  },
  {
    what: 'who is charged',
    parts: ['budget'],
    change: (w) => {
      one(w.teams, ({ team }) => team === 'retail-marketing').costCentre = 'CC-9';
    },
  },
  {
    what: 'the weight of the shared goal',
    parts: ['goal'],
    change: (w) => {
      one(w.goals, ({ goal }) => goal === 'repeat-purchase').weight = 31;
    },
  },
  {
    what: 'a field that a vendor receives',
    parts: ['vendors'],
    change: (w) => void vendor(w).fields.push('last_name'),
  },
  {
    what: 'the approval of a vendor',
    parts: ['vendors'],
    change: (w) => {
      vendor(w).approval.ticket = 'SEC-9';
    },
  },
  {
    what: 'where a vendor keeps data',
    parts: ['vendors'],
    change: (w) => {
      vendor(w).agreement.residency = ['US'];
    },
  },
  {
    what: 'the rate of a vendor',
    parts: ['vendors'],
    change: (w) => {
      (vendor(w).outbound ?? { rate: '' }).rate = '51/s';
    },
  },
  {
    what: 'a layout',
    parts: ['layouts'],
    change: (w) => {
      layout(w, 'sms').text += '.';
    },
  },
  {
    what: 'a colour that a layout uses',
    parts: ['layouts'],
    change: (w) =>
      void Object.keys(w.theme.colours).forEach((name) => {
        w.theme.colours[name] = '#010203';
      }),
  },
  {
    what: 'what stands under a message',
    parts: ['layouts'],
    change: (w) => {
      w.voice.footers.sms = { '*': { en: 'STOP ends it.' } };
    },
  },
  {
    what: "a layout's own word",
    parts: ['layouts'],
    change: (w) => {
      w.voice.words = { en: { code: 'Say', unsubscribe: 'No more e-mails like this' } };
    },
  },
  {
    what: 'who we are',
    parts: ['layouts'],
    change: (w) => {
      w.platform.organisation = 'Other';
    },
  },
  { what: 'what a segment means', parts: ['segments'], change: (w) => void segment(w, 'active-browser').exclude.pop() },
  {
    what: "what an offer's segment means",
    parts: ['segments'],
    change: (w) => void segment(w, 'frequent-shopper').exclude.push({ list: 'staff' }),
  },
  {
    what: 'the version of an event that it waits for',
    parts: ['events'],
    change: (w) => {
      event(w, 'Product Viewed').version = '1-0-99';
    },
  },
  {
    what: 'what of an event is remembered',
    parts: ['events'],
    change: (w) => void event(w, 'Product Viewed').remember?.push('name'),
  },
  {
    what: 'who may tell the address',
    parts: ['events'],
    change: (w) => {
      event(w, 'Customer Identified').sources = ['crm'];
    },
  },
  {
    what: 'what a first name may be',
    parts: ['events'],
    change: (w) => {
      properties(event(w, 'Customer Identified')).first_name = { type: 'string', maxLength: 99 };
    },
  },
  {
    what: 'how often a person is spoken to at all',
    parts: ['policy'],
    change: (w) => {
      w.policy.perPerson.messages = 4;
    },
  },
  {
    what: 'who is held out',
    parts: ['policy'],
    change: (w) => {
      w.policy.holdout.salt = 'other';
    },
  },
  {
    what: 'quiet hours of a channel',
    parts: ['policy'],
    change: (w) => void w.policy.quietHours.push({ channels: ['email'], from: '23:00', until: '05:00' }),
  },
  {
    what: 'a blackout while it runs',
    parts: ['policy'],
    change: (w) => void w.policy.blackouts.push({ from: '2026-12-24', reason: 'Christmas Eve' }),
  },
  {
    what: 'the lawful basis',
    parts: ['purposes'],
    change: (w) => {
      purpose(w).basis = 'contract';
    },
  },
  {
    what: 'when consent ends',
    parts: ['purposes'],
    change: (w) => {
      purpose(w).expires = '365 days';
    },
  },
  {
    what: 'the price of a message',
    parts: ['prices'],
    change: (w) => {
      one(w.prices.sending, ({ channel }) => channel === 'sms').price = '0.0080 USD';
    },
  },
];
