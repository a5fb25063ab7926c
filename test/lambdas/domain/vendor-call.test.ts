import type { Outbound } from '../../../contracts/vendor-outbound';
import { keyIdOf, keysOf, outboundSecrets, vendorCall } from '../../../lambdas/domain/vendor-call';
import { NOW, vendor } from '../../support/decision-fixtures';
import { verifyAs } from '../../support/webhook-verify';

const outbound = vendor().outbound as Outbound;
const OLD = 'b2xkLW9sZC1vbGQtb2xkLW9sZC1v';
const NEW = 'whsec_bmV3LW5ldy1uZXctbmV3LW5ldy1u';
const at = new Date(NOW);
const content = { id: 'msg_1', url: outbound.url, body: Buffer.from('{}'), contentType: 'application/json' };

describe('vendorCall', () => {
  it('names its secrets below the stage’s prefix', () => {
    expect(outboundSecrets('mailhub', outbound)).toEqual({
      auth: 'vendor/mailhub/api-key',
      signing: 'vendor/mailhub/signing',
    });
  });

  it('signs with every key while they are being changed, so that either verifies', () => {
    const keys = keysOf('vendor/mailhub/signing', ` ${NEW}\n${OLD} `);
    expect(keyIdOf(outbound, { auth: 'api-key', keys })).toBe('vendor/mailhub/signing:1 vendor/mailhub/signing:2');
    const call = vendorCall(content, outbound, { auth: 'api-key', keys }, at);
    for (const secret of [OLD, NEW]) expect(verifyAs(call, [{ id: 'k', secret }], at)).toMatchObject({ ok: true });
    expect(call).toMatchObject({ url: outbound.url, body: content.body, timeoutMs: 10_000 });
  });

  it.each<{ case: string; auth: Outbound['auth']; secret: string; headers: object }>([
    {
      case: 'a header of its own',
      auth: { header: 'X-Api-Key', secret: 's' },
      secret: 'abc',
      headers: { 'x-api-key': 'abc' },
    },
    {
      case: 'user and password',
      auth: { kind: 'basic', secret: 's' },
      secret: 'Aladdin:open sesame',
      headers: { authorization: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==' },
    },
    {
      case: 'a bearer token',
      auth: { kind: 'bearer', secret: 's' },
      secret: 'abc',
      headers: { authorization: 'Bearer abc' },
    },
  ])('makes itself known by $case', ({ auth, secret, headers }) => {
    const keys = keysOf('k', OLD);
    expect(vendorCall(content, { ...outbound, auth }, { auth: secret, keys }, at).headers).toMatchObject(headers);
  });

  it('sends a vendor that checks no signature the stable id, and what its API wants on every request', () => {
    const plain: Outbound = { ...outbound, sign: 'none', headers: { revision: '2026-10-15' } };
    const call = vendorCall(content, plain, { auth: 'api-key', keys: [] }, at);
    expect(call.headers).toEqual({
      revision: '2026-10-15',
      'content-type': 'application/json',
      'user-agent': 'tandem',
      authorization: 'api-key',
      'webhook-id': 'msg_1',
    });
    expect(keyIdOf(plain, { auth: 'api-key', keys: [] })).toBe('vendor/mailhub/api-key');
  });

  it('finds no key in an empty secret, and sends nothing without one', () => {
    expect(keysOf('vendor/mailhub/signing', ' \n')).toEqual([]);
    expect(() => vendorCall(content, outbound, { auth: 'api-key', keys: [] }, at)).toThrow(TypeError);
  });
});
