import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const EVENT = (more: string): string =>
  `event: Shoe Tried\nversion: 1-0-0\nowner: web\npurpose: personalised-offers\nretention: 9 days\n${more}`;
const CLOSED = 'schema: { type: object, additionalProperties: false, properties: { size: { type: string } } }\n';

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
    expected: ['1:1 file.syntax'],
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
    case: 'stages that do not fit',
    file: 'platform/platform.yaml',
    text: 'organisation: O\nprefix: tandem\ncostCentre: C\ndefaultStage: locl\nstages:\n  local: { account: "000000000000", region: r, realCustomers: false, protect: false, qualifier: same, launchQualifier: same, throttle: { rate: 1, burst: 1 }, logRetentionDays: 1 }\n',
    expected: ['4:15 stage.unknown defaultStage', '6:120 stage.qualifier stages.local.launchQualifier'],
  },
  {
    case: 'a pattern that does not compile',
    file: 'platform/identity.yaml',
    text: 'version: 1\ntypes: []\nblocked: { values: [], patterns: ["^(0"] }\n',
    expected: ['3:35 identity.pattern blocked.patterns[0]'],
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
      '7:81 event.unknown inbound.events.a',
    ],
  },
  {
    case: 'an event in the wrong place that remembers, sets and identifies by what it does not declare',
    file: 'platform/events/shoes/1-0-0.yaml',
    text: EVENT(`remember: [colour]\nsets: { feet: sise }\nidentifies: { size: shoe, box: email }\n${CLOSED}`),
    expected: [
      '1:8 file.name event',
      '6:12 event.property remember[0]',
      '7:15 event.property sets.feet',
      '8:21 catalog.identifier identifies.size',
      '8:27 event.property identifies.box',
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
];

describe('loadWorkspace with a wrong platform', () => {
  it.each(cases)('finds all mistakes of $case', ({ file, text, expected }) => {
    const { findings } = loadWorkspace(workspaceWith({ [file]: text }), { asOf: AS_OF });
    const found = findings
      .filter((one) => one.file === file)
      .map((one) => `${one.line}:${one.column} ${one.code} ${one.path}`.trim());

    expect(found).toEqual(expected);
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
