import { createHmac, randomBytes } from 'node:crypto';
import type { PersonalValue } from '../domain/ports/vault';
import { shardOf } from './shard';
import type { Key } from './table';

/** Start of the sort keys below which an identifier's own values are indexed. */
export const OWNED = 'V#';
/** Start of the sort keys that lead to quarantined payloads which name an identifier. */
export const ASIDE = 'Q#';

/** Partition of everything that is indexed under a value's hash. */
export const indexKey = (hash: string): string => `H#${hash}`;
/** The index row of an identifier: its token, or when it was erased. */
export const indexItem = (hash: string): Key => ({ pk: indexKey(hash), sk: 'I' });
/** The index row of a value that is an identifier's own. It names the identifier's token: one that was erased owns nothing. */
export const ownedItem = (owner: { readonly hash: string; readonly token: string }, hash: string): Key => ({
  pk: indexKey(owner.hash),
  sk: `${OWNED}${owner.token}#${hash}`,
});
/** The row that finds a quarantined payload by an identifier in it. */
export const asideItem = (hash: string, id: string): Key => ({ pk: indexKey(hash), sk: `${ASIDE}${id}` });
export const valueItem = (token: string): Key => ({ pk: `T#${token}`, sk: 'V' });
/** The row by which a quarantined event is listed, without its payload. */
export const shelfItem = (id: string): Key => ({ pk: shelfKey(shardOf(id)), sk: id });
export const shelfKey = (shard: number): string => `QI#${shard}`;
export const payloadItem = (id: string): Key => ({ pk: `Q#${id}`, sk: 'Q' });

/** Key of a value's index row: without the vault's key nobody can tell whose it is. */
export const hashOf = (key: string, { kind, value }: PersonalValue): string =>
  createHmac('sha256', key).update(`${kind}\0${value}`).digest('base64url');

/** 132 random bits: says nothing about the value it stands for. */
export const newToken = (): string => `tok_${randomBytes(17).toString('base64url').slice(0, 22)}`;
