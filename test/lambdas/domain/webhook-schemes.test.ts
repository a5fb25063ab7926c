import * as fc from 'fast-check';
import { trustOf } from '../../../contracts/webhook-rules';
import { SCHEME_NAMES, type SchemeName, WEBHOOK_SCHEMES } from '../../../contracts/webhook-schemes';
import { TOLERANCE_SECONDS } from '../../../lambdas/domain/verify-webhook';
import { addressFor, SIGNERS, secretFor, signAs } from '../../support/sign-as';
import { verifierOf, verifyAs } from '../../support/webhook-verify';

const BASE = 'https://hooks.shop.example/hooks/vendor';
const AT = Date.parse('2026-11-27T12:00:00.000Z');
const BODY = Buffer.from('{"text":"Caf\u00e9"}');
const at = new Date(AT);

const usable = SCHEME_NAMES.filter((name) => !('refused' in WEBHOOK_SCHEMES[name]));
const signed = usable.filter((name) => 'signs' in WEBHOOK_SCHEMES[name]);
const timed = signed.filter((name) => 'time' in WEBHOOK_SCHEMES[name]);

const requestOf = (scheme: SchemeName, body = BODY, time = AT) => {
  const url = addressFor(scheme, BASE, secretFor(scheme), body);
  const headers = signAs(scheme, secretFor(scheme), { body, at: time, url, method: 'POST' });
  return { headers, body, url, method: 'POST' };
};
const keyOf = (scheme: SchemeName) => ({ id: 'current', secret: secretFor(scheme) });
const verdictOf = (scheme: SchemeName, request = requestOf(scheme), receivedAt = at) => {
  const verdict = verifyAs(request, [keyOf(scheme)], receivedAt, scheme);
  return verdict.ok ? 'accepted' : verdict.reason;
};

describe('every scheme', () => {
  it('has a signer in these tests, or is refused', () => {
    expect(Object.keys(SIGNERS).sort()).toEqual([...usable].sort());
  });

  it.each(usable)('accepts what its vendor signs: %s', (scheme) => {
    expect(verdictOf(scheme)).toBe('accepted');
  });

  it.each(signed.filter((name) => name !== 'twilio-json'))('refuses another body: %s', (scheme) => {
    expect(verdictOf(scheme, { ...requestOf(scheme), body: Buffer.from('{"text":"Cafe"}') })).toBe(
      'signature-mismatch',
    );
  });

  it.each(usable)('refuses what it signs for another receiver: %s', (scheme) => {
    const other = { id: 'other', secret: scheme.startsWith('standard') ? '' : 'another-secret-altogether' };
    const verdict =
      scheme.startsWith('standard') || scheme === 'sendgrid'
        ? verifyAs(requestOf(scheme), [], at, scheme)
        : verifyAs(requestOf(scheme), [other], at, scheme);
    expect(verdict.ok).toBe(false);
  });

  it.each(timed)('keeps to five minutes both ways: %s', (scheme) => {
    const seen = [300, 301, -300, -301].map((seconds) =>
      verdictOf(scheme, requestOf(scheme), new Date(AT + seconds * 1000)),
    );
    expect(seen).toEqual(['accepted', 'timestamp-too-old', 'accepted', 'timestamp-in-future']);
  });

  it.each(signed.filter((name) => name !== 'twilio-json'))('verifies bytes that are no UTF-8: %s', (scheme) => {
    const body = Buffer.from('a=%ff&b=\u00e9');
    expect(verdictOf(scheme, requestOf(scheme, body))).toBe('accepted');
  });

  it.each(usable)('refuses a request that holds nothing: %s', (scheme) => {
    expect(verdictOf(scheme, { headers: {}, body: Buffer.alloc(0), url: '', method: '' })).not.toBe('accepted');
  });

  it('is trusted by how it proves who the vendor is', () => {
    const low = usable.filter((name) => trustOf(WEBHOOK_SCHEMES[name]) === 'low');
    expect(low.sort()).toEqual(['shared-token', 'url-secret']);
    expect(signed.filter((name) => trustOf(WEBHOOK_SCHEMES[name]) === 'high').sort()).toEqual([...timed].sort());
    expect(trustOf(WEBHOOK_SCHEMES['hubspot-v1'])).toBe('low');
  });

  it('is kept in mind for thirty days where it signs no time', () => {
    const days = signed.filter((name) => !timed.includes(name)).map((name) => WEBHOOK_SCHEMES[name]);
    expect(days.every((row) => 'days' in row && row.days === 30)).toBe(true);
  });

  it('never throws, whatever stands in headers, address and body', () => {
    const names = [
      ...new Set(signed.flatMap((name) => Object.keys(signAs(name, secretFor(name), { body: BODY, at: AT })))),
    ];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.stringMatching(/^(t=\d{1,12},)?(v1a?|v0|sha256|h)[=,][A-Za-z0-9+/=]{0,90}$/),
      fc.stringMatching(/^\d{1,16}$/),
      fc.base64String(),
    );
    const headers = fc.dictionary(
      fc.oneof(fc.constantFrom(...names), fc.string()),
      fc.option(value, { nil: undefined }),
    );
    const verifiers = new Map(usable.map((name) => [name, verifierOf(name, [keyOf(name)])]));
    fc.assert(
      fc.property(fc.constantFrom(...usable), headers, fc.string(), fc.uint8Array(), (name, given, url, body) => {
        const request = { headers: given, body: Buffer.from(body), url };
        expect(verifiers.get(name)?.(request, AT / 1000, TOLERANCE_SECONDS).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses every change of one byte in a header or the body that it signs', () => {
    fc.assert(
      fc.property(fc.constantFrom(...signed), fc.nat(), fc.integer({ min: 1, max: 127 }), (scheme, at, flip) => {
        const request = requestOf(scheme);
        const row = WEBHOOK_SCHEMES[scheme];
        const name = 'headers' in row ? row.headers[0][0] : '';
        const text = Buffer.from(request.headers[name] ?? '');
        const place = at % text.length;
        text[place] = (text[place] ?? 0) ^ flip;
        const changed = text.toString();
        // Hex says the same in both cases.
        fc.pre(changed.toLowerCase() !== (request.headers[name] ?? '').toLowerCase());
        expect(verdictOf(scheme, { ...request, headers: { ...request.headers, [name]: changed } })).not.toBe(
          'accepted',
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('hook0', () => {
  it('needs every header that its signature covers', () => {
    const { headers, ...request } = requestOf('hook0');
    const { 'x-event-type': _, ...rest } = headers;
    expect(verdictOf('hook0', { ...request, headers: rest })).toBe('missing-header');
  });

  it('refuses another value of a covered header', () => {
    const { headers, ...request } = requestOf('hook0');
    expect(verdictOf('hook0', { ...request, headers: { ...headers, 'x-event-type': 'c.d' } })).toBe(
      'signature-mismatch',
    );
  });
});

describe('hookdeck', () => {
  it('accepts the second header while the secret is being changed', () => {
    const { headers, ...request } = requestOf('hookdeck');
    const both = {
      'x-hookdeck-signature': Buffer.alloc(32).toString('base64'),
      'x-hookdeck-signature-2': headers['x-hookdeck-signature'] ?? '',
    };
    expect(verdictOf('hookdeck', { ...request, headers: both })).toBe('accepted');
  });
});

describe('convoy', () => {
  it('accepts any of the secrets that it signs with', () => {
    const { headers, ...request } = requestOf('convoy');
    const [time, good] = (headers['x-convoy-signature'] ?? '').split(',');
    const both = { 'x-convoy-signature': `${time},v1=${'0'.repeat(64)},${good}` };
    expect(verdictOf('convoy', { ...request, headers: both })).toBe('accepted');
  });
});

describe('a token', () => {
  it.each([
    {
      case: 'the password of Basic',
      headers: { authorization: `Basic ${Buffer.from('user:the-token').toString('base64')}` },
      ok: true,
    },
    { case: 'our header', headers: { 'X-Webhook-Token': 'the-token' }, ok: true },
    { case: 'its start', headers: { 'x-webhook-token': 'the-tok' }, ok: false },
    { case: 'none', headers: {}, ok: false },
  ])('is looked for as $case', ({ headers, ok }) => {
    const verdict = verifyAs({ headers, body: BODY }, [{ id: 'a', secret: 'the-token' }], at, 'shared-token');
    expect(verdict).toEqual(ok ? { ok: true, keyId: 'a' } : { ok: false, reason: 'token-mismatch' });
  });

  it('is one of two while it is being changed', () => {
    const tokens = [
      { id: 'old', secret: 'old-token' },
      { id: 'new', secret: 'new-token' },
    ];
    const request = { headers: {}, body: BODY, url: `${BASE}?token=new-token` };
    expect(verifyAs(request, tokens, at, 'url-secret')).toEqual({ ok: true, keyId: 'new' });
  });
});

describe('prepareKeys', () => {
  it.each<{ scheme: SchemeName; secret: string; case: string }>([
    { scheme: 'standard-webhooks-v1', secret: 'not base64!', case: 'is not base64' },
    {
      scheme: 'standard-webhooks-v1a',
      secret: `whpk_${Buffer.alloc(31).toString('base64')}`,
      case: 'has another length',
    },
    { scheme: 'standard-webhooks-v1a', secret: secretFor('sendgrid'), case: 'is of another algorithm' },
    { scheme: 'sendgrid', secret: Buffer.from('no key').toString('base64'), case: 'is no public key' },
  ])('fails at load for a key of $scheme that $case, without quoting it', ({ scheme, secret }) => {
    const load = () => verifierOf(scheme, [{ id: 'k', secret }]);
    expect(load).toThrow(TypeError);
    expect(load).toThrow(expect.objectContaining({ message: expect.not.stringContaining(secret) }));
  });

  it('accepts an Ed25519 key with and without what names its algorithm', () => {
    const raw = secretFor('standard-webhooks-v1a').replace('whpk_', '');
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(raw, 'base64')]);
    for (const secret of [raw, `whpk_${raw}`, der.toString('base64')]) {
      const keys = [{ id: 'k', secret }];
      expect(verifyAs(requestOf('standard-webhooks-v1a'), keys, at, 'standard-webhooks-v1a').ok).toBe(true);
    }
  });
});
