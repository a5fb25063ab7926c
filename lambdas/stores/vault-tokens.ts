import type { EventTokens, EventValues, PersonalValue, TokensFor } from '../domain/ports/vault';
import { StoreError } from './errors';
import type { Lru } from './lru';
import { chunked, inParallel } from './parallel';
import { backOff } from './pause';
import type { Table } from './table';
import { hashOf } from './vault-items';
import {
  type IndexRow,
  MOST_OWNED,
  makeIdentifier,
  makeOwned,
  type Owner,
  readIndexRow,
  readIndexRows,
  readOwned,
} from './vault-rows';

export interface VaultDeps extends Table {
  /** Text of the key that turns values into index keys. */
  readonly vaultKey: () => Promise<string>;
}

/** What a function remembers of the index, for as long as the caches allow. */
export interface Warm {
  /** Rows with a token, by the identifier's hash. */
  readonly rows: Lru<IndexRow>;
  /** Tokens of owned values, by `ownedName`. */
  readonly owned: Lru<string>;
}

/** Transactions under way at once for one request. */
const WRITERS = 16;
const TRIES = 6;

interface Hashed extends PersonalValue {
  readonly hash: string;
}
interface Named {
  readonly at: string;
  readonly identifiers: readonly Hashed[];
  readonly others: readonly Hashed[];
}
type Rows = Map<string, IndexRow>;

const ownedName = (owner: Owner, hash: string): string => `${owner.token} ${hash}`;
const contended = (): StoreError => new StoreError('store.throttled', 'TokensFor', true);

/** Whether an event names somebody who was erased at the time it happened or after it. */
const isErased = ({ at, identifiers }: Named, rows: Rows): boolean =>
  identifiers.some(({ hash }) => {
    const erasedAt = rows.get(hash)?.erasedAt;
    return erasedAt !== undefined && at <= erasedAt;
  });

/**
 * Makes the identifier's token over the row that was read, or finds what the row says by now: another token, or an erasure,
 * before the event or after it.
 */
const makeRow = async (deps: VaultDeps, value: Hashed, at: string, known: IndexRow): Promise<IndexRow> => {
  let row = known;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const token = await makeIdentifier(deps, value.hash, value, row);
    if (token !== undefined) return { ...row, token };
    row = await readIndexRow(deps, value.hash);
    if (row.token !== undefined || (row.erasedAt !== undefined && at <= row.erasedAt)) return row;
    await backOff(deps.retry, attempt);
  }
  throw contended();
};

/** Identifiers of living events that have no token yet, each with the earliest event that needs it. */
const withoutToken = (events: readonly Named[], rows: Rows): ReadonlyMap<string, { value: Hashed; at: string }> => {
  const missing = new Map<string, { value: Hashed; at: string }>();
  for (const event of events.filter((one) => !isErased(one, rows))) {
    for (const value of event.identifiers) {
      if (rows.get(value.hash)?.token !== undefined) continue;
      const at = [event.at, missing.get(value.hash)?.at ?? event.at].sort()[0] ?? event.at;
      missing.set(value.hash, { value, at });
    }
  }
  return missing;
};

const knowIdentifiers = async (deps: VaultDeps, warm: Warm, events: readonly Named[], rows: Rows): Promise<void> => {
  const cold = new Set<string>();
  for (const { hash } of events.flatMap(({ identifiers }) => identifiers)) {
    if (rows.has(hash)) continue;
    const row = warm.rows.get(hash);
    if (row === undefined) cold.add(hash);
    else rows.set(hash, row);
  }
  const keep = (hash: string, row: IndexRow): void => {
    rows.set(hash, row);
    if (row.token !== undefined) warm.rows.set(hash, row);
  };
  if (cold.size > 0) for (const [hash, row] of await readIndexRows(deps, [...cold])) keep(hash, row);
  for (let missing = withoutToken(events, rows); missing.size > 0; missing = withoutToken(events, rows)) {
    await inParallel([...missing], WRITERS, async ([hash, { value, at }]) =>
      keep(hash, await makeRow(deps, value, at, rows.get(hash) ?? {})),
    );
  }
};

const ownerOf = ({ identifiers: [first] }: Named, rows: Rows): Owner => {
  const token = first === undefined ? undefined : rows.get(first.hash)?.token;
  // Without an owner a value could never be found again, and an empty token would make everybody who gets it one person.
  if (first === undefined || token === undefined) throw new TypeError('An event has no identifier with a token.');
  return { hash: first.hash, token };
};

type Owned = { readonly owner: Owner; readonly values: Map<string, PersonalValue> };

/** Values of living events that have no token under their owner yet. */
const withoutOwned = (events: readonly Named[], rows: Rows, owned: ReadonlyMap<string, string>): readonly Owned[] => {
  const byOwner = new Map<string, Owned>();
  for (const event of events) {
    if (event.others.length === 0 || isErased(event, rows)) continue;
    const owner = ownerOf(event, rows);
    for (const value of event.others) {
      if (owned.has(ownedName(owner, value.hash))) continue;
      const entry = byOwner.get(owner.token) ?? { owner, values: new Map() };
      entry.values.set(value.hash, value);
      byOwner.set(owner.token, entry);
    }
  }
  return [...byOwner.values()];
};

/** Finds or makes the tokens of owned values; gives the owners that turned out to have another token, or none. */
const knowOwned = async (
  deps: VaultDeps,
  warm: Warm,
  events: readonly Named[],
  rows: Rows,
  owned: Map<string, string>,
): Promise<readonly Owner[]> => {
  const know = (owner: Owner, hash: string, token: string): void => {
    owned.set(ownedName(owner, hash), token);
    warm.owned.set(ownedName(owner, hash), token);
  };
  const each = (entries: readonly Owned[]) =>
    entries.flatMap(({ owner, values }) => [...values.keys()].map((hash) => ({ owner, hash })));
  for (const { owner, hash } of each(withoutOwned(events, rows, owned))) {
    const token = warm.owned.get(ownedName(owner, hash));
    if (token !== undefined) owned.set(ownedName(owner, hash), token);
  }
  const cold = each(withoutOwned(events, rows, owned));
  const found = cold.length === 0 ? [] : await readOwned(deps, cold);
  cold.forEach(({ owner, hash }, at) => {
    const token = found[at];
    if (token !== undefined) know(owner, hash, token);
  });
  const writes = withoutOwned(events, rows, owned).flatMap(({ owner, values }) =>
    chunked([...values], MOST_OWNED).map((chunk) => ({ owner, values: new Map(chunk) })),
  );
  const gone = await inParallel(writes, WRITERS, async ({ owner, values }) => {
    const made = await makeOwned(deps, owner, values);
    if (made === 'gone') return [owner];
    if (made !== 'taken') for (const [hash, token] of made) know(owner, hash, token);
    return [];
  });
  return gone.flat();
};

/** Forgets an owner's token that is no longer in force; what the index says now is asked for, strongly consistent. */
const refresh = async (deps: VaultDeps, warm: Warm, rows: Rows, { hash }: Owner): Promise<void> => {
  const row = await readIndexRow(deps, hash);
  rows.set(hash, row);
  if (row.token === undefined) warm.rows.delete(hash);
  else warm.rows.set(hash, row);
};

const tokensOf = (event: Named, rows: Rows, owned: ReadonlyMap<string, string>): EventTokens | 'erased' => {
  if (isErased(event, rows)) return 'erased';
  const required = (token: string | undefined): string => {
    // An empty token would make everybody who gets it one person.
    if (token === undefined) throw contended();
    return token;
  };
  return {
    identifiers: event.identifiers.map(({ hash }) => required(rows.get(hash)?.token)),
    others: event.others.map(({ hash }) => required(owned.get(ownedName(ownerOf(event, rows), hash)))),
  };
};

/** Tokens of events' values over the warm index. Identifiers first: whose values the others are decides their tokens. */
export const createTokensFor =
  (deps: VaultDeps, warm: Warm): TokensFor =>
  async (given: readonly EventValues[]) => {
    if (given.length === 0) return [];
    const key = await deps.vaultKey();
    const hashed = (value: PersonalValue): Hashed => ({ ...value, hash: hashOf(key, value) });
    const events = given.map(
      ({ at, identifiers, others }): Named => ({
        at,
        identifiers: identifiers.map(hashed),
        others: others.map(hashed),
      }),
    );
    const [rows, owned]: [Rows, Map<string, string>] = [new Map(), new Map()];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (attempt > 0) await backOff(deps.retry, attempt);
      await knowIdentifiers(deps, warm, events, rows);
      const gone = await knowOwned(deps, warm, events, rows, owned);
      for (const owner of gone) await refresh(deps, warm, rows, owner);
      if (withoutOwned(events, rows, owned).length === 0 && gone.length === 0) {
        return events.map((event) => tokensOf(event, rows, owned));
      }
    }
    throw contended();
  };
