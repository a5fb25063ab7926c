/** Statuses below 500 after which the same request may succeed later. */
const TRANSIENT = new Set([408, 425, 429]);
/** Redirects are not followed and count as failures: a vendor that moves needs a new approval. */
export type DeliveryResult = 'delivered' | 'failed' | 'retry';

/** What an HTTP status means for a message; 0 stands for no answer. */
export const deliveryResult = (status: number): DeliveryResult => {
  if (status >= 200 && status < 300) return 'delivered';
  return status < 200 || status >= 500 || TRANSIENT.has(status) ? 'retry' : 'failed';
};

/** Longest wait that a queue can keep (12 h visibility), with room for the attempt itself. */
const LONGEST_SECONDS = 11 * 3600;

/** Seconds that a vendor's `Retry-After` asks for, given as seconds or as an HTTP date; capped, undefined when it says nothing usable. */
export const retryAfterSeconds = (header: string | undefined, now: Date): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_SECONDS);
};
