import type { FindToken, PersonalValue, TokensFor, ValuesOf } from '../../lambdas/domain/ports';

export interface MemoryVault {
  readonly tokensFor: TokensFor;
  readonly findToken: FindToken;
  readonly valuesOf: ValuesOf;
  /** Index rows made so far. */
  size(): number;
}

/** The vault's peer in memory: tokens are counted, so that tests can name them (`tok_0001` is the first value seen). */
export const createMemoryVault = (): MemoryVault => {
  const tokens = new Map<string, string>();
  const values = new Map<string, string>();
  const indexOf = ({ kind, value }: PersonalValue): string => `${kind}\0${value}`;
  const make = (value: PersonalValue): string => {
    const token = `tok_${String(tokens.size + 1).padStart(22, '0')}`;
    tokens.set(indexOf(value), token);
    values.set(token, value.value);
    return token;
  };
  return {
    tokensFor: async (wanted) => wanted.map((value) => tokens.get(indexOf(value)) ?? make(value)),
    findToken: async (value) => tokens.get(indexOf(value)),
    valuesOf: async (wanted) =>
      new Map(
        wanted.flatMap((token) => {
          const value = values.get(token);
          return value === undefined ? [] : [[token, value] as const];
        }),
      ),
    size: () => tokens.size,
  };
};
