import { resolve } from 'node:path';
import { signWebhook } from '../../lambdas/domain/standard-webhooks';
import { loadWorkspace } from '../../lib/workspace';
import { startVendorStandIn, type VendorStandIn } from '../../local/vendor-stand-in';

const { workspace } = loadWorkspace(resolve(__dirname, '../..'));
const KEY = Buffer.from('a key of the test').toString('base64');
const readSecret = async (name: string): Promise<string> => (name.endsWith('/signing') ? KEY : 'the credential');
const body = Buffer.from(
  JSON.stringify({
    messageId: 'msg_1',
    launch: 'win-back',
    channel: 'email',
    offer: 'o',
    to: { email: 'a@b.example' },
    content: {},
  }),
);

let standIn: VendorStandIn;
beforeEach(async () => {
  standIn = await startVendorStandIn(workspace?.vendors ?? []);
});
afterEach(() => standIn.stop());

const post = async (headers: Record<string, string>, path = '/send'): Promise<number> =>
  (await fetch(`${standIn.url}${path}`, { method: 'POST', headers, body })).status;
const signed = (authorization = 'the credential'): Record<string, string> => ({
  authorization,
  ...signWebhook({ id: 'msg_1', at: new Date(), body }, [{ id: 'k', secret: KEY }]),
});

describe('the vendor stand-in', () => {
  it('takes a message with credential and signature, and keeps names of fields only', async () => {
    const seen: string[] = [];
    standIn.open(readSecret, (vendor, message) => seen.push(`${vendor.vendor} ${message.to.email}`));
    expect(await post(signed())).toBe(202);
    expect(standIn.deliveries).toEqual([
      {
        vendor: 'mailhub',
        messageId: 'msg_1',
        launch: 'win-back',
        channel: 'email',
        fields: ['email'],
        at: expect.any(Number),
      },
    ]);
    expect(seen).toEqual(['mailhub a@b.example']);
  });

  it.each([
    { case: 'without a signature', headers: () => ({ authorization: 'the credential' }) },
    { case: 'with a wrong credential', headers: () => signed('another') },
    { case: 'signed with another key', headers: () => ({ ...signed(), 'webhook-signature': `v1,${'A'.repeat(43)}=` }) },
  ])('refuses a message $case', async ({ headers }) => {
    standIn.open(readSecret, () => undefined);
    expect(await post(headers())).toBe(401);
    expect({ deliveries: standIn.deliveries, refused: standIn.refused() }).toEqual({ deliveries: [], refused: 1 });
  });

  it('knows vendors by their path alone', async () => {
    standIn.open(readSecret, () => undefined);
    expect(await post(signed(), '/elsewhere')).toBe(404);
  });

  it('fails as often as it is told to', async () => {
    standIn.open(readSecret, () => undefined);
    standIn.failNext(1, 503);
    expect([await post(signed()), await post(signed())]).toEqual([503, 202]);
  });
});
