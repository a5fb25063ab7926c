import { signWebhook } from '../../../lambdas/domain/standard-webhooks';
import { fakeStage, runTandem } from '../../support/fake-stage';
import { verifyAs } from '../../support/webhook-verify';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const SEEDS = ['A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v', 'Z9y8X7w6V5u4T3s2R1q0P9o8N7m6L5k4J3i2H1g0F9e'];
const asymmetric = `vendor: sealed
approval: { by: it-security, ticket: SEC-9, date: 2026-10-01, expires: 2027-10-01 }
agreement: { ref: DPA-9, residency: [US] }
outbound:
  url: https://api.sealed.example/send
  auth: { kind: bearer, secret: sealed/token }
  sign: standard-webhooks-v1a
  rate: 5/s
  timeout: 5 seconds
`;
const root = workspaceWith({ 'platform/vendors/sealed.yaml': asymmetric });
const at = new Date('2026-11-27T12:00:00.000Z');

describe('tandem vendor public-key', () => {
  it('shows what verifies every signature of ours, and no private half', async () => {
    const stage = fakeStage();
    stage.secrets.set('sealed/signing', SEEDS.join(' '));
    const { code, out } = await runTandem(root, ['vendor', 'public-key', 'sealed', '--json'], stage);

    expect(code).toBe(0);
    const { keys } = JSON.parse(out) as { keys: readonly string[] };
    expect(keys).toHaveLength(2);
    for (const [index, secret] of SEEDS.entries()) {
      const body = Buffer.from('{}');
      const headers = signWebhook({ id: 'msg_1', at, body }, [{ id: 'k', secret }], 'standard-webhooks-v1a');
      const known = [{ id: 'p', secret: keys[index] ?? '' }];
      expect(verifyAs({ headers, body }, known, at, 'standard-webhooks-v1a')).toMatchObject({ ok: true });
      expect(out).not.toContain(secret);
    }
  });

  it('refuses a vendor that shares a secret with us', async () => {
    const { code, out } = await runTandem(root, ['vendor', 'public-key', 'mailhub'], fakeStage());
    expect(code).toBe(1);
    expect(out).toContain('standard-webhooks-v1a');
  });
});
