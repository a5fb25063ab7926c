import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { SchemeName } from '../../contracts/webhook-schemes';

/** What a vendor is about to send; `at` in milliseconds. */
export interface ToSign {
  readonly body: Uint8Array;
  readonly at: number;
  readonly id?: string;
  readonly url?: string;
  readonly method?: string;
}
export type Signed = Readonly<Record<string, string>>;
/** A vendor's own way of signing, written down apart from the table that verifies. */
export type Signer = (secret: string, sent: ToSign) => Signed;

type Chunks = readonly (string | Uint8Array)[];
const mac = (hash: string, key: string | Buffer, chunks: Chunks): Buffer =>
  chunks.reduce((hmac, chunk) => hmac.update(chunk), createHmac(hash, key)).digest();
const hex = (key: string | Buffer, ...chunks: Chunks): string => mac('sha256', key, chunks).toString('hex');
const base64 = (key: string | Buffer, ...chunks: Chunks): string => mac('sha256', key, chunks).toString('base64');
const seconds = (at: number): string => String(Math.floor(at / 1000));

const form = (body: Uint8Array): string => {
  const fields = [...new URLSearchParams(Buffer.from(body).toString('utf8'))];
  return fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}${value}`)
    .join('');
};

const convoy =
  (hash: string, encoding: 'hex' | 'base64', simple = false): Signer =>
  (secret, { body, at }) => {
    const text = simple ? [body] : [`${seconds(at)},`, body];
    const signature = mac(hash, secret, text).toString(encoding);
    return { 'x-convoy-signature': simple ? signature : `t=${seconds(at)},v1=${signature}` };
  };

/** Key pairs of the asymmetric schemes, one for all tests of a process. */
const ed25519 = generateKeyPairSync('ed25519');
const p256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const publicDer = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });

/** The secret that a receiver is given, by scheme; text unless a scheme has a form of its own. */
export const secretFor = (scheme: SchemeName): string => {
  if (scheme === 'standard-webhooks-v1') return `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  if (scheme === 'standard-webhooks-v1a') return `whpk_${publicDer(ed25519.publicKey).subarray(12).toString('base64')}`;
  return scheme === 'sendgrid' ? publicDer(p256.publicKey).toString('base64') : 'a-secret-of-this-test';
};

/** The signers of all schemes that anybody may use. */
export const SIGNERS: Readonly<Partial<Record<SchemeName, Signer>>> = {
  'standard-webhooks-v1': (secret, { body, at, id = 'msg_1' }) => ({
    'webhook-id': id,
    'webhook-timestamp': seconds(at),
    'webhook-signature': `v1,${base64(Buffer.from(secret.replace('whsec_', ''), 'base64'), `${id}.${seconds(at)}.`, body)}`,
  }),
  'standard-webhooks-v1a': (_secret, { body, at, id = 'msg_1' }) => {
    const text = Buffer.concat([Buffer.from(`${id}.${seconds(at)}.`), body]);
    const signature = sign(null, text, ed25519.privateKey).toString('base64');
    return { 'webhook-id': id, 'webhook-timestamp': seconds(at), 'webhook-signature': `v1a,${signature}` };
  },
  sendgrid: (_secret, { body, at }) => {
    const text = Buffer.concat([Buffer.from(seconds(at)), body]);
    return {
      'x-twilio-email-event-webhook-signature': sign('sha256', text, p256.privateKey).toString('base64'),
      'x-twilio-email-event-webhook-timestamp': seconds(at),
    };
  },
  stripe: (secret, { body, at }) => ({
    'stripe-signature': `t=${seconds(at)},v1=${hex(secret, `${seconds(at)}.`, body)}`,
  }),
  github: (secret, { body, id = 'delivery-1' }) => ({
    'x-hub-signature-256': `sha256=${hex(secret, body)}`,
    'x-github-delivery': id,
  }),
  slack: (secret, { body, at }) => ({
    'x-slack-signature': `v0=${hex(secret, `v0:${seconds(at)}:`, body)}`,
    'x-slack-request-timestamp': seconds(at),
  }),
  'twilio-form': (secret, { body, url = '' }) => ({
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': mac('sha1', secret, [url, form(body)]).toString('base64'),
  }),
  'twilio-json': (secret, { url = '' }) => ({
    'content-type': 'application/json',
    'x-twilio-signature': mac('sha1', secret, [url]).toString('base64'),
  }),
  shopify: (secret, { body, id = 'webhook-1' }) => ({
    'x-shopify-hmac-sha256': base64(secret, body),
    'x-shopify-webhook-id': id,
  }),
  'hubspot-v3': (secret, { body, at, url = '', method = 'POST' }) => ({
    'x-hubspot-signature-v3': base64(secret, method, url, body, String(at)),
    'x-hubspot-request-timestamp': String(at),
  }),
  meta: (secret, { body }) => ({ 'x-hub-signature-256': `sha256=${hex(secret, body)}` }),
  klaviyo: (secret, { body, at, id = 'webhook-1' }) => ({
    'klaviyo-signature': hex(secret, body, seconds(at)),
    'klaviyo-timestamp': seconds(at),
    'klaviyo-webhook-id': id,
  }),
  mandrill: (secret, { body, url = '' }) => ({
    'x-mandrill-signature': mac('sha1', secret, [url, form(body)]).toString('base64'),
  }),
  'url-secret': () => ({}),
  'shared-token': (secret) => ({ 'x-webhook-token': secret }),
  hookdeck: (secret, { body, id = 'evt_1' }) => ({
    'x-hookdeck-signature': base64(secret, body),
    'x-hookdeck-eventid': id,
  }),
  hook0: (secret, { body, at, id = 'evt-1' }) => ({
    'x-event-id': id,
    'x-event-type': 'a.b',
    'x-hook0-signature': `t=${seconds(at)},h=x-event-id x-event-type,v1=${hex(
      secret,
      `${seconds(at)}.x-event-id x-event-type.${id}.a.b.`,
      body,
    )}`,
  }),
  convoy: convoy('sha256', 'hex'),
  'convoy-base64': convoy('sha256', 'base64'),
  'convoy-sha512': convoy('sha512', 'hex'),
  'convoy-sha512-base64': convoy('sha512', 'base64'),
  'convoy-simple': convoy('sha256', 'hex', true),
  'convoy-simple-base64': convoy('sha256', 'base64', true),
  'convoy-simple-sha512': convoy('sha512', 'hex', true),
  'convoy-simple-sha512-base64': convoy('sha512', 'base64', true),
};

/** The address that a vendor of the scheme posts to: with what the scheme puts into it. */
export const addressFor = (scheme: SchemeName, base: string, secret: string, body: Uint8Array): string => {
  if (scheme === 'url-secret') return `${base}?token=${encodeURIComponent(secret)}`;
  return scheme === 'twilio-json' ? `${base}?bodySHA256=${createHash('sha256').update(body).digest('hex')}` : base;
};

/** Headers of a request that the vendor of a scheme signed. */
export const signAs = (scheme: SchemeName, secret: string, sent: ToSign): Signed => {
  const signer = SIGNERS[scheme];
  if (signer === undefined) throw new Error(`Nobody may use ${scheme}.`);
  return signer(secret, sent);
};
