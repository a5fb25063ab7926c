import { createHash } from 'node:crypto';
import { type DeliveryFacts, fieldTokens, fieldValues, REFUSED, refusal } from '../../../lambdas/domain/delivery';
import { messageRequest, person, policy, vendor } from '../../support/decision-fixtures';

const stamp = { at: '2026-11-20T00:00:00.000Z', key: 'shop#1' };
const now = new Date('2026-11-27T12:00:00.000Z');
const facts = (over: Partial<DeliveryFacts> = {}): DeliveryFacts => ({
  vendor: vendor(),
  now,
  policy,
  view: person(),
  ...over,
});
const approval = (date: string, expires: string) => vendor({ approval: { by: 'it', ticket: 'SEC-1', date, expires } });
const { outbound: _none, ...inboundOnly } = vendor();

describe('refusal', () => {
  it('has nothing against an approved vendor and a person who wants it', () => {
    expect(refusal(messageRequest(), facts())).toBeUndefined();
  });

  it.each<[string, string, DeliveryFacts]>([
    ['a message that is too late', 'expired', facts({ now: new Date('2026-11-30T05:00:00.000Z') })],
    ['an unknown vendor', 'vendor-unknown', facts({ vendor: undefined })],
    ['a vendor that may only send to us', 'approval-missing', facts({ vendor: inboundOnly })],
    ['an approval that has not begun', 'approval-missing', facts({ vendor: approval('2026-11-28', '2027-10-01') })],
    [
      'an approval that ended with yesterday',
      'approval-expired',
      facts({ vendor: approval('2026-10-01', '2026-11-27') }),
    ],
    ['a channel nobody approved', 'channel-not-approved', facts({ vendor: vendor({ channels: ['sms'] }) })],
    ['a purpose nobody approved', 'purpose-not-approved', facts({ vendor: vendor({ purposes: [] }) })],
    [
      'a vendor that may not know the address',
      'field-not-approved',
      facts({ vendor: vendor({ fields: ['first_name'] }) }),
    ],
    ['a person who is gone', 'person-unknown', facts({ view: undefined })],
    ['a person whose data may only be stored', 'restricted', facts({ view: person({ restricted: true }) })],
    ['a person without consent', 'no-consent', facts({ view: person({ consent: {} }) })],
    [
      'a consent that has ended by now',
      'no-consent',
      facts({ policy: { ...policy, consentSeconds: { 'personalised-offers': 86_400 } } }),
    ],
    ['an address that bounced', 'unreachable', facts({ view: person({ bounced: ['tok_0123456789abcdefghijAB'] }) })],
    [
      'a person who withdrew consent',
      'no-consent',
      facts({ view: person({ consent: { 'personalised-offers/email': { ...stamp, status: 'denied' } } }) }),
    ],
    ['a person without an address', 'unreachable', facts({ view: person({ traits: {} }) })],
  ])('refuses %s', (_case, reason, given) => {
    expect(REFUSED).toContain(reason);
    expect(refusal(messageRequest(), given)).toBe(reason);
  });

  it('accepts the last instant and the last day of an approval', () => {
    const last = facts({ now: new Date('2026-11-30T04:59:59.999Z'), vendor: approval('2026-11-30', '2026-12-01') });
    expect(refusal(messageRequest(), last)).toBeUndefined();
  });

  it.each([['notAfter'], ['approval']])('refuses when %s is no date, because nobody can say it is not over', (what) => {
    const request = messageRequest(what === 'notAfter' ? { notAfter: 'soon' } : {});
    expect(refusal(request, facts(what === 'approval' ? { vendor: approval('x', 'y') } : {}))).toBeDefined();
  });
});

describe('fields of a vendor', () => {
  const token = (letter: string) => `tok_${letter.repeat(22)}`;
  const view = person({
    traits: {
      email: { ...stamp, value: token('e') },
      first_name: { ...stamp, value: token('f') },
      last_name: { ...stamp, value: token('l') },
      household_size: { ...stamp, value: 3 },
      language: { ...stamp, value: '' },
    },
  });
  const values = new Map([
    [token('e'), 'ada@example.org'],
    [token('l'), 'Lovelace'],
  ]);
  const all = vendor({ fields: ['email', 'first_name', 'household_size', 'language', 'constructor'] });

  it('asks the vault for the fields that are approved, no others', () => {
    expect(fieldTokens(vendor(), view)).toEqual([token('e'), token('f')]);
  });

  it('passes on values, never a token', () => {
    expect(fieldValues(all, view, values)).toEqual({ email: 'ada@example.org', household_size: 3 });
  });

  it('passes on the hash of a value where the vendor wants no more', () => {
    // Of the address that Meta's and Google's guides to hashed customer data take as their example.
    const known = new Map([
      [token('e'), 'john_smith@gmail.com'],
      [token('p'), '+16505551212'],
    ]);
    const hashing = vendor({
      fields: [
        { field: 'email', hash: 'sha256' },
        { field: 'phone', hash: 'sha256-digits' },
      ],
    });
    const reached = { traits: { email: { ...stamp, value: token('e') }, phone: { ...stamp, value: token('p') } } };
    expect(fieldTokens(hashing, person(reached))).toEqual([token('e'), token('p')]);
    expect(fieldValues(hashing, person(reached), known)).toEqual({
      email: '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
      phone: createHash('sha256').update('16505551212').digest('hex'),
    });
  });
});
