import { WEBHOOK_SCHEMES } from '../../../contracts/webhook-schemes';
import { signWebhook, type WebhookKey } from '../../../lambdas/domain/standard-webhooks';
import { allVectors, bodyOf, keysOf } from '../../support/webhook-vectors';
import { verifyAs } from '../../support/webhook-verify';

const at = new Date('2026-11-27T12:00:00.000Z');
const key: WebhookKey = { id: 'current', secret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` };
const body = Buffer.from('{"type":"opened"}');
const signed = (): Record<string, string> => ({ ...signWebhook({ id: 'msg_1', at, body }, [key]) });

describe('known answers', () => {
  it('are there for every scheme that vendors have published', () => {
    expect(allVectors).toHaveLength(226);
  });

  it.each(allVectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const { headers, method = 'POST', url, scheme, receivedAt } = vector;
    const request = { headers, method, body: bodyOf(vector), ...(url === undefined ? {} : { url }) };
    const verdict = verifyAs(request, keysOf(vector), new Date(receivedAt * 1000), scheme);
    expect(verdict.ok ? 'accepted' : verdict.reason).toBe(vector.expect);
  });
});

describe('compileVerifier', () => {
  it('refuses a scheme that nobody may use, with whatever keys', () => {
    for (const keys of [[], [key]]) {
      expect(verifyAs({ headers: signed(), body }, keys, at, 'hubspot-v1')).toEqual({
        ok: false,
        reason: 'scheme-refused',
      });
    }
    expect(WEBHOOK_SCHEMES['hubspot-v1']).toHaveProperty('refused');
  });

  it('says which key fits', () => {
    const old = { id: 'old', secret: Buffer.alloc(24, 9).toString('base64') };
    expect(verifyAs({ headers: signed(), body }, [old, key], at)).toEqual({ ok: true, keyId: 'current', id: 'msg_1' });
  });

  it('accepts either key while the sender changes over', () => {
    const next = { id: 'next', secret: Buffer.alloc(24, 9).toString('base64') };
    const headers = signWebhook({ id: 'msg_1', at, body }, [next, key]);
    expect(verifyAs({ headers, body }, [key], at)).toMatchObject({ ok: true, keyId: 'current' });
    expect(verifyAs({ headers, body }, [next], at)).toMatchObject({ ok: true, keyId: 'next' });
  });

  it.each([
    [
      'a signature header with more entries than anybody needs',
      Array(11).fill('v1,x').join(' '),
      'signature-malformed',
    ],
    ['an entry with a comma too many', 'v1,a,b', 'signature-malformed'],
  ])('refuses %s', (_case, signature, reason) => {
    const headers = { ...signed(), 'webhook-signature': signature };
    expect(verifyAs({ headers, body }, [key], at)).toEqual({ ok: false, reason });
  });

  it('takes a header that is longer than any signature for none', () => {
    const headers = { ...signed(), 'webhook-id': 'm'.repeat(5000) };
    expect(verifyAs({ headers, body }, [key], at)).toEqual({ ok: false, reason: 'missing-header' });
  });

  it('refuses an id with a dot, however well it is signed, because the dot could stand for the one before the time', () => {
    const inner = signWebhook({ id: 'msg_1', at, body: Buffer.concat([Buffer.from('1795780800.'), body]) }, [key]);
    const headers = {
      ...inner,
      'webhook-id': `msg_1.${inner['webhook-timestamp']}`,
      'webhook-timestamp': '1795780800',
    };
    expect(verifyAs({ headers, body }, [key], at)).toEqual({ ok: false, reason: 'signature-mismatch' });
  });

  it('does not mix the headers of two senders', () => {
    const { 'webhook-id': id = '', ...rest } = signed();
    expect(verifyAs({ headers: { 'svix-id': id, ...rest }, body }, [key], at)).toMatchObject({
      reason: 'missing-header',
    });
  });

  it('keeps to a wider tolerance where the registry gives one, both ways', () => {
    const scheme = WEBHOOK_SCHEMES['standard-webhooks-v1'];
    expect(scheme.time).toBe(1);
    for (const [seconds, tolerance, ok] of [
      [600, 600, true],
      [601, 600, false],
      [-600, 600, true],
      [-601, 600, false],
    ] as const) {
      const receivedAt = new Date(at.getTime() + seconds * 1000);
      expect(verifyAs({ headers: signed(), body }, [key], receivedAt, 'standard-webhooks-v1', tolerance).ok).toBe(ok);
    }
  });
});
