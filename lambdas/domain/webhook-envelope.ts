import type { Vendor } from '../../contracts/vendor';
import type { Inbound } from '../../contracts/vendor-inbound';
import { type Trust, trustOf } from '../../contracts/webhook-rules';
import type { SchemeName, UsableScheme } from '../../contracts/webhook-schemes';
import { sha256Base64Url } from './canonical';
import type { SignatureRefusal, Verdict } from './verify-webhook';
import { besideOf, partsOf } from './webhook-parts';
import { queryOf, type SignedRequest } from './webhook-text';

/**
 * What was found when a webhook arrived, kept beside whatever is kept of it: a redrive goes by this and never verifies again,
 * because a signature's time would be over. Holds neither body nor personal data.
 */
export interface WebhookEnvelope {
  readonly vendor: string;
  /** Ticket of the approval under which it was taken in. */
  readonly approval: string;
  readonly scheme: SchemeName;
  /** A refusal only where the vendor is observed. */
  readonly verdict: 'accepted' | SignatureRefusal;
  readonly trust: Trust;
  /** Id of the key that fitted; empty where none did. */
  readonly keyId: string;
  /** SHA-256 of the body as received, base64url. */
  readonly bodyHash: string;
  /** ISO 8601, wall clock. */
  readonly receivedAt: string;
  /** Values beside the body that the registry names: `header:<name>` and `query:<name>`. */
  readonly beside: Readonly<Record<string, string>>;
}

/** The envelope of a request that is let in. */
export const envelopeOf = (
  { vendor, approval }: Vendor,
  inbound: Inbound,
  scheme: UsableScheme | undefined,
  verdict: Verdict,
  { headers, url = '', body }: SignedRequest,
  receivedAt: Date,
): WebhookEnvelope => ({
  vendor,
  approval: approval.ticket,
  scheme: inbound.scheme,
  verdict: verdict.ok ? 'accepted' : verdict.reason,
  trust: verdict.ok ? trustOf(scheme) : 'low',
  keyId: verdict.ok ? verdict.keyId : '',
  bodyHash: sha256Base64Url(body),
  receivedAt: receivedAt.toISOString(),
  beside: besideOf(
    partsOf(inbound),
    (name) => headers[name],
    (name) => queryOf(url).get(name) ?? undefined,
  ),
});
