import { durationSeconds } from '../../contracts/duration-words';
import type { Inbound } from '../../contracts/vendor-inbound';
import type { UsableScheme } from '../../contracts/webhook-schemes';
import { sha256Base64Url } from './canonical';
import { isSafeMessageId } from './message-id';
import { textOf, valueAt } from './webhook-parts';

/** How a request is known: what of it is proven decides what it may be told by. */
export interface WebhookIdentity {
  /** Whether a key fitted; nothing that came with an unverified request may stand for a verified one. */
  readonly verified: boolean;
  /** From the vendor's id header. */
  readonly id?: string | undefined;
  /** SHA-256 of the body, base64url. */
  readonly bodyHash: string;
}

/**
 * The id under which a request is taken in once: the vendor's where the signature covers it, else the body's hash, so that a
 * captured body does not come back under a fresh id.
 */
export const requestMark = (
  { dedupe }: Inbound,
  scheme: UsableScheme | undefined,
  { verified, id, bodyHash }: WebhookIdentity,
): string => {
  if (!verified) return `unverified-${bodyHash}`;
  const trusted = coversId(scheme) || dedupe?.sameBody === 'accept';
  return trusted && id !== undefined ? shortId(id) : `body-${bodyHash}`;
};

/** The id of one item, the same whenever the vendor sends the item again; unique within the vendor, safe in keys and logs. */
export const itemId = (
  inbound: Inbound,
  scheme: UsableScheme | undefined,
  { verified, id, bodyHash }: WebhookIdentity,
  item: unknown,
  index: number,
): string => {
  const place = inbound.items === undefined ? '' : `.${index}`;
  if (!verified) return `unverified-${bodyHash}${place}`;
  const paths = inbound.dedupe?.item ?? (scheme && 'signs' in scheme ? scheme.item : undefined) ?? [];
  const texts = paths.map((path) => textOf(valueAt(item, path) ?? ''));
  // What is no text, or lost digits when it was read, could be the same in two items: then neither may stand for the other.
  const tells = texts.some((text) => text !== '') && !texts.includes(undefined);
  // What identifies an item may name a person as well.
  if (tells) return hashedId(JSON.stringify(texts));
  return shortId(`${id ?? `body-${bodyHash}`}${place}`);
};

const DAY_SECONDS = 86_400;

/** Seconds for which the vendor may send the same again, and its marks are kept. */
export const markSeconds = ({ dedupe }: Inbound, scheme: UsableScheme | undefined): number =>
  dedupe?.within === undefined ? (scheme?.days ?? 0) * DAY_SECONDS : durationSeconds(dedupe.within);

const coversId = (scheme: UsableScheme | undefined): boolean =>
  scheme !== undefined && 'signs' in scheme && scheme.signs.includes('{id}');

const shortId = (id: string): string => (isSafeMessageId(id) ? id : hashedId(id));

const hashedId = (id: string): string => `hook-${sha256Base64Url(id)}`;
