import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const findings = (headline: string) => {
  const text = `launch: plain\nteam: retail-marketing\npurpose: personalised-offers
when: { timezone: Europe/Berlin, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
channels: { use: [{ channel: pos }] }
offers: [{ id: only, copy: { en: { headline: ${JSON.stringify(headline)}, body: "There" } } }]\n`;
  const loaded = loadWorkspace(workspaceWith({ 'launches/plain.yaml': text }), { asOf: AS_OF });
  return {
    codes: loaded.findings.filter(({ file }) => file === 'launches/plain.yaml').map(({ code }) => code),
    launches: loaded.workspace?.launches.map(({ manifest }) => manifest.launch),
  };
};

describe('copy that a channel shows without any field of the customer', () => {
  it('passes where it says what to write instead', () => {
    expect(findings("{{ first_name | default: 'Hello' }}").codes).toEqual([]);
  });

  it.each([
    ['needs a field', '{{ first_name }}'],
    ['depends on the day', "{{ 'now' | date: '%A' }}"],
    ['depends on chance', "{{ 'a,b' | split: ',' | sample }}"],
    ['loops', '{% for i in (1..9) %}x{% endfor %}'],
  ])('is a finding where it %s, and the launch is not compiled', (_case, headline) => {
    const { codes, launches } = findings(headline);
    expect(codes).toEqual(['copy.template']);
    expect(launches).not.toContain('plain');
  });
});

describe('copy longer than anybody reads', () => {
  it('is refused before any check goes through it', () => {
    expect(findings('x'.repeat(20_001)).codes).toEqual(['schema.range']);
  });
});

const EMAIL = `{ channel: email }`;
const copyFindings = (
  copy: string,
  channels = EMAIL,
  files: Readonly<Record<string, string>> = {},
): readonly string[] => {
  const text = `launch: plain\nteam: retail-marketing\npurpose: personalised-offers
when: { timezone: Europe/Berlin, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
channels: { use: [${channels}] }
offers: [{ id: only, copy: { en: ${copy} } }]\n`;
  const loaded = loadWorkspace(workspaceWith({ ...files, 'launches/plain.yaml': text }), { asOf: AS_OF });
  return loaded.findings
    .filter(({ file }) => file === 'launches/plain.yaml')
    .map(({ code, path, message, fix }) => `${code} ${path.replace('offers[0].copy.en.', '')}: ${message}. ${fix}`);
};
const body = (text: string): string => `{ headline: "Hello", body: ${JSON.stringify(text)} }`;

describe('what copy may say of a customer', () => {
  it.each([
    ['a field with a default', "{{ first_name | default: 'you' }}"],
    ['a field where it is known', '{% if first_name %}{{ first_name }}{% else %}you{% endif %}'],
    ['a field where it and more is known', "{% if first_name and email != '' %}{{ first_name }}{% endif %}"],
    ['words that depend on a field', "{% case first_name %}{% when 'Ada' %}Countess{% else %}You{% endcase %}"],
    ['filters that write words', "{{ first_name | default: 'you' | upcase | append: '!' }}"],
  ])('is %s', (_case, text) => {
    expect(copyFindings(body(text))).toEqual([]);
  });

  it.each([
    [
      'a field without a default',
      '{{ first_name }}',
      /^copy\.template body: breaks for customers without "first_name"/,
    ],
    [
      'a field without a default in a branch that needs another',
      '{% if email %}{{ first_name }}{% endif %}',
      /^copy\.template body: breaks for customers without "first_name"/,
    ],
    [
      'a field where only one of two is known',
      '{% if email or first_name %}{{ first_name }}{% endif %}',
      /^copy\.template body: breaks for customers without "first_name"/,
    ],
    [
      'a field where it is not known',
      '{% unless first_name %}{{ first_name }}{% endunless %}',
      /^copy\.template body: breaks for customers without "first_name"/,
    ],
    [
      'a filter that nobody knows',
      "{{ first_name | default: 'you' | upcas }}",
      /^copy\.template body: "upcas" is no filter for copy; .+ Did you mean "upcase"\?/,
    ],
    [
      'a filter that makes lists',
      "{{ first_name | default: 'a,b' | split: ',' }}",
      /^copy\.template body: "split" is no filter/,
    ],
    [
      'a tag that keeps state',
      '{% assign x = 1 %}',
      /^copy\.template body: "assign" is no tag for copy; allowed: if, unless/,
    ],
    [
      'a field that nobody tells',
      "{{ frist_name | default: 'you' }}",
      /^copy\.template body: nobody tells "frist_name" of customers\. Did you mean "first_name"\?/,
    ],
  ])('is never %s', (_case, text, finding) => {
    const found = copyFindings(body(text)).filter((one) => !one.startsWith('vendor.fields'));
    expect(found).toEqual([expect.stringMatching(finding)]);
  });

  it.each([
    [
      'a link',
      '{ headline: "Hello", body: "You", link: { label: "See {{ first_name }}", to: "app://x" } }',
      'link.label',
    ],
    ['an address', '{ headline: "Hello", body: "You", link: { label: "See", to: "app://{{ email }}" } }', 'link.to'],
  ])('does not stand in %s, which is the same for everybody', (_case, copy, part) => {
    expect(copyFindings(copy)).toContainEqual(expect.stringMatching(`^copy.template ${part}: only headline and body`));
  });
});

describe('a personal field', () => {
  const vendor = (id: string, channel: string, fields: string) => ({
    [`platform/vendors/${id}.yaml`]: `vendor: ${id}
approval: { by: it-security, ticket: SEC-1, date: 2026-10-01, expires: 2027-10-01 }
agreement: { ref: DPA-1, residency: [EU] }
channels: [${channel}]
purposes: [personalised-offers]
fields: [${fields}]
outbound: { url: "https://api.${id}.example/send", auth: { header: Authorization, secret: ${id}/key }, sign: standard-webhooks-v1, rate: 5/s, timeout: 5 seconds }
`,
  });
  const named = body("{{ first_name | default: 'you' }}");

  it.each([
    ['email', 'email, first_name', 'email', []],
    ['email', 'email', 'email', ['first_name']],
    ['email', 'email, { field: first_name, hash: sha256 }', 'email', ['first_name']],
    ['sms', 'phone', 'phone', ['first_name']],
    ['sms', 'phone, first_name', 'phone', []],
  ])('goes out by %s where its vendor may receive %s', (channel, fields, allowed, withheld) => {
    const teams = `teams:\n  - { team: retail-marketing, costCentre: CC-2, lead: lead@coats.example, languages: [en], channels: [email, sms], purposes: [personalised-offers], vendors: [post] }\n`;
    const files = { ...vendor('post', channel, fields), 'platform/teams.yaml': teams };
    const found = copyFindings(named, `{ channel: ${channel}, vendor: post }`, files);
    expect(found.filter((one) => one.startsWith('vendor.fields'))).toEqual(
      withheld.map((field) => expect.stringMatching(`may not receive ${field}; allowed: ${allowed}`)),
    );
  });
});
