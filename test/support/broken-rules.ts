import type { launchYaml } from './policy';

type Change = NonNullable<Parameters<typeof launchYaml>[1]>;

/** A workspace in which one launch breaks one rule. */
export interface BrokenRule {
  readonly rule: string;
  readonly case: string;
  /** Added to the fixtures' policy and team. */
  readonly policy?: string;
  readonly team?: string;
  readonly launch: Change;
  readonly others?: Readonly<Record<string, Change>>;
  /** What `check` says of the launch. */
  readonly expected: readonly (readonly [place: string, message: string])[];
}

const NIGHT = 'quietHours: [{ channels: [email, sms], from: "21:00", until: "08:00" }]\n';
const SILENT = 'blackouts: [{ from: 2026-11-24, reason: "the founder\'s day" }]\n';
const LEGAL = 'requiredCopy: [{ text: { en: "prices  include VAT" }, channels: [email], reason: "law on prices" }]\n';
const DECLARED = (severity: string): string =>
  `rules:
  - id: says-what
    severity: ${severity}
    what: "a launch says in a summary what it is"
    why: "people read it"
    fix: "Add a summary."
    on: launch
    schema: { required: [summary], properties: { summary: { minLength: 10 } } }
`;

/** Each rule broken, in every way that it knows. */
export const BROKEN: readonly BrokenRule[] = [
  {
    rule: 'team.purpose',
    case: 'a purpose of another team',
    launch: { purpose: 'purpose: customer-care', channels: 'channels: { use: [{ channel: pos }] }' },
    expected: [
      ['3:10 error team.purpose purpose', 'retail-marketing may not use "customer-care"; allowed: personalised-offers'],
    ],
  },
  {
    rule: 'team.channel',
    case: 'a channel of another team',
    launch: { channels: 'channels: { use: [{ channel: sms, vendor: mailhub }] }' },
    expected: [
      [
        '7:30 error team.channel channels.use[0].channel',
        'retail-marketing may not use "sms"; allowed: email, pos, app',
      ],
    ],
  },
  {
    rule: 'team.vendor',
    case: 'a vendor of another team',
    launch: { channels: 'channels: { use: [{ channel: email, vendor: chirp }] }' },
    expected: [
      ['7:45 error team.vendor channels.use[0].vendor', 'retail-marketing may not choose "chirp"; allowed: mailhub'],
    ],
  },
  {
    rule: 'purpose.channel',
    case: 'a channel on which nobody can consent to the purpose',
    launch: { purpose: 'purpose: customer-care', channels: 'channels: { use: [{ channel: sms, vendor: mailhub }] }' },
    expected: [
      [
        '7:30 error purpose.channel channels.use[0].channel',
        '"customer-care" is not used on "sms"; used on: email, pos, app',
      ],
    ],
  },
  {
    rule: 'team.segment',
    case: 'segments and lists of another team, wherever it speaks to them, and none that keep people out',
    team: '    segments: [staff]\n',
    launch: {
      audience:
        'audience: { include: [{ any: [{ segment: frequent-shopper }, { list: staff }] }], exclude: [{ segment: frequent-shopper }] }',
      trigger: 'trigger: { enters: frequent-shopper }',
      offers:
        'offers: [{ id: only, for: { segment: frequent-shopper }, copy: { en: { headline: "Hello", body: "A coat for you." } } }]',
    },
    expected: [
      [
        '5:42 error team.segment audience.include[0].any[0].segment',
        'retail-marketing may not speak to "frequent-shopper"; allowed: staff',
      ],
      [
        '6:20 error team.segment trigger.enters',
        'retail-marketing may not speak to "frequent-shopper"; allowed: staff',
      ],
      [
        '8:38 error team.segment offers[0].for.segment',
        'retail-marketing may not speak to "frequent-shopper"; allowed: staff',
      ],
    ],
  },
  {
    rule: 'team.launches',
    case: 'a launch too many, which is the one that starts last',
    team: '    launchesAtOnce: 2\n',
    launch: {},
    others: {
      'first-one': { when: 'when: { timezone: Europe/Berlin, starts: 2026-11-20 12:00, ends: 2026-11-23 12:00 }' },
      'second-one': { when: 'when: { timezone: Europe/Berlin, starts: 2026-11-22 12:00, ends: 2026-11-29 12:00 }' },
      'over-by-then': { when: 'when: { timezone: Europe/Berlin, starts: 2026-11-20 12:00, ends: 2026-11-22 11:59 }' },
      'after-it': { when: 'when: { timezone: Europe/Berlin, starts: 2026-11-26 12:00, ends: 2026-11-29 12:00 }' },
    },
    expected: [
      [
        '4:42 error team.launches when.starts',
        'retail-marketing may run 2 at once, and when this one starts there run: first-one, second-one',
      ],
    ],
  },
  {
    rule: 'budget.perLaunch',
    case: 'more than one launch may cost, and another currency',
    team: '    budget: { perLaunch: { sending: 500 USD, discounts: 900 USD } }\n',
    launch: { more: 'budget: { sending: 500.01 USD, discounts: 5 EUR, whenSpent: warn }' },
    expected: [
      [
        '9:20 error budget.perLaunch budget.sending',
        'asks for 500.01 USD; retail-marketing may spend 500 USD on the sending of one launch',
      ],
      [
        '9:43 error budget.perLaunch budget.discounts',
        'asks for 5 EUR; retail-marketing may spend 900 USD on the discounts of one launch',
      ],
    ],
  },
  {
    rule: 'budget.perMonth',
    case: 'what goes beyond the month, with the most of one launch for a launch that names no sum',
    team: '    budget: { perLaunch: { sending: 400 USD }, perMonth: { sending: 900 USD, discounts: 10 USD } }\n',
    launch: { more: 'budget: { sending: 300 USD, discounts: 10 USD, whenSpent: warn }' },
    others: {
      'names-none': {
        when: 'when: { timezone: Europe/Berlin, starts: 2026-11-21 12:00, ends: 2026-11-22 12:00 }',
        more: 'budget: { discounts: 0 USD, whenSpent: warn }',
      },
      'names-some': {
        when: 'when: { timezone: Europe/Berlin, starts: 2026-11-22 12:00, ends: 2026-11-23 12:00 }',
        more: 'budget: { sending: 200.01 USD, whenSpent: warn }',
      },
      'of-october': {
        when: 'when: { timezone: Europe/Berlin, starts: 2026-10-31 23:59, ends: 2026-11-23 12:00 }',
        more: 'budget: { sending: 400 USD, discounts: 10 USD, whenSpent: warn }',
      },
    },
    expected: [
      [
        '9:20 error budget.perMonth budget.sending',
        'with it retail-marketing asks for 900.01 USD for sending in 2026-11; at most 900 USD',
      ],
    ],
  },
  {
    rule: 'budget.perMonth',
    case: 'a launch whose sum cannot be counted',
    team: '    budget: { perMonth: { sending: 900 USD, discounts: 10 USD } }\n',
    launch: { more: 'budget: { sending: 3 EUR, whenSpent: warn }' },
    expected: [
      [
        '9:9 error budget.perMonth budget.discounts',
        'says no sum for discounts that could be counted; the team may spend 10 USD in a month',
      ],
      [
        '9:20 error budget.perMonth budget.sending',
        'says no sum for sending that could be counted; the team may spend 900 USD in a month',
      ],
    ],
  },
  {
    rule: 'holdout.tooSmall',
    case: 'fewer people kept out',
    launch: { audience: 'audience: { holdout: 4.9% }' },
    expected: [
      [
        '5:22 error holdout.tooSmall audience.holdout',
        'found 4.9%; at least 5%, or nobody can say what the launch did',
      ],
    ],
  },
  {
    rule: 'audience.tooMany',
    case: 'more people',
    launch: { audience: 'audience: { atMost: 50001 people }' },
    expected: [['5:21 error audience.tooMany audience.atMost', 'found 50001 people; at most 50000 people']],
  },
  {
    rule: 'when.tooLong',
    case: 'a longer run',
    launch: { when: 'when: { timezone: Europe/Berlin, starts: 2026-11-23 12:00, ends: 2027-01-22 12:00 }' },
    expected: [
      ['4:66 error when.tooLong when.ends', 'runs from 2026-11-23 12:00 to 2027-01-22 12:00; at most 60 days'],
    ],
  },
  {
    rule: 'when.quiet',
    case: 'a schedule in quiet hours',
    policy: NIGHT,
    launch: { trigger: 'trigger: { at: 2026-11-23 21:00, clock: customer }' },
    expected: [
      [
        '6:16 warning when.quiet trigger.at',
        'at 2026-11-23 21:00 customers are not sent email; messages wait until 2026-11-24 08:00 by their clock',
      ],
    ],
  },
  {
    rule: 'when.quiet',
    case: 'an end in quiet hours, of a launch that waits for something',
    policy: NIGHT,
    launch: { when: 'when: { timezone: Europe/Berlin, starts: 2026-11-23 12:00, ends: 2026-11-25 23:59 }' },
    expected: [
      [
        '4:66 info when.quiet when.ends',
        'ends at 2026-11-25 23:59, in quiet hours of email: what is decided in them would wait until 2026-11-26 08:00, and is refused',
      ],
    ],
  },
  {
    rule: 'when.blackout',
    case: 'a day of silence within the run',
    policy: SILENT,
    launch: {},
    expected: [
      [
        '4:42 warning when.blackout when.starts',
        "nothing is sent on 2026-11-24 (the founder's day); messages wait until the day is over",
      ],
    ],
  },
  {
    rule: 'when.blackout',
    case: 'a schedule on a day of silence of the team',
    policy: 'blackouts: [{ from: 2026-11-23, until: 2026-11-24, reason: stocktaking, teams: [retail-marketing] }]\n',
    launch: { trigger: 'trigger: { at: 2026-11-24 12:00 }' },
    expected: [
      [
        '6:16 warning when.blackout trigger.at',
        'nothing is sent on 2026-11-23 to 2026-11-24 (stocktaking); messages wait until the day is over',
      ],
    ],
  },
  {
    rule: 'when.neverSent',
    case: 'a run that is all silence',
    policy: `${NIGHT}${SILENT}`,
    launch: { when: 'when: { timezone: Europe/Berlin, starts: 2026-11-23 21:00, ends: 2026-11-25 07:59 }' },
    expected: [
      [
        '7:30 error when.neverSent channels.use[0].channel',
        'from 2026-11-23 21:00 to 2026-11-25 07:59 nothing may be sent by email: all of it is quiet hours and blackout days',
      ],
    ],
  },
  {
    rule: 'copy.required',
    case: 'words that are missing in one language, and a language without words',
    policy: LEGAL,
    launch: {
      offers: `offers:
  - id: first
    for: { segment: frequent-shopper }
    copy:
      en: { headline: "Hello", body: "A coat. Prices include\\n vat." }
      de: { headline: "Hallo", body: "Ein Mantel. Preise inklusive Steuer." }
  - id: only
    copy: { en: { headline: "Hello", body: "A coat for you." } }`,
    },
    expected: [
      [
        '13:7 error copy.required offers[0].copy.de',
        'nobody has said how to say in "de" what must be said (law on prices)',
      ],
      ['15:44 error copy.required offers[1].copy.en.body', 'does not say "prices  include VAT" (law on prices)'],
    ],
  },
  {
    rule: 'policy.says-what',
    case: 'what is missing, as an error',
    policy: DECLARED('error'),
    launch: {},
    expected: [
      [
        '1:1 error policy.rule summary',
        'breaks the rule policy.says-what: a launch says in a summary what it is (people read it)',
      ],
    ],
  },
  {
    rule: 'policy.says-what',
    case: 'the deepest place that does not match, as a warning',
    policy: DECLARED('warning'),
    launch: { more: 'summary: "A coat"' },
    expected: [
      [
        '9:10 warning policy.rule summary',
        'breaks the rule policy.says-what: a launch says in a summary what it is (people read it)',
      ],
    ],
  },
  {
    rule: 'policy.says-what',
    case: 'what is missing, so that nobody can waive it',
    policy: DECLARED('fatal'),
    launch: {},
    expected: [
      [
        '1:1 error policy.rule summary',
        'breaks the rule policy.says-what: a launch says in a summary what it is (people read it)',
      ],
    ],
  },
];
