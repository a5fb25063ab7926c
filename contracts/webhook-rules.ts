import type { Inbound } from './vendor-inbound';
import type { SchemeName, WebhookScheme } from './webhook-schemes';

/** Events by which somebody says who a person is or what they agree to: nothing that a token alone vouches for. */
export const NOT_FOR_LOW_TRUST: ReadonlySet<string> = new Set([
  'Consent Granted',
  'Customer Identified',
  'Group Joined',
  'Identity Aliased',
  'List Joined',
  'List Left',
  'Processing Released',
]);

/** Most requests a minute of a vendor that does not sign, where its file says nothing. */
export const LOW_TRUST_PER_MINUTE = 60;

/** Schemes whose keys we choose and give to the vendor; the keys of all others are the vendor's to give. */
export const OWN_KEYS: ReadonlySet<SchemeName> = new Set([
  'standard-webhooks-v1',
  'github',
  'url-secret',
  'shared-token',
]);

/** Name of the secret whose token a vendor's handshake brings, or undefined. */
export const handshakeSecret = ({ handshake, secret }: Inbound): string | undefined =>
  handshake === 'meta' ? `${secret}-verify-token` : undefined;

/** The catalog event of a mapping. */
export const eventOf = (mapping: Inbound['events'][string]): string =>
  typeof mapping === 'string' ? mapping : mapping.event;

/** Whether a vendor is only observed on a day: then what would be refused is let in, with low trust, and counted. */
export const isObserved = ({ mode, observeUntil }: Inbound, now: Date): boolean =>
  mode === 'observe' && (observeUntil === undefined || now.getTime() < Date.parse(`${observeUntil}T00:00:00.000Z`));

/**
 * How far a vendor is believed, by how it proves who it is. `high`: a signature with its time; `medium`: a signature, so that
 * only the dedupe mark keeps a replay out; `low`: a token that anybody may hold who has seen one request.
 */
export type Trust = 'high' | 'medium' | 'low';

/** The trust that a scheme earns; none, or a refused one, earns none and is treated as the lowest. */
export const trustOf = (scheme: WebhookScheme | undefined): Trust => {
  if (scheme === undefined || !('signs' in scheme)) return 'low';
  return scheme.time === undefined ? 'medium' : 'high';
};
