import type { CatalogEvent } from '../../../contracts/event';
import type { PlanPart } from '../../../contracts/plan';
import type { Workspace } from '../../../lib/workspace';

/** A workspace whose every part may be written. */
type Draft<T> = T extends readonly (infer One)[]
  ? Draft<One>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Draft<T[Key]> }
    : T;
export type Change = (workspace: Draft<Workspace>) => void;

export interface Mutation {
  readonly what: string;
  readonly parts: readonly PlanPart[];
  readonly change: Change;
}

/** A copy of the workspace with changes. */
export const mutated = (workspace: Workspace, ...changes: readonly Change[]): Workspace => {
  const copy = structuredClone(workspace) as Draft<Workspace>;
  for (const change of changes) change(copy);
  return copy as Workspace;
};

/** The one of a list that is meant; throws where there is none. */
const one = <T>(list: readonly T[], is: (item: T) => boolean): T => {
  const found = list.find(is);
  if (found === undefined) throw new Error('The mutation finds nothing to change.');
  return found;
};

const launch = (workspace: Draft<Workspace>) =>
  one(workspace.launches, ({ manifest }) => manifest.launch === 'soup-week').manifest;
type Manifest = ReturnType<typeof launch>;
const inLaunch =
  (change: (manifest: Manifest) => void): Change =>
  (workspace) =>
    change(launch(workspace));
const offer = (manifest: Manifest) => one(manifest.offers, ({ id }) => id === 'soup-20');
const english = (manifest: Manifest) => one(Object.values(offer(manifest).copy), () => true);
const audience = (manifest: Manifest) => {
  if (manifest.audience === undefined) throw new Error('The launch has no audience.');
  return manifest.audience;
};
const vendor = (workspace: Draft<Workspace>) => one(workspace.vendors, (item) => item.vendor === 'mailhub');
const purpose = (workspace: Draft<Workspace>) =>
  one(workspace.purposes, (item) => item.purpose === 'personalised-offers');
const segment = (workspace: Draft<Workspace>, name: string) => {
  const found = one(workspace.audiences, (item) => 'segment' in item && item.segment === name);
  if (!('segment' in found)) throw new Error(`"${name}" is no segment.`);
  return found;
};
const event = (workspace: Draft<Workspace>, name: string) =>
  one(workspace.catalog.toReversed(), (item) => item.event === name);
const properties = ({ schema }: Draft<CatalogEvent>): Record<string, object> =>
  schema.properties as Record<string, object>;
const layout = (workspace: Draft<Workspace>, channel: string) =>
  one(workspace.layouts, (item) => item.channel === channel && item.name === 'standard');

/** Everything that decides what the launch does: one change each, and the parts that name it. */
export const DECIDES: readonly Mutation[] = [
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
    what: 'how a channel knows whom it can reach',
    parts: ['channels'],
    change: (w) => {
      one(w.channels, ({ channel }) => channel === 'app').reachableBy = 'app_user';
    },
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
    what: 'who is charged',
    parts: ['budget'],
    change: (w) => {
      one(w.teams, ({ team }) => team === 'retail-marketing').costCentre = 'CC-9';
    },
  },
  {
    what: 'how soon success counts',
    parts: ['goal'],
    change: inLaunch((m) => {
      m.goal = { event: 'Order Completed', within: '8 days', target: '6%' };
    }),
  },
  { what: 'the shared goal', parts: ['goal'], change: inLaunch((m) => void delete m.supports) },
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

/** What does not decide it. */
export const DECIDES_NOT: readonly Omit<Mutation, 'parts'>[] = [
  {
    what: 'the summary',
    change: inLaunch((m) => {
      m.summary = 'Other words';
    }),
  },
  {
    what: 'another launch',
    change: (w) =>
      void w.launches.splice(
        w.launches.findIndex(({ manifest }) => manifest.launch !== 'soup-week'),
        1,
      ),
  },
  {
    what: 'the file that the launch is in',
    change: (w) => {
      one(w.launches, ({ manifest }) => manifest.launch === 'soup-week').file = 'x.yaml';
    },
  },
  {
    what: 'a vendor that it does not use',
    change: (w) => {
      one(w.vendors, (item) => item.vendor === 'starboard').approval.ticket = 'SEC-9';
    },
  },
  {
    what: 'a segment that it does not use',
    change: (w) =>
      void w.audiences.push({ segment: 'other', owner: 'retail-marketing', include: [{ list: 'staff' }], exclude: [] }),
  },
  {
    what: 'words about a segment',
    change: (w) => {
      segment(w, 'active-browser').description = 'Other words';
    },
  },
  {
    what: 'a layout that it does not use',
    change: (w) => {
      layout(w, 'letter').text += '.';
    },
  },
  {
    what: 'a colour that no layout uses',
    change: (w) => {
      w.theme.colours.unused = '#010203';
    },
  },
  {
    what: 'a word that no layout uses',
    change: (w) => {
      w.voice.words = { en: { ...w.voice.words.en, unused: 'Word' } };
    },
  },
  { what: 'what may not be said', change: (w) => void w.voice.banned.pop() },
  {
    what: 'an event that it does not use',
    change: (w) => {
      event(w, 'Receipt Issued').retention = '1 days';
    },
  },
  {
    what: 'words about an event',
    change: (w) => {
      event(w, 'Product Viewed').description = 'Other words';
    },
  },
  {
    what: 'a trait that it does not read',
    change: (w) => {
      properties(event(w, 'Customer Identified')).shoe_size = { type: 'number' };
    },
  },
  {
    what: 'quiet hours of other channels',
    change: (w) => void w.policy.quietHours.push({ channels: ['push'], from: '23:00', until: '05:00' }),
  },
  {
    what: 'a blackout at another time',
    change: (w) => void w.policy.blackouts.push({ from: '2026-02-24', reason: 'Carnival' }),
  },
  {
    what: "another team's blackout",
    change: (w) => void w.policy.blackouts.push({ from: '2026-12-24', teams: ['customer-care'], reason: 'Rest' }),
  },
  {
    what: 'a purpose that it does not have',
    change: (w) => {
      one(w.purposes, (item) => item.purpose === 'customer-care').expires = '9 days';
    },
  },
  { what: 'what the platform costs', change: (w) => void delete w.prices.platform },
  {
    what: 'where a price stands',
    change: (w) =>
      void w.prices.sending.forEach((row) => {
        row.source = 'another page';
      }),
  },
  {
    what: 'the most that policy would allow',
    change: (w) => {
      w.policy.audience.atMost = '9 people';
    },
  },
  { what: 'rules on launches', change: (w) => void w.policy.rules.pop() },
  { what: 'testers', change: (w) => void delete one(w.teams, ({ team }) => team === 'retail-marketing').testers },
  { what: 'waivers', change: (w) => void w.waivers.pop() },
];
