import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Source } from '../../contracts/platform';

/** The write key of a source: its name, a dot and a MAC over name and version. Raising the version revokes the key in use. */
export const writeKey = (master: string, source: string, version: number): string =>
  `${source}.${createHmac('sha256', master).update(`${source}:${version}`).digest('base64url')}`;

/** Finds the source that a write key belongs to; undefined for every other text. */
export type FindSource = (key: string) => Source | undefined;

/** Keys of all sources, made once. A key is compared in constant time. */
export const createFindSource = (master: string, sources: readonly Source[]): FindSource => {
  const known = new Map(
    sources.map((source) => [
      source.source,
      { source, key: Buffer.from(writeKey(master, source.source, source.keyVersion)) },
    ]),
  );
  return (key) => {
    const found = known.get(key.slice(0, Math.max(0, key.indexOf('.'))));
    const given = Buffer.from(key);
    if (found === undefined || given.length !== found.key.length) return undefined;
    return timingSafeEqual(given, found.key) ? found.source : undefined;
  };
};

/** The user name of a Basic `Authorization` header, where Segment's clients put the write key. */
export const basicUser = (authorization: string | undefined): string | undefined => {
  const encoded = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization?.trim() ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const end = text.indexOf(':');
  return end < 0 ? text : text.slice(0, end);
};
