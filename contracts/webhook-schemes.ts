/**
 * Names of the headers that a signature is read from, in lower case: of the signature; of the time of signing, empty where entry
 * `t` of the signature header has it, or nothing does; and of the vendor's id of the message, required only where `signs` holds it.
 */
export type SchemeHeaders =
  | readonly [signature: string]
  | readonly [signature: string, timestamp: string]
  | readonly [signature: string, timestamp: string, id: string];

/** How a vendor signs: data only, so that a new scheme is a new row. */
export interface SignedScheme {
  /** Spellings of the header names; the first one that is there whole counts. */
  readonly headers: readonly SchemeHeaders[];
  /** What parts several signatures in one header. Default: there is one. */
  readonly between?: ' ' | ',';
  /** What stands before a signature of this scheme, its mark included. Default: nothing. */
  readonly label?: string;
  /** Text that is signed; a name in braces stands for a part of the request, to the byte as it arrived. */
  readonly signs: string;
  /** Hash of the HMAC, or of what a public key verifies; null where its algorithm brings its own. */
  readonly algorithm: 'sha1' | 'sha256' | 'sha512' | null;
  readonly encoding: 'hex' | 'base64';
  /** Length of a signature. Left out: as long as its DER says. */
  readonly bytes?: 20 | 32 | 64;
  /** A key is base64 after this optional prefix. Left out: a key is text. */
  readonly prefix?: 'whsec_' | 'whpk_' | '';
  /** Hex that a public key begins with in DER (SPKI), which names its algorithm; added where it is not there. Left out: HMAC. */
  readonly der?: string;
  /** Units of the signed time in a second. Left out: no time is signed, so that only the dedupe mark keeps a replay out. */
  readonly time?: 1 | 1000;
  /** Parameter of the address that must hold the hex SHA-256 of the body. */
  readonly bodyHash?: string;
  /** Escapes, as a regular expression, that are undone in `{uri}`. */
  readonly escapes?: string;
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

export type UsableScheme = SignedScheme | TokenScheme;
export type WebhookScheme = UsableScheme | RefusedScheme;

const HEX = { signs: '{body}', algorithm: 'sha256', encoding: 'hex', bytes: 32, days: 30 } as const;
const BASE64 = { ...HEX, encoding: 'base64' } as const;

const STANDARD = {
  headers: [
    ['webhook-signature', 'webhook-timestamp', 'webhook-id'],
    ['svix-signature', 'svix-timestamp', 'svix-id'],
  ],
  between: ' ',
  signs: '{id}.{timestamp}.{body}',
  encoding: 'base64',
  time: 1,
  days: 4,
} as const;

const TWILIO = {
  ...BASE64,
  headers: [['x-twilio-signature']],
  algorithm: 'sha1',
  bytes: 20,
  item: ['MessageSid', 'MessageStatus', 'SmsStatus', 'CallSid', 'CallStatus'],
} as const;

const HUB = { ...HEX, label: 'sha256=' } as const;

const CONVOY = {
  ...HEX,
  headers: [['x-convoy-signature']],
  between: ',',
  label: 'v1=',
  signs: '{timestamp},{body}',
  time: 1,
  days: 3,
} as const;
const CONVOY_SIMPLE = { ...HEX, headers: CONVOY.headers } as const;

/** RFC 8410 and RFC 5480: what names the algorithm in front of a public key of 32 bytes, and of an uncompressed point. */
const ED25519 = '302a300506032b6570032100';
const P256 = '3059301306072a8648ce3d020106082a8648ce3d030107034200';

const PLAIN_HASH = { refused: 'it signs with a plain hash of secret and body, which is no HMAC' } as const;

/** Every signature scheme, by the name that a vendor's file gives it. */
export const WEBHOOK_SCHEMES = {
  'standard-webhooks-v1': { ...STANDARD, label: 'v1,', algorithm: 'sha256', bytes: 32, prefix: 'whsec_' },
  'standard-webhooks-v1a': { ...STANDARD, label: 'v1a,', algorithm: null, bytes: 64, prefix: 'whpk_', der: ED25519 },
  sendgrid: {
    headers: [['x-twilio-email-event-webhook-signature', 'x-twilio-email-event-webhook-timestamp']],
    signs: '{timestamp}{body}',
    algorithm: 'sha256',
    encoding: 'base64',
    prefix: '',
    der: P256,
    time: 1,
    item: ['sg_event_id'],
    days: 3,
  },
  stripe: {
    ...HEX,
    headers: [['stripe-signature']],
    between: ',',
    label: 'v1=',
    signs: '{timestamp}.{body}',
    time: 1,
    item: ['id'],
    days: 4,
  },
  github: { ...HUB, headers: [['x-hub-signature-256', '', 'x-github-delivery']] },
  slack: {
    ...HEX,
    headers: [['x-slack-signature', 'x-slack-request-timestamp']],
    label: 'v0=',
    signs: 'v0:{timestamp}:{body}',
    time: 1,
    item: ['event_id'],
    days: 1,
  },
  'twilio-form': { ...TWILIO, signs: '{url}{form}' },
  'twilio-json': { ...TWILIO, signs: '{url}', bodyHash: 'bodySHA256' },
  shopify: {
    ...BASE64,
    headers: [
      ['x-shopify-hmac-sha256', '', 'x-shopify-webhook-id'],
      ['shopify-hmac-sha256', '', 'shopify-event-id'],
    ],
  },
  'hubspot-v3': {
    ...BASE64,
    headers: [['x-hubspot-signature-v3', 'x-hubspot-request-timestamp']],
    escapes: '%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)',
    signs: '{method}{uri}{body}{timestamp}',
    time: 1000,
    item: ['subscriptionId', 'objectId', 'occurredAt', 'eventId'],
    days: 3,
  },
  'hubspot-v1': PLAIN_HASH,
  'hubspot-v2': PLAIN_HASH,
  meta: { ...HUB, headers: [['x-hub-signature-256']] },
  klaviyo: {
    ...HEX,
    headers: [['klaviyo-signature', 'klaviyo-timestamp', 'klaviyo-webhook-id']],
    signs: '{body}{timestamp}',
    time: 1,
    item: ['external_id'],
    days: 4,
  },
  mandrill: {
    ...BASE64,
    headers: [['x-mandrill-signature']],
    algorithm: 'sha1',
    bytes: 20,
    signs: '{url}{form}',
    item: ['_id', 'event'],
  },
  'url-secret': { token: 'query', days: 7 },
  'shared-token': { token: 'header', days: 7 },
  hookdeck: {
    ...BASE64,
    headers: [
      ['x-hookdeck-signature', '', 'x-hookdeck-eventid'],
      ['x-hookdeck-signature-2', '', 'x-hookdeck-eventid'],
    ],
  },
  hook0: {
    ...HEX,
    headers: [['x-hook0-signature']],
    between: ',',
    label: 'v1=',
    signs: '{timestamp}.{names}.{values}.{body}',
    time: 1,
    days: 9,
  },
  convoy: CONVOY,
  'convoy-base64': { ...CONVOY, encoding: 'base64' },
  'convoy-sha512': { ...CONVOY, algorithm: 'sha512', bytes: 64 },
  'convoy-sha512-base64': { ...CONVOY, algorithm: 'sha512', bytes: 64, encoding: 'base64' },
  'convoy-simple': CONVOY_SIMPLE,
  'convoy-simple-base64': { ...CONVOY_SIMPLE, encoding: 'base64' },
  'convoy-simple-sha512': { ...CONVOY_SIMPLE, algorithm: 'sha512', bytes: 64 },
  'convoy-simple-sha512-base64': { ...CONVOY_SIMPLE, algorithm: 'sha512', bytes: 64, encoding: 'base64' },
} as const satisfies Readonly<Record<string, WebhookScheme>>;

export type SchemeName = keyof typeof WEBHOOK_SCHEMES;
/** Rows by their names; one that is not there, or that nobody may use, refuses whatever arrives. */
export type UsableSchemes = Readonly<Partial<Record<SchemeName, UsableScheme>>>;
export const SCHEME_NAMES = Object.keys(WEBHOOK_SCHEMES) as readonly SchemeName[];

/** The rows of the given schemes, each once, without those that nobody may use. */
export const usableSchemes = (names: readonly SchemeName[]): UsableSchemes =>
  Object.fromEntries(
    [...new Set(names)].sort().flatMap((name): [SchemeName, UsableScheme][] => {
      const row: WebhookScheme = WEBHOOK_SCHEMES[name];
      return 'refused' in row ? [] : [[name, row]];
    }),
  );
