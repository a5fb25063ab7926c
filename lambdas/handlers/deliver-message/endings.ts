import type { SQSRecord } from 'aws-lambda';
import type { Vendor } from '../../../contracts/vendor';
import { attemptFor } from '../../domain/attempt';
import type { RefusedReason } from '../../domain/delivery';
import { gatewayEvent, type MessageEnd } from '../../domain/emit';
import type { Attempt, SaveAttempt } from '../../domain/ports/attempts';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock, WallClock } from '../../domain/ports/clocks';
import type { DeadReason, HeldRequest, PutAside, SendLater } from '../../domain/ports/queues';
import { publishAll } from '../../domain/publish-all';
import { queuedRequestOf } from '../../domain/queued-request';
import type { Facts, Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';

/** One copy of a message: a second one, whatever made it, must ask the record before it sends. */
export interface Copy extends HeldRequest {
  readonly again: boolean;
}

/** The copy in a queue's record; throws on what is no message request. */
export const copyOf = ({ body, attributes }: SQSRecord): Copy => {
  const held = queuedRequestOf(body);
  return { ...held, again: held.hop > 0 || Number(attributes.ApproximateReceiveCount) > 1 };
};

export interface EndingsDeps {
  readonly vendors: readonly Vendor[];
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly saveAttempt: SaveAttempt;
  readonly publishEvents: PublishEvents;
  readonly sendLater: SendLater;
  readonly putAside: PutAside;
  readonly log: Log;
  readonly count: Count;
}

/** SQS hides a message for fifteen minutes at most; what is due later goes round. */
const LONGEST_DELAY = 900;

const heldOf = ({ again: _again, ...held }: Copy): HeldRequest => held;

/** Everything that can become of a copy of a message: an end, which is told, or a later return, which is not the last. */
export const createEndings = (deps: EndingsDeps) => {
  const { clock, wallClock, saveAttempt, log, count } = deps;
  const publish = publishAll(deps.publishEvents);
  const approvalOf = (vendor: string): Vendor['approval'] | undefined =>
    deps.vendors.find((known) => known.vendor === vendor)?.approval;

  /** What is kept of every attempt, row and line alike: whose approval, what for, how it went; no body, no value. */
  const factsOf = (copy: Copy, attempt: Attempt): Facts => {
    const { messageId, launch, decisionId, vendor, approval, keyId, status, durationMs, attempts, reason } = attempt;
    const facts = { messageId, launch, decisionId, vendor, approval, keyId, status, durationMs, attempts };
    return { ...facts, hop: copy.hop, trace: copy.trace, ...(reason !== undefined && { reason }) };
  };

  /** Says how a message ended; again, where that may have been lost after the end was recorded. */
  const announce = async (copy: Copy, attempt: Attempt, end: MessageEnd): Promise<void> => {
    const { request, trace, synthetic } = copy;
    await publish([gatewayEvent(request, end, attempt.at, { trace, ...(synthetic === true && { synthetic }) })]);
    count('MessagesEnded', 1, { vendor: attempt.vendor, end: end.end });
    log.info(`message.${end.end}`, factsOf(copy, attempt));
  };

  const finish = async (copy: Copy, attempt: Attempt, end: MessageEnd): Promise<void> => {
    const ended: Attempt = { ...attempt, state: end.end, ...('reason' in end && { reason: end.reason }) };
    await saveAttempt(ended);
    await announce(copy, ended, end);
  };

  const refuse = (copy: Copy, was: Attempt | undefined, reason: RefusedReason): Promise<void> =>
    finish(copy, attemptFor(copy.request, approvalOf(copy.request.vendor), was, wallClock(), copy.test), {
      end: 'refused',
      reason,
    });

  /** Seconds that are left until the message must not be sent any more. */
  const secondsLeft = async ({ request }: Copy): Promise<number> =>
    Math.max(0, Math.ceil((Date.parse(request.notAfter) - (await clock()).getTime()) / 1000));

  /** Puts a new copy in the queue; the old one goes once that has succeeded. No copy comes back later than its time. */
  const hold = async (copy: Copy, reason: string, seconds: number): Promise<void> => {
    const { messageId, launch, vendor } = copy.request;
    const delay = Math.min(LONGEST_DELAY, Math.max(0, seconds), await secondsLeft(copy));
    await deps.sendLater({ ...heldOf(copy), hop: copy.hop + 1 }, delay);
    count('MessagesHeld', 1, { vendor, reason });
    log.info('message.held', { messageId, launch, vendor, hop: copy.hop, reason });
  };

  const holdUntil = (copy: Copy, dueAt: string, reason: string): Promise<void> =>
    hold({ ...copy, dueAt }, reason, Math.ceil((Date.parse(dueAt) - wallClock().getTime()) / 1000));

  /** Leaves the message to people: nothing more is tried until somebody redrives it. */
  const putAside = async (copy: Copy, attempt: Attempt): Promise<void> => {
    const { status, attempts, reason = 'unknown', at } = attempt;
    const dead: DeadReason = { reason, status, attempts, at };
    await deps.putAside(heldOf(copy), dead);
    count('MessagesPutAside', 1, { vendor: attempt.vendor });
    log.warn('message.put-aside', factsOf(copy, attempt));
  };

  /** Notes an attempt that ended nothing. */
  const note = async (copy: Copy, attempt: Attempt): Promise<void> => {
    await saveAttempt(attempt);
    log.info('message.attempted', factsOf(copy, attempt));
  };

  return { announce, finish, refuse, secondsLeft, hold, holdUntil, putAside, note };
};
export type Endings = ReturnType<typeof createEndings>;
