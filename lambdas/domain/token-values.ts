import type { Json } from '../../contracts/event';
import type { ValuesOf } from './ports/vault';

const TOKEN = /^tok_[A-Za-z0-9_-]{22}$/;
const isToken = (value: unknown): value is string => typeof value === 'string' && TOKEN.test(value);

const collect = (value: unknown, found: Set<string>): void => {
  if (isToken(value)) found.add(value);
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) collect(member, found);
};

/** All tokens that stand as values somewhere in JSON, each once. */
export const tokensIn = (value: unknown): readonly string[] => {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
};

/** JSON with values in place of tokens; a token that the vault no longer knows stays. */
export const withValues = (value: unknown, values: ReadonlyMap<string, string>): Json => {
  if (isToken(value)) return values.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => withValues(item, values));
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withValues(member, values)]));
};

/** Replaces tokens in JSON by the values that the vault has. */
export const resolveTokens = async (value: unknown, valuesOf: ValuesOf): Promise<Json> => {
  const tokens = tokensIn(value);
  return withValues(value, tokens.length === 0 ? new Map() : await valuesOf(tokens));
};
