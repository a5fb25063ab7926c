import { event, inLaunch, layout, type Mutation, one, properties, segment } from './mutation';

/** What does not decide what the launch does. */
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
