import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';
import { foundIn, type WrongFile } from '../../support/wrong-file';

afterAll(removeWorkspaces);

const cases: readonly WrongFile[] = [
  { case: 'a missing file', file: 'platform/goals.yaml', expected: ['1:1 file.missing'] },
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
];

describe('a wrong platform', () => {
  it.each(cases)('is told all that is wrong: $case', (wrong) => {
    expect(foundIn(wrong)).toEqual(wrong.expected);
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
