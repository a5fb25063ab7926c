import type { FindToken } from '../domain/ports/vault';
import { createLru } from './lru';
import { hashOf } from './vault-items';
import { type IndexRow, readIndexRow, valuesOf } from './vault-rows';
import { createTokensFor, type VaultDeps, type Warm } from './vault-tokens';

export type { VaultDeps } from './vault-tokens';

/** An index row changes only by erasure: a token may be given out for a minute after it, and its strand's tombstone catches it. */
export const WARM_MS = 60_000;
const WARM_ENTRIES = 20_000;

const findToken =
  (deps: VaultDeps, warm: Warm): FindToken =>
  async (value) => {
    const hash = hashOf(await deps.vaultKey(), value);
    const before = warm.rows.get(hash);
    if (before !== undefined) return before.token;
    const row = await readIndexRow(deps, hash);
    if (row.token !== undefined) warm.rows.set(hash, row);
    return row.token;
  };

/** The ports of the vault. One per function instance: the warm index is shared by all its invocations. */
export const createVault = (deps: VaultDeps) => {
  const cache = { entries: WARM_ENTRIES, milliseconds: WARM_MS, now: deps.now };
  const warm: Warm = { rows: createLru<IndexRow>(cache), owned: createLru<string>(cache) };
  return { tokensFor: createTokensFor(deps, warm), findToken: findToken(deps, warm), valuesOf: valuesOf(deps) };
};
