import { createHmac, randomBytes } from 'node:crypto';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { FindToken, PersonalValue, TokensFor, ValuesOf } from '../domain/ports';
import { cancellationCodes, isContention, StoreError } from './errors';
import { createLru, type Lru } from './lru';
import { inParallel } from './parallel';
import { backOff } from './pause';
import { getItems, type Key, type Table } from './table';

export interface VaultDeps extends Table {
  /** Text of the key that turns values into index keys. */
  readonly vaultKey: () => Promise<string>;
}

/** Index rows never change; a row that was erased must be forgotten within a minute all the same. */
const WARM_MS = 60_000;
const WARM_ENTRIES = 20_000;
/** Transactions under way at once for one request. */
const WRITERS = 16;
const TRIES = 6;

const indexItem = (hash: string): Key => ({ pk: `H#${hash}`, sk: 'I' });
const valueItem = (token: string): Key => ({ pk: `T#${token}`, sk: 'V' });

/** Key of a value's index row: without the vault's key nobody can tell whose it is. */
const hashOf = (key: string, { kind, value }: PersonalValue): string =>
  createHmac('sha256', key).update(`${kind}\0${value}`).digest('base64url');

/** 132 random bits: says nothing about the value it stands for. */
const newToken = (): string => `tok_${randomBytes(17).toString('base64url').slice(0, 22)}`;

const tokenIn = async (deps: VaultDeps, hash: string): Promise<string | undefined> => {
  const { Item: item } = await deps.client.send(
    new GetCommand({ TableName: deps.table, Key: indexItem(hash), ConsistentRead: true }),
  );
  return typeof item?.token === 'string' ? item.token : undefined;
};

/** Index and value row in one transaction: no value without index, which erasure could not find, and no token without value. */
const tryToMake = async (
  deps: VaultDeps,
  hash: string,
  { kind, value }: PersonalValue,
): Promise<string | undefined> => {
  const token = newToken();
  const absent = { TableName: deps.table, ConditionExpression: 'attribute_not_exists(pk)' };
  try {
    await deps.client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { ...absent, Item: { ...indexItem(hash), token, kind } } },
          { Put: { ...absent, Item: { ...valueItem(token), kind, value } } },
        ],
      }),
    );
    return token;
  } catch (error) {
    const codes = cancellationCodes(error);
    if (codes === undefined) throw error;
    if (isContention(codes)) return undefined;
    throw new StoreError('store.throttled', 'TransactWriteItems', true, { cause: error });
  }
};

/** Makes the token, or finds the one that somebody else made first. */
const makeToken = async (deps: VaultDeps, hash: string, value: PersonalValue): Promise<string> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const token = (await tryToMake(deps, hash, value)) ?? (await tokenIn(deps, hash));
    if (token !== undefined) return token;
    await backOff(deps.retry, attempt);
  }
  throw new StoreError('store.throttled', 'TokensFor', true);
};

/** Eventually consistent: a row that is too new to be seen is found by the transaction that would make it. */
const lookUp = async (deps: VaultDeps, warm: Lru<string>, hashes: readonly string[]): Promise<Map<string, string>> => {
  const known = new Map(
    hashes.flatMap((hash) => {
      const token = warm.get(hash);
      return token === undefined ? [] : [[hash, token] as const];
    }),
  );
  const missing = hashes.filter((hash) => !known.has(hash));
  const found = await getItems(deps, missing.map(indexItem), { consistent: false });
  for (const hash of missing) {
    const token = found.find(indexItem(hash))?.token;
    if (typeof token !== 'string') continue;
    known.set(hash, token);
    warm.set(hash, token);
  }
  return known;
};

const tokensFor =
  (deps: VaultDeps, warm: Lru<string>): TokensFor =>
  async (values) => {
    if (values.length === 0) return [];
    const key = await deps.vaultKey();
    const hashes = values.map((value) => hashOf(key, value));
    const known = await lookUp(deps, warm, [...new Set(hashes)]);
    const fresh = new Map(
      values.flatMap((value, index) => {
        const hash = hashes[index];
        return hash === undefined || known.has(hash) ? [] : [[hash, value] as const];
      }),
    );
    await inParallel([...fresh], WRITERS, async ([hash, value]) => {
      const token = await makeToken(deps, hash, value);
      known.set(hash, token);
      warm.set(hash, token);
    });
    return hashes.map((hash) => {
      const token = known.get(hash);
      // An empty token would make everybody who gets it one person.
      if (token === undefined) throw new StoreError('store.throttled', 'TokensFor', true);
      return token;
    });
  };

const findToken =
  (deps: VaultDeps, warm: Lru<string>): FindToken =>
  async (value) => {
    const hash = hashOf(await deps.vaultKey(), value);
    const before = warm.get(hash);
    if (before !== undefined) return before;
    const token = await tokenIn(deps, hash);
    if (token !== undefined) warm.set(hash, token);
    return token;
  };

const valuesOf =
  (deps: VaultDeps): ValuesOf =>
  async (tokens) => {
    const found = await getItems(deps, tokens.map(valueItem), { consistent: true });
    return new Map(
      tokens.flatMap((token) => {
        const value = found.find(valueItem(token))?.value;
        return typeof value === 'string' ? [[token, value] as const] : [];
      }),
    );
  };

/** The ports of the vault. One per function instance: the warm index is shared by all its invocations. */
export const createVault = (deps: VaultDeps) => {
  const warm = createLru<string>({ entries: WARM_ENTRIES, milliseconds: WARM_MS, now: deps.now });
  return { tokensFor: tokensFor(deps, warm), findToken: findToken(deps, warm), valuesOf: valuesOf(deps) };
};
