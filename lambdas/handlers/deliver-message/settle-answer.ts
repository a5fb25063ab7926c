import { outboundSettings } from '../../domain/outbound-settings';
import type { Attempt } from '../../domain/ports/attempts';
import { deliveryResult, nextWait } from '../../domain/retry';
import type { SendingVendor } from '../../domain/vendor-call';
import type { VendorAnswer } from './call-vendor';
import type { Copy, Endings, EndingsDeps } from './endings';

export interface SettleAnswerDeps extends Pick<EndingsDeps, 'wallClock'> {
  /** How long a message waits before it asks again whether it may go. */
  readonly holdSeconds: number;
  /** From 0 to below 1; spreads what would come back together. */
  readonly random: () => number;
}

/** An answer, and how many other messages were in the request that it is the answer to. */
export interface Answered {
  readonly answer: VendorAnswer;
  readonly others: number;
}
/** Does with a message what its vendor's answer asks for. */
export type SettleAnswer = (copy: Copy, vendor: SendingVendor, attempt: Attempt, answered: Answered) => Promise<void>;

/** Ends a message, or lets it come again by its vendor's schedule. */
export const createSettleAnswer = (
  { wallClock, holdSeconds, random }: SettleAnswerDeps,
  { finish, secondsLeft, hold, holdUntil, putAside, note }: Endings,
): SettleAnswer => {
  /** Comes back when the schedule says, unless its time is over by then or the schedule is at its end. */
  const comeAgain = async (copy: Copy, { outbound }: SendingVendor, attempt: Attempt, answer: VendorAnswer) => {
    const now = wallClock();
    const attempts = attempt.attempts - (copy.since ?? 0);
    const { waits } = outboundSettings(outbound);
    const wait = nextWait({ attempts, answer, waits, now, random: random() });
    if (wait === undefined) {
      await note(copy, attempt);
      return putAside(copy, attempt);
    }
    if (wait > (await secondsLeft(copy))) {
      return finish(copy, attempt, { end: 'failed', status: attempt.status, reason: answer.reason });
    }
    const nextAt = new Date(now.getTime() + wait * 1000).toISOString();
    await note(copy, { ...attempt, nextAt });
    return holdUntil(copy, nextAt, answer.reason);
  };

  return async (copy, vendor, attempt, { answer, others }) => {
    const { status, durationMs, keyId, reason } = answer;
    const answered: Attempt = { ...attempt, status, durationMs, keyId };
    switch (deliveryResult(status)) {
      case 'delivered':
        return finish(copy, answered, { end: 'delivered', status });
      case 'failed':
        // One of several is at fault, and nobody says which: each is tried for itself.
        if (others > 0) return comeAgain({ ...copy, alone: true }, vendor, { ...answered, reason }, answer);
        return finish(copy, answered, { end: 'failed', status, reason });
      case 'gone':
        await note(copy, { ...answered, reason });
        return hold(copy, 'stopped', holdSeconds);
      case 'retry':
        return comeAgain(copy, vendor, { ...answered, reason }, answer);
    }
  };
};
