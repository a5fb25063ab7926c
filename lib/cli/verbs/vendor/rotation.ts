import type { ListedKey } from '../../../../contracts/webhook-key-list';

/** What a step of a rotation goes by. */
export interface RotationFacts {
  readonly keys: readonly ListedKey[];
  /** Key id -> when it last verified a webhook; ISO 8601. */
  readonly lastUsed: ReadonlyMap<string, string>;
  readonly now: Date;
  /** How long the former key may still sign once the new one is in use. */
  readonly overlapSeconds: number;
  /** How long the vendor may take to use the new key. */
  readonly withinSeconds: number;
  /** Go on although the vendor has not changed yet, or still uses the former key: for a key that leaked. */
  readonly atOnce: boolean;
}

/** What was done, or why nothing was: each is a sentence of the verb. */
export type RotationStep =
  | 'first-key'
  | 'pending-added'
  | 'pending-unseen'
  | 'promoted'
  | 'overlapping'
  | 'former-in-use'
  | 'dropped';

export interface RotationResult {
  readonly step: RotationStep;
  readonly keys: readonly ListedKey[];
}

/** Whether the next step needs a new key. */
export const needsKey = (keys: readonly ListedKey[]): boolean => keys.every(({ state }) => state === 'current');

/**
 * The next step of a rotation: a new key is added as pending, takes over once the vendor was seen to use it, and the former one is
 * dropped when its overlap is over and nobody uses it. At no time is a key left out that the vendor may still use.
 */
export const nextStep = (facts: RotationFacts, fresh?: Pick<ListedKey, 'id' | 'secret'>): RotationResult => {
  const { keys, lastUsed, now, atOnce } = facts;
  const find = (state: ListedKey['state']) => keys.find((key) => key.state === state);
  const [pending, current, previous] = [find('pending'), find('current'), find('previous')];
  if (pending !== undefined) {
    if (!lastUsed.has(pending.id) && !atOnce) return { step: 'pending-unseen', keys };
    return { step: 'promoted', keys: promoted(pending, current, facts) };
  }
  if (previous !== undefined) {
    const until = previous.until ?? '';
    if (now.toISOString() < until && !atOnce) return { step: 'overlapping', keys };
    if ((lastUsed.get(previous.id) ?? '') > until && !atOnce) return { step: 'former-in-use', keys };
    return { step: 'dropped', keys: keys.filter((key) => key !== previous) };
  }
  if (fresh === undefined) throw new TypeError('A rotation begins with a new key.');
  const since = now.toISOString();
  if (current === undefined) return { step: 'first-key', keys: [{ ...fresh, state: 'current', since }] };
  return {
    step: 'pending-added',
    keys: [...keys, { ...fresh, state: 'pending', since, until: later(now, facts.withinSeconds) }],
  };
};

const promoted = (
  { until: _, ...pending }: ListedKey,
  current: ListedKey | undefined,
  { now, overlapSeconds }: RotationFacts,
): readonly ListedKey[] => [
  { ...pending, state: 'current', since: now.toISOString() },
  ...(current === undefined ? [] : [{ ...current, state: 'previous' as const, until: later(now, overlapSeconds) }]),
];

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();
