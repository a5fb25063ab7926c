import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const EVENT = (more: string): string =>
  `event: Shoe Tried\nversion: 1-0-0\nowner: web\npurpose: personalised-offers\nretention: 9 days\n${more}`;
const CLOSED = 'schema: { type: object, additionalProperties: false, properties: { size: { type: string } } }\n';

const vendorFile = (vendor: string, expires = '2028-02-01', date = '2026-01-01'): string =>
  `vendor: ${vendor}\napproval: { by: b, ticket: t, date: ${date}, expires: ${expires} }\nagreement: { ref: r, residency: [EU] }\n`;

interface Case {
  readonly case: string;
  readonly file: string;
  readonly text?: string | Uint8Array;
  readonly expected: readonly string[];
}

const cases: readonly Case[] = [
  { case: 'a missing file', file: 'platform/goals.yaml', expected: ['1:1 file.missing'] },
  {
    case: 'a file over one megabyte',
    file: 'audiences/huge.yaml',
    text: `list: huge\nowner: crm\n# ${'x'.repeat(1024 * 1024)}`,
    expected: ['1:1 file.tooLarge'],
  },
  {
    case: 'text that is not UTF-8',
    file: 'audiences/latin.yaml',
    text: Buffer.from([0x6c, 0x69, 0x73, 0x74, 0x3a, 0x20, 0xe9]),
    expected: ['1:1 file.notUtf8'],
  },
  {
    case: 'aliases that multiply',
    file: 'brand/voice.yaml',
    text: `tone: &a [x]\nbanned: [${Array.from({ length: 30 }, () => '*a').join(', ')}]\n`,
    expected: ['2:10 file.syntax'],
  },
  {
    case: 'names that stand twice or nowhere in teams',
    file: 'platform/teams.yaml',
    text: 'teams:\n  - &t { team: retail-marketing, costCentre: C, lead: l, languages: [en], channels: [emial], purposes: [offers], vendors: [nobody] }\n  - *t\n',
    expected: [
      '2:86 channel.unknown teams[0].channels[0]',
      '2:105 purpose.unknown teams[0].purposes[0]',
      '2:124 vendor.notApproved teams[0].vendors[0]',
      '3:5 channel.unknown teams[1].channels[0]',
      '3:5 id.repeated teams[1].team',
      '3:5 purpose.unknown teams[1].purposes[0]',
      '3:5 vendor.notApproved teams[1].vendors[0]',
    ],
  },
  {
    case: 'a goal that the platform itself would meet',
    file: 'platform/goals.yaml',
    text: 'goals:\n  - { goal: repeat-purchase, owners: [cmo], description: d, event: Message Delivered, within: 1 day, target: 1%, weight: 1 }\n',
    expected: ['2:68 event.platformMade goals[0].event'],
  },
  {
    case: 'a channel with unknown team, vendor and trait',
    file: 'platform/channels.yaml',
    text: 'channels:\n  - { channel: email, kind: push, reachableBy: mail, vendors: { sales: nobody } }\n  - { channel: pos, kind: pull }\n  - { channel: app, kind: pull }\n',
    expected: [
      '2:48 trait.unknown channels[0].reachableBy',
      '2:72 team.unknown channels[0].vendors.sales',
      '2:72 vendor.notApproved channels[0].vendors.sales',
    ],
  },
  {
    case: 'purposes that nobody could consent to',
    file: 'platform/purposes.yaml',
    text: 'purposes:\n  - { purpose: personalised-offers, basis: consent, default: allowed, title: t, description: d, channels: [email, fax] }\n  - { purpose: customer-care, basis: contract, default: allowed, title: t, description: d, channels: [email, app, pos, sms], notice: { version: "1", url: https://x.example/ } }\n',
    expected: [
      '2:44 purpose.expires purposes[0].basis',
      '2:62 purpose.default purposes[0].default',
      '2:97 purpose.notice purposes[0].channels',
      '2:115 channel.unknown purposes[0].channels[1]',
    ],
  },
  {
    case: 'a browser signal about names that there are not',
    file: 'platform/signals.yaml',
    text: 'gpc:\n  lastUpdate: 2026-10-01\n  sources: [web-shop, web-shpo]\n  withdraws: [{ purpose: spam }, { purpose: "*", channel: fax }]\n',
    expected: [
      '3:23 source.unknown gpc.sources[1]',
      '4:26 purpose.unknown gpc.withdraws[0].purpose',
      '4:59 channel.unknown gpc.withdraws[1].channel',
    ],
  },
  {
    case: 'an event that only a source may send that there is not',
    file: 'platform/events/shoe-tried/1-0-0.yaml',
    text: EVENT(`sources: [web-shpo]\n${CLOSED}`),
    expected: ['6:11 source.unknown sources[0]'],
  },
  {
    case: 'stages that do not fit',
    file: 'platform/platform.yaml',
    text: 'organisation: O\nprefix: tandem\ncostCentre: C\ndefaultStage: locl\nstages:\n  local: { account: "000000000000", region: r, realCustomers: false, protect: false, qualifier: same, launchQualifier: same, throttle: { rate: 1, burst: 1 }, logRetentionDays: 1 }\n',
    expected: ['4:15 stage.unknown defaultStage', '6:120 stage.qualifier stages.local.launchQualifier'],
  },
  {
    case: 'a pattern that does not compile',
    file: 'platform/identity.yaml',
    text: 'version: 1\nseal: "94d3a47e2a44"\ntypes: []\nsharedBy: 8\nblocked: { values: [], patterns: ["^(0", "."] }\n',
    expected: [
      '1:10 identity.version version',
      '5:35 identity.pattern blocked.patterns[0]',
      '5:42 identity.pattern blocked.patterns[1]',
    ],
  },
  {
    case: 'a vendor under another name with unknown channel, purpose, field and event',
    file: 'platform/vendors/wrong.yaml',
    text: 'vendor: right\napproval: { by: b, ticket: t, date: 2026-01-01, expires: 2026-02-01 }\nagreement: { ref: r, residency: [EU] }\nchannels: [fax]\npurposes: [spam]\nfields: [shoe_size]\ninbound: { scheme: standard-webhooks-v1, secret: s, mode: observe, events: { a: Nothing Happened } }\n',
    expected: [
      '1:9 file.name vendor',
      '2:58 vendor.approvalOver approval.expires',
      '4:12 channel.unknown channels[0]',
      '5:12 purpose.unknown purposes[0]',
      '6:10 trait.unknown fields[0]',
      '7:59 vendor.observe inbound.mode',
      '7:81 event.unknown inbound.events.a',
    ],
  },
  {
    case: 'a vendor whose approval ends soon, at addresses that nobody may be sent to',
    file: 'platform/vendors/near.yaml',
    text: `${vendorFile('near', '2026-12-20')}outbound: { url: "http://near.example/send", auth: { header: A, secret: s }, sign: none, rate: 1/s, timeout: 1 second, erasure: { url: "https://10.0.0.7/erase" } }\n`,
    expected: [
      '2:58 vendor.expiresSoon approval.expires',
      '4:18 vendor.plainHttp outbound.url',
      '4:136 vendor.host outbound.erasure.url',
    ],
  },
  {
    case: 'a vendor whose form asks for what it may not receive, and is not flat',
    file: 'platform/vendors/shaped.yaml',
    text: `${vendorFile('shaped')}fields: [email]\noutbound: { url: "https://shaped.example/send", auth: { kind: basic, secret: s }, sign: none, rate: 1/s, timeout: 1 second, body: { as: form, members: { To: "{{ to.phone }}", Cc: [a] } } }\n`,
    expected: ['5:158 vendor.body outbound.body.members.To', '5:180 vendor.body outbound.body.members.Cc'],
  },
  {
    case: 'a vendor whose lists would say of all what the first message says',
    file: 'platform/vendors/listed.yaml',
    text: `${vendorFile('listed')}fields: [email]\noutbound: { url: "https://listed.example/send", auth: { kind: basic, secret: s }, sign: none, rate: 1/s, timeout: 1 second, body: { as: json, members: { id: "{{ messageId }}", to: ["{{ to.email }}"] } }, batch: { most: 5, list: to } }\n`,
    expected: ['5:158 vendor.batch outbound.body.members.id', '5:212 vendor.batch outbound.batch'],
  },
  {
    case: 'a vendor with a kind of auth that there is not, and a header of ours',
    file: 'platform/vendors/known.yaml',
    text: `${vendorFile('known')}outbound: { url: "https://known.example/send", auth: { kind: digest, secret: s }, sign: none, rate: 0/s, timeout: 1 second, headers: { host: evil.example } }\n`,
    expected: [
      '4:62 schema.value outbound.auth.kind',
      '4:101 schema.format outbound.rate',
      '4:136 schema.format outbound.headers.host',
    ],
  },
  {
    case: 'a vendor that is not approved yet',
    file: 'platform/vendors/early.yaml',
    text: vendorFile('early', '2028-01-01', '2027-01-01'),
    expected: ['2:37 vendor.notYetApproved approval.date'],
  },
  {
    case: 'a vendor whose scheme is not safe, whose observation is over and which maps to what is not there',
    file: 'platform/vendors/old.yaml',
    text: `${vendorFile('old')}inbound:\n  scheme: hubspot-v1\n  secret: s\n  mode: observe\n  observeUntil: 2026-11-01\n  events:\n    a: { event: Order Completed, properties: { order: id }, identifiers: { shoe: size } }\n`,
    expected: [
      '5:11 vendor.scheme inbound.scheme',
      '8:17 vendor.observeOver inbound.observeUntil',
      '10:48 event.property inbound.events.a.properties.order',
      '10:76 vendor.identifier inbound.events.a.identifiers.shoe',
    ],
  },
  {
    case: 'a vendor that signs no time and would be forgotten before its webhooks are',
    file: 'platform/vendors/brief.yaml',
    text: `${vendorFile('brief')}inbound: { scheme: github, secret: s, mode: enforce, dedupe: { within: 29 days }, events: {} }\n`,
    expected: ['4:72 vendor.dedupe inbound.dedupe.within'],
  },
  {
    case: 'a vendor that does not sign and would say who somebody is or what they agree to',
    file: 'platform/vendors/loose.yaml',
    text: `${vendorFile('loose')}inbound: { scheme: url-secret, secret: s, mode: enforce, events: { a: Customer Identified, b: Product Viewed, c: { event: Customer Identified } } }\n`,
    expected: ['4:71 vendor.lowTrust inbound.events.a', '4:123 vendor.lowTrust inbound.events.c.event'],
  },
  {
    case: 'an event in the wrong place that remembers, sets and identifies by what it does not declare',
    file: 'platform/events/shoes/1-0-0.yaml',
    text: EVENT(
      `remember: [colour]\nsets: { feet: sise }\nidentifies: { size: shoe, box: email }\ncontext: { source: campaign.source }\n${CLOSED}`,
    ),
    expected: [
      '1:8 file.name event',
      '6:12 event.property remember[0]',
      '7:15 event.property sets.feet',
      '8:21 catalog.identifier identifies.size',
      '8:27 event.property identifies.box',
      '9:12 event.property context.source',
    ],
  },
  {
    case: 'an event with an unknown purpose and kind, open to anything',
    file: 'platform/events/shoe-tried/1-0-0.yaml',
    text: EVENT(
      'schema:\n  type: object\n  properties:\n    who: { type: string, x-pii: mail }\n    box: { type: object }\n',
    ).replace('personalised-offers', 'curiosity'),
    expected: [
      '4:10 purpose.unknown purpose',
      '6:1 catalog.open schema',
      '9:33 catalog.pii schema.properties.who.x-pii',
      '10:5 catalog.open schema.properties.box',
    ],
  },
  {
    case: 'a JSON Schema that does not compile',
    file: 'platform/events/shoe-tried/1-0-0.yaml',
    text: EVENT(CLOSED.replace('type: string', 'type: strnig')),
    expected: ['6:1 catalog.schema schema'],
  },
  {
    case: 'a segment that asks for itself',
    file: 'audiences/frequent-shopper.yaml',
    text: 'segment: frequent-shopper\nowner: crm-team\ninclude:\n  - any: [{ segment: frequent-shopper }]\n',
    expected: ['1:10 segment.circular segment'],
  },
  {
    case: 'a team of wrong shape and wrong names',
    file: 'platform/teams.yaml',
    text: 'teams:\n  - { team: retail-marketing, lead: l, languages: [], channels: [emial, 7, pos], purposes: offers, vendors: [nobody] }\n  - { team: retail-marketing, costCentre: C, lead: l, languages: [en], channels: [fax], purposes: [spam], vendrs: [nobody] }\n',
    expected: [
      '2:5 schema.missing teams[0].costCentre',
      '2:51 schema.range teams[0].languages',
      '2:66 channel.unknown teams[0].channels[0]',
      '2:73 schema.type teams[0].channels[1]',
      '2:92 schema.type teams[0].purposes',
      '2:110 vendor.notApproved teams[0].vendors[0]',
      '3:13 id.repeated teams[1].team',
      '3:83 channel.unknown teams[1].channels[0]',
      '3:100 purpose.unknown teams[1].purposes[0]',
      '3:107 schema.unknownKey teams[1].vendrs',
    ],
  },
  {
    case: 'channels of wrong shape and wrong names',
    file: 'platform/channels.yaml',
    text: 'channels:\n  - { channel: email, kind: pusch, reachableBy: mail, vendors: { sales: nobody, default: 7 } }\n  - { channel: email, kind: pull, reachable: email }\n  - pos\n',
    expected: [
      '2:29 schema.value channels[0].kind',
      '2:49 trait.unknown channels[0].reachableBy',
      '2:73 team.unknown channels[0].vendors.sales',
      '2:73 vendor.notApproved channels[0].vendors.sales',
      '2:90 schema.type channels[0].vendors.default',
      '3:16 id.repeated channels[1].channel',
      '3:35 schema.unknownKey channels[1].reachable',
      '4:5 schema.type channels[2]',
    ],
  },
  {
    case: 'stages of wrong shape, one of them the default, that do not fit',
    file: 'platform/platform.yaml',
    text: 'organisation: O\nprefix: tandem\ncostCentre: C\ndefaultStage: local\nstages:\n  local: here\n  prod: { account: 0, region: r, realCustomers: false, protect: false, qualifier: same, launchQualifier: same, throttle: { rate: 1, burst: 1 }, logRetentionDays: 1 }\n',
    expected: [
      '6:10 schema.type stages.local',
      '7:20 schema.format stages.prod.account',
      '7:106 stage.qualifier stages.prod.launchQualifier',
    ],
  },
  {
    case: 'a vendor of wrong shape under another name, with unknown names and an approval that is over',
    file: 'platform/vendors/wrong.yaml',
    text: 'vendor: right\napproval: { by: b, date: 2026-01-01, expires: 2026-02-01 }\nchannels: [fax]\npurposes: spam\nfields: [shoe_size, 7]\ninbound: { scheme: none, secret: s, mode: observe, events: { a: Nothing Happened, b: 7 } }\n',
    expected: [
      '1:1 schema.missing agreement',
      '1:9 file.name vendor',
      '2:11 schema.missing approval.ticket',
      '2:47 vendor.approvalOver approval.expires',
      '3:12 channel.unknown channels[0]',
      '4:11 schema.type purposes',
      '5:10 trait.unknown fields[0]',
      '5:21 schema.shape fields[1]',
      '6:20 schema.value inbound.scheme',
      '6:43 vendor.observe inbound.mode',
      '6:65 event.unknown inbound.events.a',
      '6:86 schema.shape inbound.events.b',
    ],
  },
  {
    case: 'goals of wrong shape that stand twice, one of them met by the platform itself',
    file: 'platform/goals.yaml',
    text: 'goals:\n  - { goal: repeat-purchase, owners: [], description: d, event: Message Delivered, within: 1 day, target: 1%, weight: 1 }\n  - { goal: repeat-purchase, owners: [cmo], description: d, event: 7, within: 1 day, target: 1%, weight: 1 }\n',
    expected: [
      '2:38 schema.range goals[0].owners',
      '2:65 event.platformMade goals[0].event',
      '3:13 id.repeated goals[1].goal',
      '3:68 schema.type goals[1].event',
    ],
  },
  {
    case: 'rules of identity of wrong shape with a broken pattern',
    file: 'platform/identity.yaml',
    text: 'version: one\nseal: abc\ntypes:\n  - { type: email, priority: 1, kind: email, from: email, limit: { values: 5, per: ever } }\n  - { type: email, kind: post, limit: { per: 1 year } }\nsharedBy: 8\nblocked: { values: ["null"], patterns: [7, "("] }\n',
    expected: [
      '1:10 schema.type version',
      '2:7 schema.format seal',
      '5:5 schema.missing types[1].priority',
      '5:5 schema.missing types[1].from',
      '5:13 id.repeated types[1].type',
      '5:26 schema.value types[1].kind',
      '5:39 schema.missing types[1].limit.values',
      '5:46 schema.format types[1].limit.per',
      '7:41 schema.type blocked.patterns[0]',
      '7:44 identity.pattern blocked.patterns[1]',
    ],
  },
  {
    case: 'an event of wrong shape in the wrong place, with undeclared names',
    file: 'platform/events/shoes/1-0-0.yaml',
    text: EVENT(
      `madeBy: nobody\nremember: [colour, 7]\nsets: { feet: sise }\nidentifies: { box: shoe }\n${CLOSED}`,
    ).replace('owner: web\n', ''),
    expected: [
      '1:1 schema.missing owner',
      '1:8 file.name event',
      '5:9 schema.value madeBy',
      '6:12 event.property remember[0]',
      '6:20 schema.type remember[1]',
      '7:15 event.property sets.feet',
      '8:15 event.property identifies.box',
      '8:20 catalog.identifier identifies.box',
    ],
  },
  {
    case: 'a segment of wrong shape under a name that is taken that asks for itself and for what nobody knows',
    file: 'audiences/regulars.yaml',
    text: 'segment: frequent-shopper\nowner: 7\ninclude:\n  - any: [{ segment: frequent-shopper }, { list: stuff }]\n  - did: { event: Page Viewed }\n',
    expected: [
      '1:10 id.repeated segment',
      '1:10 segment.circular segment',
      '2:8 schema.format owner',
      '4:50 list.unknown include[0].any[1].list',
      '5:10 schema.missing include[1].did.within',
      '5:19 event.notRemembered include[1].did.event',
    ],
  },
];

describe('loadWorkspace with a wrong platform', () => {
  it.each(cases)('finds all mistakes of $case', ({ file, text, expected }) => {
    const { findings } = loadWorkspace(workspaceWith({ [file]: text }), { asOf: AS_OF });
    const found = findings
      .filter((one) => one.file === file)
      .map((one) => `${one.line}:${one.column} ${one.code} ${one.path}`.trim());

    expect(found).toEqual(expected);
  });

  it('finds a vendor that is approved for a purpose on a channel of which customers were not told', () => {
    const purposes =
      'purposes:\n  - { purpose: care, basis: contract, default: allowed, title: t, description: d, channels: [email] }\n';
    const root = workspaceWith({
      'platform/purposes.yaml': purposes,
      'platform/vendors/caller.yaml': `${vendorFile('caller')}channels: [email, pos]\npurposes: [care]\n`,
    });
    const findings = loadWorkspace(root, { asOf: AS_OF }).findings.filter((one) => one.file.endsWith('caller.yaml'));

    expect(findings).toMatchObject([
      { code: 'purpose.channel', path: 'purposes[0]', message: expect.stringContaining('on pos,') },
    ]);
  });

  describe('between versions of an event', () => {
    const VIEWED = (version: string, schema: string, more = ''): string =>
      `event: Product Viewed\nversion: ${version}\nowner: web\npurpose: personalised-offers\nretention: 90 days\nremember: [category]\n${more}schema:\n  type: object\n  additionalProperties: false\n${schema}`;
    const PROPERTIES =
      '  required: [product_id]\n  properties:\n    product_id: { type: string }\n    category: { type: string }\n';
    const found = (files: Readonly<Record<string, string | undefined>>) =>
      loadWorkspace(workspaceWith(files), { asOf: AS_OF }).findings.filter(({ code }) => code.startsWith('catalog.'));
    const file = (version: string): string => `platform/events/product-viewed/${version}.yaml`;

    it('takes changes that the version speaks of', () => {
      const later = {
        [file('1-0-1')]: VIEWED('1-0-1', `${PROPERTIES}    price: { type: number }\n`),
        [file('1-1-0')]: VIEWED('1-1-0', `${PROPERTIES}    price: { type: number, minimum: 0 }\n`),
        [file('2-0-0')]: VIEWED('2-0-0', '  properties:\n    category: { type: integer }\n'),
      };
      expect(found(later)).toEqual([]);
    });

    it('says of a change that breaks more what it is, which version it needs and what it reaches', () => {
      const schema =
        '  required: [product_id]\n  properties:\n    product_id: { type: string, maxLength: 9 }\n    kind: { type: string }\n';
      const text = VIEWED('1-0-1', schema).replace('remember: [category]\n', '');

      expect(found({ [file('1-0-1')]: text })).toMatchObject([
        {
          code: 'catalog.breaking',
          line: 1,
          message:
            'the event is not remembered any more since 1-0-0; that is a new REVISION, 1-1-0, not 1-0-1; it reaches launch autumn-coats, vendor chirp, vendor mailhub',
        },
        {
          code: 'catalog.breaking',
          line: 6,
          path: 'schema',
          message:
            '"category" was removed or renamed to "kind" since 1-0-0; that is a new MODEL, 2-0-0, not 1-0-1; it reaches launch autumn-coats, vendor chirp, vendor mailhub',
          fix: 'Make it version 2-0-0 and mend what it reaches, or take the change back.',
        },
        {
          code: 'catalog.breaking',
          line: 11,
          column: 33,
          path: 'schema.properties.product_id.maxLength',
          message: expect.stringContaining(
            '"product_id": maxLength went from "none" to 9 since 1-0-0; that is a new REVISION',
          ),
        },
      ]);
    });

    it.each([
      [
        'a gap',
        { [file('1-0-2')]: VIEWED('1-0-2', PROPERTIES) },
        '"1-0-2" does not follow 1-0-0; allowed: 1-0-1, 1-1-0, 2-0-0',
      ],
      [
        'a version taken away',
        { [file('1-0-0')]: undefined, [file('1-0-1')]: VIEWED('1-0-1', PROPERTIES) },
        '"1-0-1" is the first; allowed: 1-0-0',
      ],
      [
        'a version that is there twice',
        { 'platform/events/viewed/1-0-0.yaml': VIEWED('1-0-0', PROPERTIES) },
        `"1-0-0" is there twice: ${file('1-0-0')} too; allowed: 1-0-1, 1-1-0, 2-0-0`,
      ],
    ])('finds %s', (_case, files, message) => {
      expect(found(files)).toMatchObject([{ code: 'catalog.version', line: 2, column: 10, message }]);
    });

    it('counts versions as numbers', () => {
      const versions = Array.from({ length: 10 }, (_, at) => `1-0-${at + 1}`);
      expect(found(Object.fromEntries(versions.map((one) => [file(one), VIEWED(one, PROPERTIES)])))).toEqual([]);
    });
  });

  it('refuses a vendor that the team may not choose, though it is approved', () => {
    const root = workspaceWith({
      'platform/teams.yaml':
        'teams:\n  - { team: retail-marketing, costCentre: C, lead: l, languages: [en], channels: [email, app, pos], purposes: [personalised-offers] }\n',
      'launches/chosen.yaml':
        'launch: chosen\nteam: retail-marketing\npurpose: personalised-offers\nwhen: { timezone: Europe/Berlin, starts: 2026-11-23 12:00, ends: 2026-11-25 12:00 }\nchannels: { use: [{ channel: email, vendor: mailhub }] }\noffers: [{ id: only, copy: { en: { headline: "Hello", body: "There" } } }]\n',
    });
    const { findings } = loadWorkspace(root, { asOf: AS_OF });

    expect(
      findings.filter((one) => one.file === 'launches/chosen.yaml').map((one) => [one.line, one.column, one.code]),
    ).toEqual([[5, 45, 'team.vendor']]);
  });

  const UNKNOWN_TEAM = `launch: other-team\nteam: sales\npurpose: personalised-offers
when: { timezone: Europe/Berlin, starts: 2026-11-23 12:00, ends: 2026-11-25 12:00 }
channels: { use: [{ channel: email }] }
offers: [{ id: only, copy: { en: { headline: "Hello", body: "There" } } }]\n`;
  const TEAM =
    'costCentre: C, lead: l, languages: [en], channels: [email, pos, app], purposes: [personalised-offers], vendors: [mailhub, oldpost, chirp]';

  it.each([
    { teams: `teams: [{ team: retail-marketing, lede: l, ${TEAM} }]\n`, case: 'knows', expected: ['team.unknown'] },
    {
      teams: `teams: [{ team: retail-marketing, ${TEAM} }, { tema: sale, ${TEAM} }]\n`,
      case: 'judges no',
      expected: [],
    },
  ])('$case names of a file with a mistake of shape, as all its names can be read or not', ({ teams, expected }) => {
    const root = workspaceWith({ 'platform/teams.yaml': teams, 'launches/other-team.yaml': UNKNOWN_TEAM });
    const { findings } = loadWorkspace(root, { asOf: AS_OF });

    expect(findings.filter(({ file }) => file.startsWith('launches/')).map(({ code }) => code)).toEqual(expected);
  });

  it('gives no workspace where a file of the platform cannot be read, and says nothing against names of that file', () => {
    const root = workspaceWith({ 'platform/channels.yaml': 'channels: 7\n' });
    const { workspace, findings } = loadWorkspace(root, { asOf: AS_OF });

    expect(workspace).toBeUndefined();
    expect(findings.filter((one) => one.severity === 'error').map((one) => one.code)).toEqual(['schema.type']);
  });

  it('finds mistakes of all files in one run, by file and position', () => {
    const root = workspaceWith({ 'platform/topics.yaml': 'topics: 1\n', 'launches/bad.yaml': 'launch: bad\n' });
    const { findings } = loadWorkspace(root, { asOf: AS_OF });

    expect([...new Set(findings.map((one) => one.file))]).toEqual([
      'launches/bad.yaml',
      'platform/topics.yaml',
      'platform/vendors/oldpost.yaml',
    ]);
  });
});
