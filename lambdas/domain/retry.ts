import type { VendorResponse } from './ports/vendor-calls';

/** Statuses below 500 that say nothing about the message: the vendor is busy, does not know us any more, or has moved. */
const TRANSIENT = new Set([401, 403, 407, 408, 409, 425, 429]);
/** `failed`: this message, for good. `gone`: the vendor wants no message any more. */
export type DeliveryResult = 'delivered' | 'failed' | 'retry' | 'gone';

/**
 * What an HTTP status means for a message; 0 stands for no answer. Redirects are not followed: a vendor that moves needs a
 * new approval, and its messages wait for that.
 */
export const deliveryResult = (status: number): DeliveryResult => {
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  return status < 400 || status >= 500 || TRANSIENT.has(status) ? 'retry' : 'failed';
};

/** What a vendor may ask for at most, in seconds: as long as the longest step of the schedule. */
const LONGEST_ASKED = 86_400;

/** Seconds that a vendor's `Retry-After` asks for, given as seconds or as an HTTP date; capped, undefined when it says nothing usable. */
export const retryAfterSeconds = (header: string | undefined, now: Date): number | undefined => {
  if (header === undefined) return undefined;
  // JavaScript finds a date in nearly every text; an HTTP date begins with the name of its day.
  const date = /^[A-Z][a-z]{2}/.test(header) ? Date.parse(header) : Number.NaN;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : Math.ceil((date - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_ASKED);
};

/** Waits are spread by this share both ways, so that messages that failed together do not come back together. */
const JITTER = 0.1;

/** What a failed attempt is followed by. */
export interface FailedAttempt {
  /** Attempts made so far, this one included; a redrive starts again at 1. */
  readonly attempts: number;
  readonly answer: Pick<VendorResponse, 'retryAfter'>;
  /** Seconds to wait after each attempt. */
  readonly waits: readonly number[];
  readonly now: Date;
  /** From 0 to below 1. */
  readonly random: number;
}

/**
 * Seconds until the next attempt: the schedule's, or longer where the vendor asks for it, never sooner than it asks;
 * undefined once the schedule is at its end.
 */
export const nextWait = ({ attempts, answer, waits, now, random }: FailedAttempt): number | undefined => {
  const scheduled = waits[attempts - 1];
  if (scheduled === undefined) return undefined;
  const spread = scheduled * (1 - JITTER + 2 * JITTER * random);
  return Math.max(spread, retryAfterSeconds(answer.retryAfter, now) ?? 0);
};
