import * as fc from 'fast-check';
import { signWebhook, verifyWebhook, type WebhookKey } from '../../../lambdas/domain/standard-webhooks';
import vectors from '../../fixtures/webhook-vectors.json';

interface Vector {
  readonly name: string;
  readonly secret: string | readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyUtf8?: string;
  readonly bodyBase64?: string;
  readonly receivedAt: number;
  readonly expect: string;
}
const all = vectors as unknown as readonly Vector[];

const keysOf = ({ secret }: Vector): readonly WebhookKey[] =>
  (typeof secret === 'string' ? [secret] : secret).map((text, index) => ({ id: `key-${index}`, secret: text }));
const bodyOf = ({ bodyUtf8, bodyBase64 }: Vector): Buffer =>
  bodyBase64 === undefined ? Buffer.from(bodyUtf8 ?? '', 'utf8') : Buffer.from(bodyBase64, 'base64');
const header = ({ headers }: Vector, name: string): string =>
  Object.entries(headers).find(([given]) => given.toLowerCase().endsWith(name))?.[1] ?? '';

const at = new Date('2026-11-27T12:00:00.000Z');
const key: WebhookKey = { id: 'current', secret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` };
const body = Buffer.from('{"type":"opened"}');
const signed = (): Record<string, string> => ({ ...signWebhook({ id: 'msg_1', at, body }, [key]) });

describe('verifyWebhook', () => {
  it('has known answers to check against', () => {
    expect(all).toHaveLength(45);
  });

  it.each(all.map((vector) => [vector.name, vector] as const))('answers as published: %s', (_name, vector) => {
    const verdict = verifyWebhook(
      { headers: vector.headers, body: bodyOf(vector) },
      keysOf(vector),
      new Date(vector.receivedAt * 1000),
    );
    expect(verdict.ok ? 'accepted' : verdict.reason).toBe(vector.expect);
  });

  it('says which key fits', () => {
    const old = { id: 'old', secret: Buffer.alloc(24, 9).toString('base64') };
    expect(verifyWebhook({ headers: signed(), body }, [old, key], at)).toEqual({
      ok: true,
      keyId: 'current',
      id: 'msg_1',
    });
  });

  it('accepts either key while the sender changes over', () => {
    const next = { id: 'next', secret: Buffer.alloc(24, 9).toString('base64') };
    const headers = signWebhook({ id: 'msg_1', at, body }, [next, key]);
    expect(verifyWebhook({ headers, body }, [key], at)).toMatchObject({ ok: true, keyId: 'current' });
    expect(verifyWebhook({ headers, body }, [next], at)).toMatchObject({ ok: true, keyId: 'next' });
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
    expect(verifyWebhook({ headers, body }, [key], at)).toEqual({ ok: false, reason });
  });

  it('refuses an id with a dot, however well it is signed, because the dot could stand for the one before the time', () => {
    const inner = signWebhook({ id: 'msg_1', at, body: Buffer.concat([Buffer.from('1795780800.'), body]) }, [key]);
    const headers = {
      ...inner,
      'webhook-id': `msg_1.${inner['webhook-timestamp']}`,
      'webhook-timestamp': '1795780800',
    };
    expect(verifyWebhook({ headers, body }, [key], at)).toEqual({ ok: false, reason: 'signature-mismatch' });
  });

  it('does not mix the headers of two senders', () => {
    const { 'webhook-id': id = '', ...rest } = signed();
    expect(verifyWebhook({ headers: { 'svix-id': id, ...rest }, body }, [key], at)).toMatchObject({
      reason: 'missing-header',
    });
  });

  it('fails at load for a key that is not base64, and for more keys than a rotation has', () => {
    expect(() => verifyWebhook({ headers: signed(), body }, [{ id: 'k', secret: 'not base64!' }], at)).toThrow(
      TypeError,
    );
    expect(() => verifyWebhook({ headers: signed(), body }, Array(6).fill(key), at)).toThrow('At most 5 keys, got 6.');
  });

  it('refuses every change of body, id, time or signature', () => {
    const headers = signed();
    const parts = ['body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.nat(), fc.integer({ min: 1, max: 127 }), (part, index, flip) => {
        const text = Buffer.from(part === 'body' ? body : (headers[part] ?? ''));
        const place = index % text.length;
        text[place] = (text[place] ?? 0) ^ flip;
        const changed =
          part === 'body' ? { headers, body: text } : { headers: { ...headers, [part]: text.toString() }, body };
        expect(verifyWebhook(changed, [key], at).ok).toBe(false);
      }),
    );
  });

  it('never throws on what a request holds', () => {
    const value = fc.option(fc.string({ unit: 'binary' }), { nil: undefined });
    const headers = fc.record({ 'webhook-id': value, 'webhook-timestamp': value, 'webhook-signature': value });
    fc.assert(
      fc.property(headers, fc.uint8Array(), (given, bytes) => {
        expect(verifyWebhook({ headers: given, body: bytes }, [key], at).ok).toBe(false);
      }),
    );
  });
});

describe('signWebhook', () => {
  const accepted = all.filter(
    (vector) =>
      vector.expect === 'accepted' && typeof vector.secret === 'string' && !header(vector, '-signature').includes(' '),
  );

  it.each(accepted.map((vector) => [vector.name, vector] as const))('signs as published: %s', (_name, vector) => {
    const seconds = Number(header(vector, '-timestamp'));
    const message = { id: header(vector, '-id'), at: new Date(seconds * 1000), body: bodyOf(vector) };
    expect(signWebhook(message, keysOf(vector))).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': header(vector, '-signature'),
    });
  });

  it('signs what it verifies, at every instant of the tolerance', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: -300, max: 300 }), (bytes, seconds) => {
        const headers = signWebhook({ id: 'msg_1', at, body: bytes }, [key]);
        const receivedAt = new Date(at.getTime() + seconds * 1000);
        expect(verifyWebhook({ headers, body: bytes }, [key], receivedAt)).toMatchObject({ ok: true });
      }),
    );
  });

  it.each([
    ['an id with a dot', 'msg.1', [key]],
    ['no id', '', [key]],
    ['no key', 'msg_1', []],
    ['an empty key only', 'msg_1', [{ id: 'k', secret: 'whsec_' }]],
  ])('throws on %s', (_case, id, keys) => {
    expect(() => signWebhook({ id, at, body }, keys)).toThrow(TypeError);
  });
});
