/** A key in a vendor's secret. `pending`: the vendor is to change to it; `previous`: it may still sign until `until`. */
export interface ListedKey {
  /** Safe to log; never made from the key. */
  readonly id: string;
  readonly secret: string;
  readonly state: 'pending' | 'current' | 'previous';
  /** ISO 8601; empty where nobody wrote it down. */
  readonly since: string;
  /** `pending`: when it should have been seen; `previous`: when the vendor's overlap ends. ISO 8601. */
  readonly until?: string;
}

/** A secret that starts like a key list and is none. Names no part of it. */
export class KeyListError extends Error {
  readonly code = 'secret.malformed';

  constructor() {
    super('The secret starts like a key list and is none: {"keys":[{"id","secret","state","since","until"?}]}.');
    this.name = 'KeyListError';
  }
}

/** The keys in a secret's text: a JSON list, or a text that is itself the one key. Empty where there is none. Throws KeyListError. */
export const parseKeyList = (text: string): readonly ListedKey[] => {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (!trimmed.startsWith('{')) return [{ id: 'only', secret: trimmed, state: 'current', since: '' }];
  const keys = (parsed(trimmed) as { keys?: unknown } | undefined)?.keys;
  if (!Array.isArray(keys) || !keys.every(isListedKey)) throw new KeyListError();
  return keys;
};

/** The text of a key list, as a secret holds it. */
export const keyListText = (keys: readonly ListedKey[]): string => JSON.stringify({ keys });

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isListedKey = (value: unknown): value is ListedKey => {
  const { id, secret, state, since, until = '' } = (value ?? {}) as Record<string, unknown>;
  return (
    [id, secret, since, until].every((member) => typeof member === 'string') &&
    /^[A-Za-z0-9-]{1,40}$/.test(String(id)) &&
    ['pending', 'current', 'previous'].includes(String(state))
  );
};
