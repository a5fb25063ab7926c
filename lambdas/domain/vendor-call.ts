import type { Vendor } from '../../contracts/vendor';
import type { Outbound } from '../../contracts/vendor-outbound';
import { authHeader } from './auth-header';
import { timeoutMs } from './outbound-settings';
import type { VendorRequest } from './ports/vendor-calls';
import { signWebhook, type WebhookKey } from './standard-webhooks';

/** Names, below the stage's prefix, of what a vendor's requests need: the text of its auth header and the signing keys. */
export const outboundSecrets = (vendor: string, { auth }: Outbound) =>
  ({ auth: `vendor/${auth.secret}`, signing: `vendor/${vendor}/signing` }) as const;

/** The keys in a secret's text: one, or several with blanks between while they are being changed, the new one first. */
export const keysOf = (name: string, text: string): readonly WebhookKey[] =>
  text
    .split(/\s+/)
    .filter((secret) => secret !== '')
    .map((secret, index) => ({ id: `${name}:${index + 1}`, secret }));

/** What a vendor is sent, whatever the attempt. */
export interface VendorContent {
  /** The same on every attempt; the vendor's idempotency key. */
  readonly id: string;
  readonly url: string;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** What one attempt is sent with. */
export interface CallSecrets {
  readonly auth: string;
  /** None for a vendor that checks no signature. */
  readonly keys: readonly WebhookKey[];
}

/** What an attempt says of its secrets: names of keys, never a value. */
export const keyIdOf = ({ auth }: Outbound, { keys }: CallSecrets): string =>
  keys.length === 0 ? `vendor/${auth.secret}` : keys.map(({ id }) => id).join(' ');

/** A request that is ready to be sent: signed for this attempt, and never changed after that. */
export const vendorCall = (
  { id, url, body, contentType }: VendorContent,
  outbound: Outbound,
  { auth, keys }: CallSecrets,
  at: Date,
): VendorRequest => ({
  url,
  headers: {
    ...outbound.headers,
    'content-type': contentType,
    'user-agent': 'tandem',
    ...authHeader(outbound.auth, auth),
    ...(outbound.sign === 'none' ? { 'webhook-id': id } : signWebhook({ id, at, body }, keys, outbound.sign)),
  },
  body,
  timeoutMs: timeoutMs(outbound),
});

/** A vendor that messages are sent to. */
export type SendingVendor = Vendor & { readonly outbound: Outbound };
export const isSending = (vendor: Vendor | undefined): vendor is SendingVendor => vendor?.outbound !== undefined;
