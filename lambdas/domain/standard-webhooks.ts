import { createHmac, timingSafeEqual } from 'node:crypto';

/** What differs between signature schemes of this family; new schemes are new values. */
interface Scheme {
  readonly prefixes: readonly string[];
  readonly version: string;
  readonly algorithm: string;
  readonly digestBytes: number;
  readonly toleranceSeconds: number;
}

/** Standard Webhooks v1, https://www.standardwebhooks.com: HMAC-SHA256 over `id.timestamp.body`. Svix names its headers otherwise. */
export const STANDARD_WEBHOOKS_V1: Scheme = {
  prefixes: ['webhook', 'svix'],
  version: 'v1',
  algorithm: 'sha256',
  digestBytes: 32,
  toleranceSeconds: 300,
};
const MAX_KEYS = 5;
const MAX_SIGNATURES = 10;

/** A key as kept in the secret store; `id` is safe to log, the secret is not. */
export interface WebhookKey {
  readonly id: string;
  /** Base64, optionally after `whsec_`. */
  readonly secret: string;
}

/** Why a request is refused, in the order in which it is tested. For logs and metrics, never for the response. */
export type SignatureRefusal =
  | 'no-key'
  | 'missing-header'
  | 'timestamp-malformed'
  | 'timestamp-too-old'
  | 'timestamp-in-future'
  | 'unsupported-version'
  | 'signature-malformed'
  | 'signature-mismatch';

export type Verdict =
  | { readonly ok: true; readonly keyId: string; readonly id: string }
  | { readonly ok: false; readonly reason: SignatureRefusal };

export interface SignedRequest {
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as received: parsing and writing again would change them. */
  readonly body: Uint8Array;
}

/** Bytes of a secret; throws on text that is no base64, because such a key could never verify anything. */
const keyBytes = ({ id, secret }: WebhookKey): Buffer => {
  const text = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new TypeError(`Key "${id}" is not base64 after an optional whsec_.`);
  return Buffer.from(text, 'base64');
};

const usableKeys = (keys: readonly WebhookKey[]): readonly { id: string; bytes: Buffer }[] => {
  if (keys.length > MAX_KEYS) throw new TypeError(`At most ${MAX_KEYS} keys, got ${keys.length}.`);
  // An empty key would verify anything that was signed with nothing.
  return keys.map((key) => ({ id: key.id, bytes: keyBytes(key) })).filter((key) => key.bytes.length > 0);
};

const digest = (scheme: Scheme, key: Buffer, id: string, timestamp: string, body: Uint8Array): Buffer =>
  createHmac(scheme.algorithm, key).update(`${id}.${timestamp}.`).update(body).digest();

/** Headers that sign a message; one signature per key, so that the receiver can change keys without a gap. */
export const signWebhook = (
  message: { readonly id: string; readonly at: Date; readonly body: Uint8Array },
  keys: readonly WebhookKey[],
  scheme: Scheme = STANDARD_WEBHOOKS_V1,
): Readonly<Record<string, string>> => {
  // A dot would let the id run into the timestamp in the signed text.
  if (message.id === '' || message.id.includes('.'))
    throw new TypeError(`A webhook id has no dot, got "${message.id}".`);
  const usable = usableKeys(keys);
  if (usable.length === 0) throw new TypeError('Signing needs at least one key that is not empty.');
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const entries = usable.map(
    ({ bytes }) => `${scheme.version},${digest(scheme, bytes, message.id, timestamp, message.body).toString('base64')}`,
  );
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': entries.join(' '),
  };
};

/** Whether a request was signed with one of the keys within the tolerance around `receivedAt`; never throws on what the request holds. */
export const verifyWebhook = (
  request: SignedRequest,
  keys: readonly WebhookKey[],
  receivedAt: Date,
  scheme: Scheme = STANDARD_WEBHOOKS_V1,
): Verdict => {
  const usable = usableKeys(keys);
  if (usable.length === 0) return refused('no-key');
  const headers = signatureHeaders(request, scheme);
  if (headers === undefined) return refused('missing-header');
  const age = ageOf(headers.timestamp, receivedAt);
  if (age === undefined) return refused('timestamp-malformed');
  if (age > scheme.toleranceSeconds) return refused('timestamp-too-old');
  if (age < -scheme.toleranceSeconds) return refused('timestamp-in-future');
  const candidates = signaturesIn(headers.signature, scheme);
  if (typeof candidates === 'string') return refused(candidates);
  if (headers.id.includes('.')) return refused('signature-mismatch');
  for (const { id, bytes } of usable) {
    const expected = digest(scheme, bytes, headers.id, headers.timestamp, request.body);
    if (candidates.some((candidate) => timingSafeEqual(candidate, expected))) {
      return { ok: true, keyId: id, id: headers.id };
    }
  }
  return refused('signature-mismatch');
};

const refused = (reason: SignatureRefusal): Verdict => ({ ok: false, reason });

const signatureHeaders = ({ headers }: SignedRequest, scheme: Scheme) => {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  for (const prefix of scheme.prefixes) {
    const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((part) => lower.get(`${prefix}-${part}`));
    if (id && timestamp && signature) return { id, timestamp, signature };
  }
  return undefined;
};

/** Seconds since the timestamp; negative in the future, undefined when it is no plain number of seconds. */
const ageOf = (timestamp: string, receivedAt: Date): number | undefined =>
  /^\d{1,15}$/.test(timestamp) ? Math.floor(receivedAt.getTime() / 1000) - Number(timestamp) : undefined;

const signaturesIn = (header: string, scheme: Scheme): readonly Buffer[] | SignatureRefusal => {
  const entries = header.split(' ', MAX_SIGNATURES + 1).map((entry) => entry.split(','));
  if (entries.length > MAX_SIGNATURES) return 'signature-malformed';
  const labelled = entries.filter((entry) => entry.length > 1);
  const ours = labelled.filter(([version]) => version === scheme.version);
  if (ours.length === 0) return labelled.length === 0 ? 'signature-malformed' : 'unsupported-version';
  const wellFormed = ours.flatMap(([, text, ...rest]) => {
    const bytes = Buffer.from(text ?? '', 'base64');
    // Node decodes leniently; only the one right spelling of the right length counts.
    return rest.length === 0 && bytes.length === scheme.digestBytes && bytes.toString('base64') === text ? [bytes] : [];
  });
  return wellFormed.length === 0 ? 'signature-malformed' : wellFormed;
};
