import type { Consent, PersonView, StrandState } from '../../../contracts/profile';
import { consentFor as consentAt } from '../../../lambdas/domain/consent';
import { viewOf } from '../../../lambdas/domain/person-view';

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const said = (status: 'granted' | 'denied', day: number, key = `shop#${status}${day}`): Consent => ({
  at: at(day),
  key,
  status,
});
/** Asked at the end of the month. */
const consentFor = (view: Pick<PersonView, 'consent'>, purpose: string, channel: string) =>
  consentAt(view, purpose, channel, { at: Date.parse(at(30)) });
const answer = (consent: Record<string, Consent>, purpose = 'offers', channel = 'email') =>
  consentFor({ consent }, purpose, channel);

describe('consentFor', () => {
  it('is none without a record', () => {
    expect(answer({})).toBe('none');
    expect(answer({ 'offers/app': said('granted', 1), 'care/email': said('granted', 1) })).toBe('none');
    expect(consentFor({ consent: {} }, 'constructor', 'name')).toBe('none');
  });

  it.each(['offers/email', 'offers/*', '*/email', '*/*'])('takes %s as an answer for offers by e-mail', (name) => {
    expect(answer({ [name]: said('granted', 1) })).toBe('granted');
  });

  it('takes the latest of all that apply, and of one instant the denial', () => {
    expect(answer({ '*/*': said('denied', 5), 'offers/email': said('granted', 6) })).toBe('granted');
    expect(answer({ '*/*': said('denied', 7), 'offers/email': said('granted', 6) })).toBe('denied');
    expect(answer({ '*/*': said('denied', 6, 'a'), 'offers/email': said('granted', 6, 'z') })).toBe('denied');
  });
});

describe('an end of a consent', () => {
  const granted = (expiresAt?: string): Record<string, Consent> => ({
    'offers/email': { ...said('granted', 1), ...(expiresAt === undefined ? {} : { expiresAt }) },
  });
  const asked = (consent: Record<string, Consent>, day: number, seconds?: number) =>
    consentAt({ consent }, 'offers', 'email', { at: Date.parse(at(day)), seconds });

  it('denies from its very instant, whichever comes first: its own or the purpose’s', () => {
    expect(asked(granted(at(9)), 8)).toBe('granted');
    expect(asked(granted(at(9)), 9)).toBe('denied');
    expect(asked(granted(), 3, 2 * 86_400 + 1)).toBe('granted');
    expect(asked(granted(), 3, 2 * 86_400)).toBe('denied');
    expect(asked(granted(at(9)), 3, 2 * 86_400)).toBe('denied');
    expect(asked(granted(at(2)), 3, 20 * 86_400)).toBe('denied');
  });

  it('has passed where nobody can read it', () => {
    expect(asked(granted('2026-99-99T00:00:00Z'), 2)).toBe('denied');
  });

  it('does not bring an older, wider grant back', () => {
    expect(
      asked({ 'offers/*': said('granted', 1), 'offers/email': { ...said('granted', 2), expiresAt: at(3) } }, 4),
    ).toBe('denied');
  });
});

describe('consent of merged strands', () => {
  const strand = (
    first: number,
    consent: Record<string, Consent>,
    links: Record<string, number> = {},
  ): StrandState => ({
    first: { at: at(first), key: 'shop#0' },
    last: { at: at(first), key: 'shop#0' },
    traits: {},
    consent,
    lists: {},
    digests: [],
    links: Object.fromEntries(Object.entries(links).map(([other, day]) => [other, [{ at: at(day), key: 'shop#l' }]])),
  });
  /** Two strands, joined on the 20th. */
  const joined = (one: Record<string, Consent>, other: Record<string, Consent>) =>
    viewOf({
      strands: {
        'user_id:u': strand(1, one, { 'anonymous_id:d': 20 }),
        'anonymous_id:d': strand(2, other, { 'user_id:u': 20 }),
      },
    });
  const merged = (one: Record<string, Consent>, other: Record<string, Consent>) =>
    [joined(one, other), joined(other, one)].map((view) => consentFor(view, 'offers', 'email'));

  it('is the more restrictive of what they said before they were one', () => {
    expect(merged({ 'offers/email': said('granted', 10) }, { 'offers/email': said('denied', 5) })).toEqual([
      'denied',
      'denied',
    ]);
    expect(merged({ 'offers/email': said('granted', 5) }, { 'offers/email': said('denied', 10) })).toEqual([
      'denied',
      'denied',
    ]);
  });

  it('is opened by a grant given since', () => {
    expect(merged({ 'offers/email': said('granted', 21) }, { 'offers/email': said('denied', 5) })).toEqual([
      'granted',
      'granted',
    ]);
    expect(merged({ 'offers/email': said('granted', 20) }, { 'offers/email': said('denied', 20) })).toEqual([
      'denied',
      'denied',
    ]);
  });

  it('is restrictive across keys that overlap', () => {
    expect(merged({ 'offers/email': said('granted', 10) }, { '*/*': said('denied', 5) })).toEqual(['denied', 'denied']);
    expect(merged({ '*/*': said('granted', 10) }, { 'offers/email': said('denied', 5) })).toEqual(['denied', 'denied']);
    expect(merged({ 'care/email': said('granted', 10) }, { 'offers/email': said('denied', 5) })).toEqual([
      'denied',
      'denied',
    ]);
    expect(merged({ '*/*': said('granted', 25) }, { 'offers/email': said('denied', 5) })).toEqual([
      'granted',
      'granted',
    ]);
  });

  it('does not bring back a denial that the same strand had taken back', () => {
    const both = { 'offers/email': said('denied', 5), '*/*': said('granted', 7) };
    expect(merged(both, { 'offers/email': said('granted', 10) })).toEqual(['granted', 'granted']);
  });

  it('counts strands as one since a chain of links connects them', () => {
    const chain = (linked: number) =>
      viewOf({
        strands: {
          'user_id:u': strand(1, { 'offers/email': said('granted', 10) }, { 'email:e': 3 }),
          'email:e': strand(2, {}, { 'user_id:u': 3, 'anonymous_id:d': linked }),
          'anonymous_id:d': strand(3, { 'offers/email': said('denied', 5) }, { 'email:e': linked }),
        },
      });
    expect(consentFor(chain(4), 'offers', 'email')).toBe('granted');
    expect(consentFor(chain(12), 'offers', 'email')).toBe('denied');
  });
});
