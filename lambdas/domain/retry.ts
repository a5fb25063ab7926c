import type { VendorResponse } from './ports';

/** Statuses below 500 after which the same request may succeed later. */
const TRANSIENT = new Set([408, 425, 429]);
/** Redirects are not followed and count as failures: a vendor that moves needs a new approval. */
export type DeliveryResult = 'delivered' | 'failed' | 'retry';

/** What an HTTP status means for a message; 0 stands for no answer. */
export const deliveryResult = (status: number): DeliveryResult => {
  if (status >= 200 && status < 300) return 'delivered';
  return status < 200 || status >= 500 || TRANSIENT.has(status) ? 'retry' : 'failed';
};

/** A queue hides a message for fifteen minutes at most. */
const LONGEST_SECONDS = 900;

/** Seconds that a vendor's `Retry-After` asks for, given as seconds or as an HTTP date; capped, undefined when it says nothing usable. */
export const retryAfterSeconds = (header: string | undefined, now: Date): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_SECONDS);
};

const BUSY = new Set([429, 503]);
/** After some three hours of being asked for patience, the message is left to the dead-letter queue, which somebody looks at. */
const PATIENT_ATTEMPTS = 20;

/**
 * Seconds to wait because a busy vendor said when to come again; undefined where it did not, or says so for too long.
 * Doubles with each attempt where the vendor asks for less, so that nobody is called again and again.
 */
export const waitSeconds = (
  { status, retryAfter }: Pick<VendorResponse, 'status' | 'retryAfter'>,
  attempts: number,
  now: Date,
): number | undefined => {
  const asked = BUSY.has(status) && attempts < PATIENT_ATTEMPTS ? retryAfterSeconds(retryAfter, now) : undefined;
  return asked === undefined ? undefined : Math.max(asked, Math.min(2 ** attempts, LONGEST_SECONDS));
};
