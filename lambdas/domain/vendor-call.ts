import type { Vendor } from '../../contracts/vendor';
import { authHeader } from './auth-header';
import type { FieldValues } from './delivery';
import { vendorMessage } from './delivery';
import type { Content } from './offer-words';
import type { HeldRequest, VendorRequest } from './ports';
import { signWebhook, type WebhookKey } from './standard-webhooks';

export type Outbound = NonNullable<Vendor['outbound']>;

const UNIT_MS: Readonly<Record<string, number>> = { second: 1000, minute: 60_000 };
/** A function lives for a minute; the answer must come well within it. */
const LONGEST_MS = 30_000;

/** How long a vendor may take, from its words in the registry; the longest there is where they say nothing. */
export const timeoutMs = (outbound: Outbound | undefined): number => {
  const [, count, unit = ''] = /^(\d{1,4}) (second|minute)s?$/.exec(outbound?.timeout ?? '') ?? [];
  return count === undefined ? LONGEST_MS : Math.min(Number(count) * (UNIT_MS[unit] ?? 0), LONGEST_MS);
};

/** Names, below the stage's prefix, of what a vendor's requests need: the text of its auth header and the signing keys. */
export const outboundSecrets = (vendor: string, { auth }: Outbound) =>
  ({ auth: `vendor/${auth.secret}`, signing: `vendor/${vendor}/signing` }) as const;

/** The keys in a secret's text: one, or several with blanks between while they are being changed, the new one first. */
export const keysOf = (name: string, text: string): readonly WebhookKey[] =>
  text
    .split(/\s+/)
    .filter((secret) => secret !== '')
    .map((secret, index) => ({ id: `${name}:${index + 1}`, secret }));

/** A request that is ready to be sent: signed for this attempt, and never changed after that. */
export const vendorCall = (
  { request }: Pick<HeldRequest, 'request'>,
  outbound: Outbound,
  message: { readonly to: FieldValues; readonly content: Content },
  secrets: { readonly auth: string; readonly keys: readonly WebhookKey[]; readonly at: Date },
): VendorRequest => {
  const body = vendorMessage(request, message.to, message.content);
  const signature = signWebhook({ id: request.messageId, at: secrets.at, body }, secrets.keys);
  return {
    url: outbound.url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'tandem',
      ...authHeader(outbound.auth, secrets.auth),
      ...signature,
    },
    body,
    timeoutMs: timeoutMs(outbound),
  };
};
