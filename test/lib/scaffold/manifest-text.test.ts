import { policySchema } from '../../../contracts/policy';
import { manifestText } from '../../../lib/scaffold/manifest-text';

const policy = policySchema.parse({
  perPerson: { messages: 3, per: '7 days' },
  holdout: { minimum: '5%', salt: 's' },
  audience: { atMost: '100 people' },
  longestRun: '9 days',
  requiredCopy: [
    { text: { en: 'Reply STOP', de: 'STOP beendet es' }, reason: 'r', channels: ['sms'] },
    { text: { en: 'Paid by us' }, reason: 'r', purposes: ['advice'] },
  ],
  packs: [],
});

const written = (channel: string, body: string): string =>
  manifestText(
    {
      launch: 'new-one',
      team: 'retail',
      purpose: 'offers',
      timezone: 'Europe/Berlin',
      starts: '2026-11-27 06:00',
      ends: '2026-11-28 06:00',
      channels: [{ channel, kind: 'push' }],
      languages: ['en', 'de'],
      headline: 'Hello',
      body,
    },
    policy,
  );

describe('manifestText', () => {
  it('adds what policy wants to be said on the channels, in each language', () => {
    const text = written('sms', 'A coat.');

    expect(text).toContain('body: "A coat. Reply STOP"');
    expect(text).toContain('body: "A coat. STOP beendet es"');
    expect(text).not.toContain('Paid by us');
  });

  it('adds nothing that the copy says already, or that is for other channels', () => {
    expect(written('sms', 'A coat. To end it, reply stop')).toContain('body: "A coat. To end it, reply stop"');
    expect(written('email', 'A coat.')).not.toContain('Reply STOP');
  });
});
