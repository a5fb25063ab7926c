import * as fc from 'fast-check';
import { createSealer } from '../../../lambdas/stores/sealed-text';

const sealer = (secret = 'a secret') => createSealer(async (name) => `${name} ${secret}`, 'rehearsal-key');

describe('sealed text', () => {
  it('opens as what was sealed, under the same secret and about the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.string(), async (json, about) => {
        const value = { told: JSON.parse(json) as unknown };
        expect(await sealer().open(await sealer().seal(value, about), about)).toEqual(value);
      }),
    );
  });

  it('shows nothing of what it holds, and never looks the same twice', async () => {
    const [one, other] = [await sealer().seal({ held: 3 }, ''), await sealer().seal({ held: 3 }, '')];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('held');
  });

  it('does not open about something else, under another secret, or changed anywhere', async () => {
    const sealed = await sealer().seal({ held: 3 }, 'reach of coats');
    expect(await sealer().open(sealed, 'reach of tea')).toBeUndefined();
    expect(await sealer('another').open(sealed, 'reach of coats')).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64url');
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await sealer().open(changed.toString('base64url'), 'reach of coats')).toBeUndefined();
    }
  });

  it('does not open what was never sealed', async () => {
    for (const text of ['', 'x', 'A'.repeat(38), 'A'.repeat(500), '{"shard":64}']) {
      expect(await sealer().open(text, '')).toBeUndefined();
    }
  });
});
