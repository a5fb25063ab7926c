import type { FindToken, TokensFor, ValuesOf } from '../../../lambdas/domain/ports';
import { fresh, opened } from './opened';

export interface VaultPorts {
  readonly tokensFor: TokensFor;
  readonly findToken: FindToken;
  readonly valuesOf: ValuesOf;
}

export const describeVault = (name: string, open: () => Promise<VaultPorts>): void =>
  describe(`vault (${name})`, () => {
    const ports = opened(open);
    const email = () => ({ kind: 'email' as const, value: `${fresh('ann')}@example.com` });

    it('gives the same token for the same value, in order and for ever', async () => {
      const [ann, bob] = [email(), email()];
      const [a, b, again] = await ports().tokensFor([ann, bob, ann]);
      expect(again).toBe(a);
      expect(a).not.toBe(b);
      expect(a).toMatch(/^tok_[A-Za-z0-9_-]{22}$/);
      expect(await ports().tokensFor([bob])).toEqual([b]);
    });

    it('tells kinds apart', async () => {
      const { value } = email();
      const [asEmail, asText] = await ports().tokensFor([
        { kind: 'email', value },
        { kind: 'text', value },
      ]);
      expect(asEmail).not.toBe(asText);
    });

    it('gives values back for tokens it knows', async () => {
      const ann = email();
      const [token = ''] = await ports().tokensFor([ann]);
      expect(await ports().valuesOf([token, 'tok_unknown'])).toEqual(new Map([[token, ann.value]]));
    });

    it('finds a token without making one', async () => {
      const ann = email();
      expect(await ports().findToken(ann)).toBeUndefined();
      const [token] = await ports().tokensFor([ann]);
      expect(await ports().findToken(ann)).toBe(token);
    });

    it('agrees on one token when many ask at once', async () => {
      const ann = email();
      const answers = await Promise.all(Array.from({ length: 8 }, () => ports().tokensFor([ann])));
      expect(new Set(answers.flat()).size).toBe(1);
    });

    it('answers for nothing with nothing', async () => {
      expect(await ports().tokensFor([])).toEqual([]);
      expect(await ports().valuesOf([])).toEqual(new Map());
    });
  });
