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
