import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';
import { foundIn, type WrongFile } from '../../support/wrong-file';

afterAll(removeWorkspaces);

const vendorFile = (vendor: string, expires = '2028-02-01', date = '2026-01-01'): string =>
  `vendor: ${vendor}\napproval: { by: b, ticket: t, date: ${date}, expires: ${expires} }\nagreement: { ref: r, residency: [EU] }\n`;

const cases: readonly WrongFile[] = [
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
];

describe('a wrong vendor', () => {
  it.each(cases)('is told all that is wrong: $case', (wrong) => {
    expect(foundIn(wrong)).toEqual(wrong.expected);
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
});
