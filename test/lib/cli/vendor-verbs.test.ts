import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyListText, type ListedKey, parseKeyList } from '../../../contracts/webhook-key-list';
import { type FakeStage, fakeStage, runTandem } from '../../support/fake-stage';
import { removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const SHOP =
  'vendor: shop\napproval: { by: b, ticket: SEC-9, date: 2026-01-01, expires: 2028-02-01 }\nagreement: { ref: r, residency: [EU] }\ninbound: { scheme: shopify, secret: shop/webhook, mode: observe, observeUntil: 2026-12-01, events: { a: Product Viewed } }\n';
const root = workspaceWith({
  'platform/vendors/shop.yaml': SHOP,
  'package.json': '{"devDependencies":{"aws-cdk":"2.1148.1"}}',
});
const keyFile = join(root, 'new.key');
writeFileSync(keyFile, 'the-new-key\n');

const NOW = '2026-11-20T12:00:00.000Z';
const old: ListedKey = { id: 'old', secret: 'the-old-key', state: 'current', since: '2026-01-01T00:00:00.000Z' };
const stageWith = (keys: readonly ListedKey[]): FakeStage => {
  const stage = fakeStage();
  stage.secrets.set('shop/webhook', keyListText(keys));
  return stage;
};
const keysOf = (stage: FakeStage, secret = 'shop/webhook') => parseKeyList(stage.secrets.get(secret) ?? '');
const rotate = async (stage: FakeStage, ...options: string[]) => {
  const { code, out } = await runTandem(root, ['vendor', 'rotate', 'shop', '--json', ...options], stage);
  return { code, answer: JSON.parse(out), out };
};

describe('tandem vendor rotate', () => {
  it('adds the new key beside the one in use, and shows neither', async () => {
    const stage = stageWith([old]);
    const { code, out } = await runTandem(root, ['vendor', 'rotate', 'shop', '--key-file', keyFile], stage);
    expect(code).toBe(0);
    expect(out).toContain('A new key is in tandem/local/vendor/shop/webhook, beside the one in use.');
    expect(out).not.toMatch(/the-(old|new)-key/);
    expect(keysOf(stage)).toEqual([
      old,
      {
        id: expect.stringMatching(/^2026-11-20-[0-9a-f]{4}$/),
        secret: 'the-new-key',
        state: 'pending',
        since: NOW,
        until: '2026-11-27T12:00:00.000Z',
      },
    ]);
  });

  it('goes the whole way: seen, promoted, overlap over, dropped', async () => {
    const stage = stageWith([old]);
    await rotate(stage, '--key-file', keyFile);
    const added = keysOf(stage);
    expect((await rotate(stage)).answer.step).toBe('pending-unseen');
    expect(keysOf(stage)).toEqual(added);

    const pending = added[1]?.id ?? '';
    stage.keysUsed.set('shop', new Map([[pending, '2026-11-20T11:59:00.000Z']]));
    expect((await rotate(stage, '--overlap', '1 hour')).answer.step).toBe('promoted');
    expect(keysOf(stage)).toMatchObject([
      { id: pending, state: 'current', since: NOW },
      { id: 'old', state: 'previous', until: '2026-11-20T13:00:00.000Z' },
    ]);
    expect(keysOf(stage)[0]).not.toHaveProperty('until');
    expect((await rotate(stage)).answer.step).toBe('overlapping');

    const [current, previous] = keysOf(stage);
    if (current === undefined || previous === undefined) throw new Error('A key is missing.');
    stage.secrets.set('shop/webhook', keyListText([current, { ...previous, until: '2026-11-20T11:00:00.000Z' }]));
    expect((await rotate(stage)).answer.step).toBe('dropped');
    expect(keysOf(stage)).toEqual([current]);
  });

  it('does not drop a former key that still signs, unless it has to', async () => {
    const stage = stageWith([
      { ...old, id: 'new' },
      { ...old, state: 'previous', until: '2026-11-20T11:00:00.000Z' },
    ]);
    stage.keysUsed.set('shop', new Map([['old', '2026-11-20T11:30:00.000Z']]));
    const refused = await rotate(stage);
    expect([refused.code, refused.answer.findings[0].code]).toEqual([1, 'vendor.formerKeyInUse']);
    expect(keysOf(stage)).toHaveLength(2);
    expect((await rotate(stage, '--now')).answer.step).toBe('dropped');
    expect(keysOf(stage).map(({ id }) => id)).toEqual(['new']);
  });

  it('takes a pending key back', async () => {
    const stage = stageWith([old]);
    await rotate(stage, '--key-file', keyFile);
    expect((await rotate(stage, '--withdraw')).code).toBe(0);
    expect(keysOf(stage)).toEqual([old]);
  });

  it('asks for a key that only the vendor can make', async () => {
    const stage = stageWith([]);
    const { code, answer } = await rotate(stage);
    expect([code, answer.findings[0].code]).toEqual([1, 'vendor.keyNeeded']);
    expect((await rotate(stage, '--key-file', keyFile)).answer.step).toBe('first-key');
    expect(keysOf(stage)).toMatchObject([{ secret: 'the-new-key', state: 'current' }]);
  });

  it('makes a key where the vendor takes ours', async () => {
    const stage = fakeStage();
    stage.secrets.set('mailhub/webhook', 'a-key-that-is-a-plain-text');
    const { code } = await runTandem(root, ['vendor', 'rotate', 'mailhub'], stage);
    expect(code).toBe(0);
    expect(keysOf(stage, 'mailhub/webhook')).toMatchObject([
      { id: 'only', state: 'current', since: '' },
      { secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/), state: 'pending' },
    ]);
  });

  it('shows keys, dates and use, and no key itself', async () => {
    const stage = stageWith([old]);
    stage.keysUsed.set('shop', new Map([['old', NOW]]));
    const { out } = await runTandem(root, ['vendor', 'rotate', 'shop', '--show'], stage);
    expect(out).toContain(`current   old  since 2026-01-01T00:00:00.000Z, last used ${NOW}`);
    expect(out).not.toContain('the-old-key');
  });

  it('refuses a vendor that is not in the registry', async () => {
    const { code, out } = await runTandem(root, ['vendor', 'rotate', 'nobody', '--json'], fakeStage());
    expect([code, JSON.parse(out).findings[0].code]).toEqual([1, 'vendor.notInRegistry']);
  });
});

describe('tandem vendor report', () => {
  it('says how many webhooks would have been refused, and why', async () => {
    const stage = fakeStage();
    stage.observed.set('shop', [
      { verdict: 'signature-mismatch', count: 3, first: '2026-11-18T00:00:00.000Z', last: NOW },
      { verdict: 'accepted', count: 97, first: '2026-11-18T00:00:00.000Z', last: NOW },
    ]);
    const { code, out } = await runTandem(root, ['vendor', 'report', 'shop'], stage);
    expect(code).toBe(0);
    expect(out).toContain('"shop" is observed until 2026-12-01.');
    expect(out).toContain('3 of 100 observed webhooks would have been refused.');
    expect(out).toMatch(/signature-mismatch +3 /);
  });

  it('says so where nothing was observed', async () => {
    const { out } = await runTandem(root, ['vendor', 'report', 'mailhub'], fakeStage());
    expect(out).toContain('"mailhub" is enforced.\nNo webhook was observed.');
  });
});

describe('tandem vendor revoke', () => {
  it('takes the approval back, and only another ticket lets the vendor in again', async () => {
    const stage = fakeStage();
    const { code, out } = await runTandem(root, ['vendor', 'revoke', 'shop'], stage);
    expect([code, stage.vendors.get('shop'), stage.revoked.get('shop')]).toEqual([0, 'revoked', 'SEC-9']);
    expect(out).toContain('The approval of "shop" (SEC-9) is revoked.');

    const refused = await runTandem(root, ['vendor', 'resume', 'shop', '--json'], stage);
    expect([refused.code, JSON.parse(refused.out).findings[0].code]).toEqual([1, 'vendor.revoked']);

    const anew = workspaceWith({ 'platform/vendors/shop.yaml': SHOP.replace('SEC-9', 'SEC-10') });
    expect((await runTandem(anew, ['vendor', 'resume', 'shop'], stage)).code).toBe(0);
    expect(stage.vendors.get('shop')).toBe('active');
  });

  it('is not softened to a suspension', async () => {
    const stage = fakeStage();
    await runTandem(root, ['vendor', 'revoke', 'shop'], stage);
    expect((await runTandem(root, ['vendor', 'suspend', 'shop'], stage)).code).toBe(1);
    expect(stage.vendors.get('shop')).toBe('revoked');
  });
});

describe('tandem doctor', () => {
  it('lists absent, old and unused secrets, and is well all the same', async () => {
    const stage = stageWith([]);
    stage.secrets.set('mailhub/webhook', keyListText([{ ...old, since: '2025-01-01T00:00:00.000Z' }]));
    stage.secrets.set('formerly/webhook', 'x');
    const { out } = await runTandem(root, ['doctor'], stage);
    expect(out).toContain('note   keys        absent: shop/webhook holds no key, so that "shop" is refused (no-key)');
    expect(out).toContain('absent: mailhub/api-key; deploy the foundation');
    expect(out).toContain('old: mailhub/webhook (old) is in use since 2025-01-01; rotate it');
    expect(out).toContain('unused: mailhub/webhook (old) has verified no webhook yet');
    expect(out).toContain("unused: formerly/webhook, which no vendor's file names");
  });
});
