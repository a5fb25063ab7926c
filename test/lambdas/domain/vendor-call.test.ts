import { keysOf, type Outbound, outboundSecrets, timeoutMs, vendorCall } from '../../../lambdas/domain/vendor-call';
import { messageRequest, NOW, vendor } from '../../support/decision-fixtures';
import { verifyAs } from '../../support/webhook-verify';

const outbound = vendor().outbound as Outbound;
const OLD = 'b2xkLW9sZC1vbGQtb2xkLW9sZC1v';
const NEW = 'whsec_bmV3LW5ldy1uZXctbmV3LW5ldy1u';

describe('timeoutMs', () => {
  it.each([
    { timeout: '10 seconds', ms: 10_000 },
    { timeout: '1 second', ms: 1000 },
    { timeout: '2 minutes', ms: 30_000 },
    { timeout: 'soon', ms: 30_000 },
  ])('takes "$timeout" for $ms ms', ({ timeout, ms }) => {
    expect(timeoutMs({ ...outbound, timeout })).toBe(ms);
  });

  it('takes the longest where nothing is said', () => {
    expect(timeoutMs(undefined)).toBe(30_000);
  });
});

describe('vendorCall', () => {
  it('names its secrets below the stage’s prefix', () => {
    expect(outboundSecrets('mailhub', outbound)).toEqual({
      auth: 'vendor/mailhub/api-key',
      signing: 'vendor/mailhub/signing',
    });
  });

  it('signs with every key while they are being changed, so that either verifies', () => {
    const keys = keysOf('vendor/mailhub/signing', ` ${NEW}\n${OLD} `);
    expect(keys.map(({ id }) => id)).toEqual(['vendor/mailhub/signing:1', 'vendor/mailhub/signing:2']);
    const at = new Date(NOW);
    const call = vendorCall(
      { request: messageRequest() },
      outbound,
      { to: { email: 'ana@example.org' }, content: { headline: 'h', body: 'b' } },
      { auth: 'api-key', keys, at },
    );
    for (const secret of [OLD, NEW]) expect(verifyAs(call, [{ id: 'k', secret }], at)).toMatchObject({ ok: true });
    expect(call.headers).toMatchObject({ authorization: 'api-key', 'content-type': 'application/json; charset=utf-8' });
  });

  it('finds no key in an empty secret', () => {
    expect(keysOf('vendor/mailhub/signing', ' \n')).toEqual([]);
  });
});
