import { createHash } from 'node:crypto';
import type { LaunchDefinition } from '../../contracts/decision';

/** SHA-256 (hex, first 32) of a definition without its hash; the order of keys does not matter. */
export const definitionHash = (definition: Omit<LaunchDefinition, 'hash'> & { readonly hash?: string }): string => {
  const { hash: _, ...rest } = definition;
  return contentHash(rest).slice(0, 32);
};

/** SHA-256 (hex) of JSON; the order of keys does not matter. */
export const contentHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content, sortedKeys)).digest('hex');

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
