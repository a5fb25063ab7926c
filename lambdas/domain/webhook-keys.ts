import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import type { SignedScheme } from '../../contracts/webhook-schemes';

/** A key as kept in the secret store; `id` is safe to log, the secret is not. */
export interface WebhookKey {
  readonly id: string;
  /** As the vendor writes it: text, base64 after an optional prefix, or a public key. */
  readonly secret: string;
}

/** A key that is ready for use. */
export interface PreparedKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Bytes of a secret in base64 after an optional prefix; throws on anything else, because such a key could never fit. */
export const decodedSecret = ({ id, secret }: WebhookKey, prefix: string): Buffer => {
  const text = RegExp(`^(?:${prefix})?([A-Za-z0-9+/]*={0,2})$`).exec(secret)?.[1];
  if (text === undefined) throw malformed(id);
  return Buffer.from(text, 'base64');
};

const malformed = (id: string): TypeError => new TypeError(`Key "${id}" is malformed.`);

/**
 * Keys of a scheme, ready for use; empty ones are left out, because an empty key would verify anything that was signed with
 * nothing. Throws a TypeError on a key that does not parse: that is the secret's fault, never a request's.
 */
export const prepareKeys = (
  { prefix, der }: Partial<SignedScheme>,
  keys: readonly WebhookKey[],
): readonly PreparedKey[] =>
  keys.flatMap((key) => {
    const bytes = prefix === undefined ? Buffer.from(key.secret) : decodedSecret(key, prefix);
    if (!bytes.length) return [];
    return [{ id: key.id, key: der ? publicKey(key.id, bytes.toString('hex'), der) : createSecretKey(bytes) }];
  });

const publicKey = (id: string, hex: string, der: string): KeyObject => {
  const key = Buffer.from(hex.startsWith(der) ? hex : der + hex, 'hex');
  try {
    // The library would overlook bytes after a key.
    if (key.length === (key[1] as number) + 2) return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch {
    // Its error would tell of the key.
  }
  throw malformed(id);
};
