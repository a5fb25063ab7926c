import { createPrivateKey, createPublicKey } from 'node:crypto';
import * as fc from 'fast-check';
import { signWebhook, type WebhookKey } from '../../../lambdas/domain/standard-webhooks';
import { bodyOf, headerOf, keysOf, vectorsOf } from '../../support/webhook-vectors';
import { verifyAs } from '../../support/webhook-verify';

const at = new Date('2026-11-27T12:00:00.000Z');
const key: WebhookKey = { id: 'current', secret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` };
const body = Buffer.from('{"type":"opened"}');

describe('signWebhook', () => {
  const accepted = vectorsOf('standard-webhooks-v1').filter(
    (vector) =>
      vector.expect === 'accepted' &&
      typeof vector.secret === 'string' &&
      !headerOf(vector, '-signature').includes(' '),
  );

  it.each(accepted.map((vector) => [vector.name, vector] as const))('signs as published: %s', (_name, vector) => {
    const seconds = Number(headerOf(vector, '-timestamp'));
    const message = { id: headerOf(vector, '-id'), at: new Date(seconds * 1000), body: bodyOf(vector) };
    expect(signWebhook(message, keysOf(vector))).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': headerOf(vector, '-signature'),
    });
  });

  const seeds = vectorsOf('standard-webhooks-v1a').filter(
    (vector) =>
      vector.expect === 'accepted' && vector.signingKey !== undefined && !headerOf(vector, '-signature').includes(' '),
  );

  it.each(seeds.map((vector) => [vector.name, vector] as const))(
    'signs so that no secret is shared, as published: %s',
    (_name, vector) => {
      const seconds = Number(headerOf(vector, '-timestamp'));
      const message = { id: headerOf(vector, '-id'), at: new Date(seconds * 1000), body: bodyOf(vector) };
      const signing = [{ id: 'k', secret: vector.signingKey ?? '' }];
      expect(signWebhook(message, signing, 'standard-webhooks-v1a')['webhook-signature']).toBe(
        headerOf(vector, '-signature'),
      );
    },
  );

  it('signs with a generated secret of 43 letters and digits as with its 32 bytes', () => {
    const generated = [{ id: 'k', secret: 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v' }];
    const headers = signWebhook({ id: 'msg_1', at, body }, generated, 'standard-webhooks-v1a');
    const seed = Buffer.from(generated[0]?.secret ?? '', 'base64');
    expect(seed).toHaveLength(32);
    const privateKey = createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
      format: 'der',
      type: 'pkcs8',
    });
    const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
    const key = { id: 'p', secret: `whpk_${raw.toString('base64')}` };
    expect(verifyAs({ headers, body }, [key], at, 'standard-webhooks-v1a')).toMatchObject({ ok: true });
  });

  it.each([
    ['too short', Buffer.alloc(31, 1)],
    ['whose public half is another’s', Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 2)])],
  ])('throws on an Ed25519 key %s, without naming it', (_case, bytes) => {
    const wrong = [{ id: 'k', secret: `whsk_${bytes.toString('base64')}` }];
    expect(() => signWebhook({ id: 'msg_1', at, body }, wrong, 'standard-webhooks-v1a')).toThrow(/^Key "k"(?!.*AQEB)/);
  });

  it('signs what verifies, at every instant of the tolerance', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: -300, max: 300 }), (bytes, seconds) => {
        const headers = signWebhook({ id: 'msg_1', at, body: bytes }, [key]);
        const receivedAt = new Date(at.getTime() + seconds * 1000);
        expect(verifyAs({ headers, body: bytes }, [key], receivedAt)).toMatchObject({ ok: true });
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
