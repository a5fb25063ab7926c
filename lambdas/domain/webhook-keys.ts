import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import type { SignedScheme, TokenScheme, WebhookScheme } from '../../contracts/webhook-schemes';

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

/** More are no rotation, and each costs a computation for whoever knocks. */
const MOST_KEYS = 5;
/** What makes the 32 bytes of an Ed25519 public key a key in DER. */
const ED25519_DER = Buffer.from('302a300506032b6570032100', 'hex');

/** Bytes of a secret in base64 after an optional prefix; throws on anything else, because such a key could never fit. */
export const decodedSecret = ({ id, secret }: WebhookKey, prefix: string): Buffer => {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    throw new TypeError(`Key "${id}" is not base64 after an optional ${prefix}.`);
  return Buffer.from(text, 'base64');
};

/**
 * Keys of a scheme, ready for use; empty ones are left out, because an empty key would verify anything that was signed with
 * nothing. Throws on a key that does not parse and on more than five: that is the secret's fault, never a request's.
 */
export const prepareKeys = (scheme: WebhookScheme, keys: readonly WebhookKey[]): readonly PreparedKey[] => {
  if ('refused' in scheme) return [];
  if (keys.length > MOST_KEYS) throw new TypeError(`At most ${MOST_KEYS} keys, got ${keys.length}.`);
  return keys.flatMap((key) => {
    const bytes = bytesOf(scheme, key);
    return bytes.length === 0 ? [] : [{ id: key.id, key: keyObject(scheme, key, bytes) }];
  });
};

const bytesOf = (scheme: SignedScheme | TokenScheme, key: WebhookKey): Buffer => {
  if ('token' in scheme || scheme.key === 'text') return Buffer.from(key.secret, 'utf8');
  return decodedSecret(key, scheme.key === 'spki' ? '' : scheme.key);
};

const keyObject = (scheme: SignedScheme | TokenScheme, { id }: WebhookKey, bytes: Buffer): KeyObject => {
  if ('token' in scheme || scheme.key === 'text' || scheme.key === 'whsec_') return createSecretKey(bytes);
  const der = scheme.key === 'whpk_' ? Buffer.concat([ED25519_DER, bytes]) : bytes;
  const key = publicKey(der);
  const kind = scheme.algorithm === 'ed25519' ? 'ed25519' : 'ec';
  const curve = key?.asymmetricKeyDetails?.namedCurve ?? 'prime256v1';
  if (key?.asymmetricKeyType !== kind || curve !== 'prime256v1') {
    throw new TypeError(`Key "${id}" is no public key for ${scheme.algorithm}.`);
  }
  return key;
};

/** The error of the library would quote what it could not read; bytes after a key it would overlook. */
const publicKey = (der: Buffer): KeyObject | undefined => {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.export({ format: 'der', type: 'spki' }).equals(der) ? key : undefined;
  } catch {
    return undefined;
  }
};
