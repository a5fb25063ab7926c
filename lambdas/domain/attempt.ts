import type { MessageRequest } from '../../contracts/decision';
import type { TestMark } from '../../contracts/send-test';
import type { Vendor } from '../../contracts/vendor';
import type { MessageEnd } from './emit';
import type { Attempt } from './ports/attempts';

/** Room for reading, signing and writing around a vendor's own time. */
const MARGIN_MS = 15_000;

/** What every attempt on a message says, whatever becomes of it: attributable, without body or personal data. */
export const attemptFor = (
  { messageId, launch, decisionId, vendor }: MessageRequest,
  approval: Vendor['approval'] | undefined,
  was: Attempt | undefined,
  at: Date,
  test?: TestMark,
): Attempt => ({
  messageId,
  state: 'claimed',
  attempts: (was?.attempts ?? 0) + 1,
  vendor,
  launch,
  decisionId,
  status: 0,
  durationMs: 0,
  keyId: '',
  approval: approval?.ticket ?? '',
  at: at.toISOString(),
  ...(test && { test }),
});

/** How the message ended, if it did: nothing is sent or refused after that. */
export const endOf = (attempt: Attempt | undefined): MessageEnd | undefined => {
  switch (attempt?.state) {
    case 'delivered':
      return { end: 'delivered', status: attempt.status };
    case 'failed':
      return { end: 'failed', status: attempt.status, reason: attempt.reason ?? 'unknown' };
    case 'refused':
      return { end: 'refused', reason: attempt.reason ?? 'unknown' };
    default:
      return undefined;
  }
};

/**
 * Whether another copy is sending right now: it has claimed, said nothing since, and may still be waiting for the vendor. A
 * claim far in the future was made before a clock went back, and would hold the message up until the clock is there again.
 */
export const isInFlight = (attempt: Attempt | undefined, timeoutMs: number, now: Date): boolean =>
  attempt?.state === 'claimed' &&
  attempt.reason === undefined &&
  Math.abs(now.getTime() - Date.parse(attempt.at)) < timeoutMs + MARGIN_MS;
