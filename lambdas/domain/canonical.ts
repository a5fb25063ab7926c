import { createHash } from 'node:crypto';

/**
 * The one text of a JSON value (RFC 8785): members sorted by UTF-16 code unit, no white space. Members that are
 * undefined are left out, as JSON does.
 */
export const canonicalJson = (value: unknown): string => {
  const text = write(value);
  if (text === undefined) throw new TypeError(`No JSON value: ${typeof value}.`);
  return text;
};

const write = (value: unknown): string | undefined => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`No JSON number: ${value}.`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item) ?? 'null').join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const text = write((value as Record<string, unknown>)[key]);
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
};

/** SHA-256, base64url without padding. */
export const sha256Base64Url = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('base64url');

/** SHA-256, lower-case hex. */
export const sha256Hex = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
