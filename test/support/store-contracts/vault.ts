import type {
  ForgetOwned,
  ForgetPayloads,
  ForgetValues,
  HashValue,
  ReadIndexed,
  ReadPayload,
  Suppress,
} from '../../../lambdas/domain/ports/rights';
import type { EventTokens, FindToken, PersonalValue, TokensFor, ValuesOf } from '../../../lambdas/domain/ports/vault';
import { naming } from '../memory-vault';
import { fresh, opened } from './opened';

export interface VaultPorts {
  readonly tokensFor: TokensFor;
  readonly findToken: FindToken;
  readonly valuesOf: ValuesOf;
  readonly hashValue: HashValue;
  readonly readIndexed: ReadIndexed;
  readonly suppress: Suppress;
  readonly forgetOwned: ForgetOwned;
  readonly forgetPayloads: ForgetPayloads;
  readonly forgetValues: ForgetValues;
  readonly readPayload: ReadPayload;
  /** Sets a payload aside, for a store that has another way to. */
  readonly setAside: (id: string, payload: unknown, about: readonly PersonalValue[]) => Promise<void> | void;
}

const [BEFORE, ERASED_AT, AFTER] = ['2026-11-27T11:00:00.000Z', '2026-11-27T12:00:00.000Z', '2026-11-27T12:00:00.001Z'];
const erasure = { receipt: 'era_test', erasedAt: ERASED_AT };

/** `open` gives a vault that remembers nothing from before: a new function instance. */
export const describeVault = (name: string, open: () => Promise<() => VaultPorts>): void =>
  describe(`vault (${name})`, () => {
    const instance = opened(open);
    const ports = () => instance()();
    const email = () => ({ kind: 'email' as const, value: `${fresh('ann')}@example.com` });
    const named = (value: string): PersonalValue => ({ kind: 'name', value });
    const tokens = async (...events: Parameters<TokensFor>[0]): Promise<readonly EventTokens[]> => {
      const given = await ports().tokensFor(events);
      return given.map((one) => {
        if (one === 'erased') throw new Error('An event was taken for erased.');
        return one;
      });
    };
    const tokenOf = async (value: PersonalValue, at = BEFORE): Promise<string> =>
      (await tokens(naming(value, at)))[0]?.identifiers[0] ?? '';
    const erase = async (value: PersonalValue): Promise<{ readonly hash: string; readonly token: string }> => {
      const [hash, token] = [await ports().hashValue(value), await tokenOf(value)];
      expect(await ports().suppress(hash, token, erasure)).toBe('suppressed');
      return { hash, token };
    };

    it('gives the same token for the same identifier, in order and for ever', async () => {
      const [ann, bob] = [email(), email()];
      const given = await tokens(naming(ann), naming(bob), naming(ann));
      const [a, b, again] = given.map(({ identifiers }) => identifiers[0]);
      expect(again).toBe(a);
      expect(a).not.toBe(b);
      expect(a).toMatch(/^tok_[A-Za-z0-9_-]{22}$/);
      expect(await tokenOf(bob)).toBe(b);
    });

    it('tells kinds apart', async () => {
      const { value } = email();
      expect(await tokenOf({ kind: 'email', value })).not.toBe(await tokenOf({ kind: 'user', value }));
    });

    it('gives values back for tokens it knows', async () => {
      const ann = email();
      const token = await tokenOf(ann);
      expect(await ports().valuesOf([token, 'tok_unknown'])).toEqual(new Map([[token, ann.value]]));
    });

    it('finds a token without making one', async () => {
      const ann = email();
      expect(await ports().findToken(ann)).toBeUndefined();
      const token = await tokenOf(ann);
      expect(await ports().findToken(ann)).toBe(token);
    });

    it('agrees on one token when many ask at once, for identifiers and for what is theirs', async () => {
      const event = { at: BEFORE, identifiers: [email()], others: [named('Ann'), named('Lee')] };
      const answers = await Promise.all(Array.from({ length: 8 }, () => ports().tokensFor([event])));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    });

    it('gives two people who share a name a token each, and one person the same again', async () => {
      const [ann, bob] = [email(), email()];
      const events = [ann, bob, ann].map((one) => ({ at: BEFORE, identifiers: [one], others: [named('Kim')] }));
      const [of, other, again] = (await tokens(...events)).map(({ others }) => others[0]);
      expect(of).not.toBe(other);
      expect(again).toBe(of);
      expect([...(await ports().valuesOf([of ?? '', other ?? ''])).values()]).toEqual(['Kim', 'Kim']);
    });

    it('answers for nothing with nothing', async () => {
      expect(await ports().tokensFor([])).toEqual([]);
      expect(await ports().valuesOf([])).toEqual(new Map());
    });

    it('keeps what happened before an erasure out for good, and lets a later event begin anew', async () => {
      const ann = email();
      const { hash, token } = await erase(ann);
      expect(await ports().findToken(ann)).toBeUndefined();
      expect(await ports().tokensFor([naming(ann, BEFORE), naming(ann, ERASED_AT)])).toEqual(['erased', 'erased']);

      const anew = await tokenOf(ann, AFTER);
      expect(anew).not.toBe(token);
      expect(await ports().tokensFor([naming(ann, BEFORE)])).toEqual(['erased']);
      expect(await ports().readIndexed(hash)).toEqual({ token: anew, ...erasure, owned: [], payloads: [] });
      expect(await ports().suppress(hash, token, erasure)).toBe('suppressed');
      expect(await ports().findToken(ann)).toBe(anew);
    });

    it('judges each event of a request by itself', async () => {
      const [ann, bob] = [email(), email()];
      await erase(ann);
      const given = await ports().tokensFor([naming(ann, BEFORE), naming(ann, AFTER), naming(bob, BEFORE)]);
      expect(given).toEqual([
        'erased',
        { identifiers: [expect.stringMatching(/^tok_/)], others: [] },
        { identifiers: [expect.stringMatching(/^tok_/)], others: [] },
      ]);
    });

    it('makes no token for those whom an erased customer’s event names beside', async () => {
      const [ann, device] = [email(), { kind: 'device', value: fresh('d') } as const];
      await erase(ann);
      const event = { at: BEFORE, identifiers: [ann, device], others: [named('Ann')] };
      expect(await ports().tokensFor([event])).toEqual(['erased']);
      expect(await ports().findToken(device)).toBeUndefined();
    });

    it('keeps a person out of whom nothing was known', async () => {
      const ann = email();
      const hash = await ports().hashValue(ann);
      expect(await ports().suppress(hash, undefined, erasure)).toBe('suppressed');
      expect(await ports().tokensFor([naming(ann, BEFORE)])).toEqual(['erased']);
    });

    it('does not suppress another token than the one that was read', async () => {
      const ann = email();
      await tokenOf(ann);
      expect(await ports().suppress(await ports().hashValue(ann), undefined, erasure)).toBe('changed');
      expect(await ports().suppress(await ports().hashValue(ann), 'tok_other', erasure)).toBe('changed');
    });

    it('forgets the values of the erased one, and not those of the one who came back', async () => {
      const ann = email();
      const owning = (at: string) => ({ at, identifiers: [ann], others: [named('Ann'), named('Lee')] });
      const [before] = await tokens(owning(BEFORE));
      const { hash, token } = await erase(ann);
      const [after] = await tokens(owning(AFTER));
      expect((await ports().readIndexed(hash)).owned).toHaveLength(4);

      await ports().forgetOwned(hash, token);
      await ports().forgetValues([token]);
      expect((await ports().readIndexed(hash)).owned).toHaveLength(2);
      expect(await ports().valuesOf([token, ...(before?.others ?? [])])).toEqual(new Map());
      expect((await ports().valuesOf(after?.others ?? [])).size).toBe(2);
    });

    it('finds quarantined payloads by whom they name, and forgets them', async () => {
      const ann = email();
      const id = fresh('payload');
      await ports().setAside(id, { email: ann.value }, [ann, email()]);
      const hash = await ports().hashValue(ann);
      expect((await ports().readIndexed(hash)).payloads).toEqual([id]);
      expect(await ports().readPayload(id)).toEqual({ email: ann.value });
      await ports().forgetPayloads(hash);
      expect((await ports().readIndexed(hash)).payloads).toEqual([]);
      expect(await ports().readPayload(id)).toBeUndefined();
    });
  });
