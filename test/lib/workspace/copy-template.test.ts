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
    ['is longer than the gateway reads', 'x'.repeat(20_001)],
  ])('is a finding where it %s, and the launch is not compiled', (_case, headline) => {
    const { codes, launches } = findings(headline);
    expect(codes).toEqual(['copy.template']);
    expect(launches).not.toContain('plain');
  });
});
