import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { decodedSecret, type WebhookKey } from './webhook-keys';

export type { WebhookKey } from './webhook-keys';

/** How we sign: with a shared secret (v1, HMAC-SHA256), or so that the receiver needs no secret (v1a, Ed25519). */
export type SigningScheme = 'standard-webhooks-v1' | 'standard-webhooks-v1a';

/** What makes the 32 bytes of an Ed25519 private key a key in DER. */
const ED25519_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;

type MakeEntry = (text: Uint8Array) => string;

const hmacEntry = (key: WebhookKey): MakeEntry | undefined => {
  const bytes = decodedSecret(key, 'whsec_');
  if (bytes.length === 0) return undefined;
  return (text) => `v1,${createHmac('sha256', bytes).update(text).digest('base64')}`;
};

/** `whsk_` with seed and public key, as Standard Webhooks writes it, or the seed alone, as the platform makes them. */
const signingKey = (key: WebhookKey): KeyObject | undefined => {
  const bytes = decodedSecret(key, 'whsk_');
  if (bytes.length === 0) return undefined;
  if (bytes.length !== SEED_BYTES && bytes.length !== 2 * SEED_BYTES) {
    throw new TypeError(`Key "${key.id}" is no Ed25519 key: 32 or 64 bytes are needed, it has ${bytes.length}.`);
  }
  const der = Buffer.concat([ED25519_DER, bytes.subarray(0, SEED_BYTES)]);
  const made = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const named = bytes.subarray(SEED_BYTES);
  // A public half of another key would sign what nobody can verify.
  if (
    named.length > 0 &&
    !createPublicKey(made).export({ format: 'der', type: 'spki' }).subarray(-SEED_BYTES).equals(named)
  ) {
    throw new TypeError(`Key "${key.id}": its public half belongs to another key.`);
  }
  return made;
};

const ed25519Entry = (key: WebhookKey): MakeEntry | undefined => {
  const made = signingKey(key);
  return made && ((text) => `v1a,${sign(null, text, made).toString('base64')}`);
};

/**
 * Headers that sign a message by Standard Webhooks, https://www.standardwebhooks.com: a signature of `id.timestamp.body` for
 * each key, so that the receiver can change keys without a gap. Throws on a key that is none, and without any.
 */
export const signWebhook = (
  message: { readonly id: string; readonly at: Date; readonly body: Uint8Array },
  keys: readonly WebhookKey[],
  scheme: SigningScheme = 'standard-webhooks-v1',
): Readonly<Record<string, string>> => {
  // A dot would let the id run into the timestamp in the signed text.
  if (message.id === '' || message.id.includes('.'))
    throw new TypeError(`A webhook id has no dot, got "${message.id}".`);
  const entryOf = scheme === 'standard-webhooks-v1' ? hmacEntry : ed25519Entry;
  const entries = keys.map(entryOf).filter((entry) => entry !== undefined);
  if (entries.length === 0) throw new TypeError('Signing needs at least one key that is not empty.');
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const text = Buffer.concat([Buffer.from(`${message.id}.${timestamp}.`, 'utf8'), message.body]);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': entries.map((entry) => entry(text)).join(' '),
  };
};
