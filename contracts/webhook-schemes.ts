/** Names of the headers that a signature is read from, in lower case. */
export interface SchemeHeaders {
  readonly signature: string;
  /** Where the time of signing is; left out: entry `t` of the signature header, or nowhere. */
  readonly timestamp?: string;
  /** The vendor's id of the message; required only where `signs` holds it. */
  readonly id?: string;
}

/** How a vendor signs: data only, so that a new scheme is a new row. */
export interface SignedScheme {
  /** Spellings of the header names; the first one that is there whole counts. */
  readonly headers: readonly SchemeHeaders[];
  /** What parts several signatures in one header. Default: there is one. */
  readonly between?: ' ' | ',';
  /** What stands before a signature of this scheme, its mark included. Default: nothing. */
  readonly label?: `${string}${',' | '='}`;
  /** Text that is signed; a name in braces stands for a part of the request, to the byte as it arrived. */
  readonly signs: string;
  /** HMAC with a hash, or a public key's algorithm. */
  readonly algorithm: 'sha1' | 'sha256' | 'sha512' | 'ed25519' | 'ecdsa-p256';
  readonly encoding: 'hex' | 'base64';
  /** How a key is written: as text, as base64 after an optional prefix, or as base64 of a public key in DER. */
  readonly key: 'text' | 'whsec_' | 'whpk_' | 'spki';
  /** Unit of the signed time. Left out: no time is signed, so that only the dedupe mark keeps a replay out. */
  readonly time?: 's' | 'ms';
  /** Parameter of the address that must hold the hex SHA-256 of the body. */
  readonly bodyHash?: string;
  /** Paths, in an item of the body, that together tell the item from all others. Default: the id header, else the body. */
  readonly item?: readonly string[];
  /** How long the vendor may send the same again, in days. */
  readonly days: number;
}

/** A vendor that does not sign: a token of ours in its address or in a header is all there is. */
export interface TokenScheme {
  readonly token: 'query' | 'header';
  readonly days: number;
}

/** A scheme nobody may use, and why. */
export interface RefusedScheme {
  readonly refused: string;
}

export type WebhookScheme = SignedScheme | TokenScheme | RefusedScheme;

const HEX = { signs: '{body}', algorithm: 'sha256', encoding: 'hex', key: 'text', days: 30 } as const;
const BASE64 = { ...HEX, encoding: 'base64' } as const;

const STANDARD = {
  headers: ['webhook', 'svix'].map((brand) => ({
    signature: `${brand}-signature`,
    timestamp: `${brand}-timestamp`,
    id: `${brand}-id`,
  })),
  between: ' ',
  signs: '{id}.{timestamp}.{body}',
  encoding: 'base64',
  time: 's',
  days: 4,
} as const;

const TWILIO = {
  ...BASE64,
  headers: [{ signature: 'x-twilio-signature' }],
  algorithm: 'sha1',
  item: ['MessageSid', 'MessageStatus', 'SmsStatus', 'CallSid', 'CallStatus'],
} as const;

const HUB = { ...HEX, label: 'sha256=' } as const;

const CONVOY = {
  ...HEX,
  headers: [{ signature: 'x-convoy-signature' }],
  between: ',',
  label: 'v1=',
  signs: '{timestamp},{body}',
  time: 's',
  days: 3,
} as const;
const CONVOY_SIMPLE = { ...HEX, headers: CONVOY.headers } as const;

const PLAIN_HASH = { refused: 'it signs with a plain hash of secret and body, which is no HMAC' } as const;

/** Every signature scheme, by the name that a vendor's file gives it. */
export const WEBHOOK_SCHEMES = {
  'standard-webhooks-v1': { ...STANDARD, label: 'v1,', algorithm: 'sha256', key: 'whsec_' },
  'standard-webhooks-v1a': { ...STANDARD, label: 'v1a,', algorithm: 'ed25519', key: 'whpk_' },
  sendgrid: {
    headers: [
      {
        signature: 'x-twilio-email-event-webhook-signature',
        timestamp: 'x-twilio-email-event-webhook-timestamp',
      },
    ],
    signs: '{timestamp}{body}',
    algorithm: 'ecdsa-p256',
    encoding: 'base64',
    key: 'spki',
    time: 's',
    item: ['sg_event_id'],
    days: 3,
  },
  stripe: {
    ...HEX,
    headers: [{ signature: 'stripe-signature' }],
    between: ',',
    label: 'v1=',
    signs: '{timestamp}.{body}',
    time: 's',
    item: ['id'],
    days: 4,
  },
  github: { ...HUB, headers: [{ signature: 'x-hub-signature-256', id: 'x-github-delivery' }] },
  slack: {
    ...HEX,
    headers: [{ signature: 'x-slack-signature', timestamp: 'x-slack-request-timestamp' }],
    label: 'v0=',
    signs: 'v0:{timestamp}:{body}',
    time: 's',
    item: ['event_id'],
    days: 1,
  },
  'twilio-form': { ...TWILIO, signs: '{url}{form}' },
  'twilio-json': { ...TWILIO, signs: '{url}', bodyHash: 'bodySHA256' },
  shopify: {
    ...BASE64,
    headers: [
      { signature: 'x-shopify-hmac-sha256', id: 'x-shopify-webhook-id' },
      { signature: 'shopify-hmac-sha256', id: 'shopify-event-id' },
    ],
  },
  'hubspot-v3': {
    ...BASE64,
    headers: [{ signature: 'x-hubspot-signature-v3', timestamp: 'x-hubspot-request-timestamp' }],
    signs: '{method}{uri}{body}{timestamp}',
    time: 'ms',
    item: ['subscriptionId', 'objectId', 'occurredAt', 'eventId'],
    days: 3,
  },
  'hubspot-v1': PLAIN_HASH,
  'hubspot-v2': PLAIN_HASH,
  meta: { ...HUB, headers: [{ signature: 'x-hub-signature-256' }] },
  klaviyo: {
    ...HEX,
    headers: [{ signature: 'klaviyo-signature', timestamp: 'klaviyo-timestamp', id: 'klaviyo-webhook-id' }],
    signs: '{body}{timestamp}',
    time: 's',
    item: ['external_id'],
    days: 4,
  },
  mandrill: {
    ...BASE64,
    headers: [{ signature: 'x-mandrill-signature' }],
    algorithm: 'sha1',
    signs: '{url}{form}',
    item: ['_id', 'event'],
  },
  'url-secret': { token: 'query', days: 7 },
  'shared-token': { token: 'header', days: 7 },
  hookdeck: {
    ...BASE64,
    headers: ['x-hookdeck-signature', 'x-hookdeck-signature-2'].map((signature) => ({
      signature,
      id: 'x-hookdeck-eventid',
    })),
  },
  hook0: {
    ...HEX,
    headers: [{ signature: 'x-hook0-signature' }],
    between: ',',
    label: 'v1=',
    signs: '{timestamp}.{names}.{values}.{body}',
    time: 's',
    days: 9,
  },
  convoy: CONVOY,
  'convoy-base64': { ...CONVOY, encoding: 'base64' },
  'convoy-sha512': { ...CONVOY, algorithm: 'sha512' },
  'convoy-sha512-base64': { ...CONVOY, algorithm: 'sha512', encoding: 'base64' },
  'convoy-simple': CONVOY_SIMPLE,
  'convoy-simple-base64': { ...CONVOY_SIMPLE, encoding: 'base64' },
  'convoy-simple-sha512': { ...CONVOY_SIMPLE, algorithm: 'sha512' },
  'convoy-simple-sha512-base64': { ...CONVOY_SIMPLE, algorithm: 'sha512', encoding: 'base64' },
} as const satisfies Readonly<Record<string, WebhookScheme>>;

export type SchemeName = keyof typeof WEBHOOK_SCHEMES;
export const SCHEME_NAMES = Object.keys(WEBHOOK_SCHEMES) as readonly SchemeName[];

/**
 * How far a vendor is believed, by how it proves who it is. `high`: a signature with its time; `medium`: a signature, so that
 * only the dedupe mark keeps a replay out; `low`: a token that anybody may hold who has seen one request.
 */
export type Trust = 'high' | 'medium' | 'low';

/** The trust that a scheme earns; a refused scheme earns none and is treated as the lowest. */
export const trustOf = (name: SchemeName): Trust => {
  const scheme: WebhookScheme = WEBHOOK_SCHEMES[name];
  if (!('signs' in scheme)) return 'low';
  return scheme.time === undefined ? 'medium' : 'high';
};
