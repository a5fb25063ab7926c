import { KeyListError, type ListedKey, parseKeyList } from '../../contracts/webhook-key-list';
import type { UsableScheme } from '../../contracts/webhook-schemes';
import { type PreparedKey, prepareKeys } from './webhook-keys';

/** The keys of a vendor's secret, ready for use. */
export interface Keyring {
  readonly keys: readonly PreparedKey[];
  readonly listed: ReadonlyMap<string, ListedKey>;
  /** Ids of keys that do not parse; the others go on, because one wrong key must not refuse good requests. */
  readonly unusable: readonly string[];
}

const MOST_KEYS = 5;

/** Reads the keys of a secret, of which more than five are no rotation; one that nobody can read holds no key, and says so. */
export const keyringOf = (scheme: UsableScheme | undefined, text: string): Keyring => {
  const all = keysIn(text);
  const keys: PreparedKey[] = [];
  const unusable = all === undefined ? ['list'] : all.slice(MOST_KEYS).map(({ id }) => id);
  for (const key of (all ?? []).slice(0, MOST_KEYS)) {
    try {
      keys.push(...prepareKeys(scheme ?? {}, [key]));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      unusable.push(key.id);
    }
  }
  return { keys, listed: new Map((all ?? []).map((key) => [key.id, key])), unusable };
};

const keysIn = (text: string): readonly ListedKey[] | undefined => {
  try {
    return parseKeyList(text);
  } catch (error) {
    if (error instanceof KeyListError) return undefined;
    throw error;
  }
};

/**
 * What is late about a rotation, now that a key was used: `old-key` where the previous one still signs after its overlap,
 * `pending-unseen` where the vendor should long have changed and has not.
 */
export const lateness = (ring: Keyring, keyId: string, now: Date): 'old-key' | 'pending-unseen' | undefined => {
  const over = ({ until = '' }: ListedKey): boolean => until !== '' && Date.parse(until) <= now.getTime();
  const used = ring.listed.get(keyId);
  if (used?.state === 'previous') return over(used) ? 'old-key' : undefined;
  if (used?.state === 'pending') return undefined;
  const pending = [...ring.listed.values()].find(({ state }) => state === 'pending');
  return pending !== undefined && over(pending) ? 'pending-unseen' : undefined;
};
