import type { Vendor } from '../../../contracts/vendor';
import { attemptFor, endOf, isInFlight } from '../../domain/attempt';
import type { CircuitBreaker } from '../../domain/circuit-breaker';
import { type RefusedReason, vendorRefusal } from '../../domain/delivery';
import { free, type PayMessage } from '../../domain/message-money';
import { outboundSettings, timeoutMs } from '../../domain/outbound-settings';
import type { Attempt, ClaimAttempt, LoadAttempt } from '../../domain/ports/attempts';
import type { Stop, SwitchGate } from '../../domain/switch-gate';
import { isSending, type SendingVendor } from '../../domain/vendor-call';
import type { AskPerson } from './ask-person';
import { type Copy, createEndings, type EndingsDeps } from './endings';
import { DeliveryPendingError } from './errors';
import type { PrepareCall } from './prepare-call';
import type { SendMessage } from './send-together';
import { createSettleAnswer } from './settle-answer';

export interface DeliverRequestDeps extends EndingsDeps {
  readonly policy: Parameters<typeof vendorRefusal>[1]['policy'];
  /** How long a message waits before it asks again whether it may go. */
  readonly holdSeconds: number;
  /** From 0 to below 1; spreads what would come back together. */
  readonly random: () => number;
  readonly askPerson: AskPerson;
  readonly prepareCall: PrepareCall;
  readonly payMessage: PayMessage;
  readonly breaker: Pick<CircuitBreaker, 'peek'>;
  readonly loadAttempt: LoadAttempt;
  readonly claimAttempt: ClaimAttempt;
}

/** What the messages of one batch from a queue share. */
export interface Underway {
  readonly gate: SwitchGate;
  readonly send: SendMessage;
}

/** What ends a message for good. */
const REFUSAL: Readonly<Record<Exclude<Stop, 'hold'>, RefusedReason>> = {
  ended: 'launch-ended',
  revoked: 'vendor-revoked',
};

/** Quiet time ends when its clock says: it is asked for less often than a switch, of which nobody knows when it is turned. */
const QUIET_HOLDS = 15;

/** Messages that wait for the same thing come back within so many seconds of it. */
const SPREAD_SECONDS = 20;

/**
 * Sends one requested message to its vendor. Everything that may forbid it is looked at now, not when it was decided; the
 * switches last, in the moment before the request starts. A message ends once, as delivered, failed or refused, or is put
 * aside for people; until then a crash at any point makes its queue bring it again.
 */
export const createDeliverRequest = (deps: DeliverRequestDeps, endings = createEndings(deps)) => {
  const { clock, wallClock } = deps;
  const { announce, refuse, secondsLeft, hold, holdUntil, putAside } = endings;
  const settle = createSettleAnswer(deps, endings);
  const registered = (vendor: string): Vendor | undefined => deps.vendors.find((known) => known.vendor === vendor);
  const spread = (seconds: number): number => Math.ceil(seconds + SPREAD_SECONDS * deps.random());
  const holdWhileStopped = (copy: Copy): Promise<void> => hold(copy, 'stopped', deps.holdSeconds);
  const stopped = (copy: Copy, was: Attempt | undefined, stop: Stop): Promise<void> =>
    stop === 'hold' ? holdWhileStopped(copy) : refuse(copy, was, REFUSAL[stop]);

  const send = async (copy: Copy, vendor: SendingVendor, was: Attempt | undefined, by: SendMessage): Promise<void> => {
    const { request } = copy;
    const person = await deps.askPerson(copy);
    if (person.refused !== undefined) return refuse(copy, was, person.refused);
    if (person.quietSeconds !== undefined) {
      return hold(copy, 'quiet-time', Math.min(person.quietSeconds, QUIET_HOLDS * deps.holdSeconds));
    }
    const prepared = await deps.prepareCall(request, vendor, person.view);
    if (prepared.refused !== undefined) return refuse(copy, was, prepared.refused);

    // Of a message that was tried before, the first try has paid.
    const paid = (was?.attempts ?? 0) > 0 ? free : await deps.payMessage(request);
    if (paid === 'spent') return refuse(copy, was, 'budget-spent');

    let attempt = attemptFor(request, vendor.approval, was, wallClock(), copy.test);
    // A vendor knows a copy by the id of its request; in a list, that is another one.
    const claims = copy.again || was !== undefined || vendor.outbound.batch !== undefined;
    /** Whether this may be the try that pays: from then on the next one is free, and the price stays where it is. */
    let mayPay = false;
    const claim = async (keyId: string): Promise<void> => {
      // The turn may have come after the message's time: it comes again, and is refused.
      if ((await secondsLeft(copy)) === 0) throw new DeliveryPendingError('time-over');
      attempt = { ...attemptFor(request, vendor.approval, was, wallClock(), copy.test), keyId };
      mayPay = true;
      if (!claims || (await deps.claimAttempt(attempt, was)) !== 'taken') return;
      mayPay = false;
      throw new DeliveryPendingError('sent-elsewhere');
    };
    const sent = await by(vendor, {
      request,
      part: prepared.part,
      alone: copy.alone === true,
      claim,
      answered: (answer, others) => settle(copy, vendor, attempt, { answer, others }),
    }).catch((error: unknown) => {
      if (!mayPay) paid.giveBack();
      throw error;
    });
    if (sent.end === 'answered') return;
    // What was claimed and not sent is no attempt.
    if (sent.end === 'stopped' && claims)
      await deps.saveAttempt({ ...attempt, attempts: attempt.attempts - 1, reason: 'held' });
    paid.giveBack();
    return sent.end === 'wait' ? hold(copy, sent.reason, spread(sent.seconds)) : stopped(copy, was, sent.stop);
  };

  const deliver = async (copy: Copy, vendor: SendingVendor, was: Attempt | undefined, { gate, send: by }: Underway) => {
    const { launch, vendor: id } = copy.request;
    const tried = (was?.attempts ?? 0) - (copy.since ?? 0);
    // A crash may have come between the last attempt and what should have followed it.
    if (was !== undefined && tried > outboundSettings(vendor.outbound).waits.length) return putAside(copy, was);
    // Asked once before anything personal is read, so that held messages do not touch the vault each time they come by.
    const stop = await gate([launch], id, async (stops) => stops.get(launch));
    if (stop !== undefined) return stopped(copy, was, stop);
    const seconds = await deps.breaker.peek(id);
    return seconds === undefined ? send(copy, vendor, was, by) : hold(copy, 'circuit-open', spread(seconds));
  };

  return async (copy: Copy, underway: Underway): Promise<void> => {
    const { request } = copy;
    const isLater = (at: string | undefined): at is string =>
      at !== undefined && Date.parse(at) > wallClock().getTime();
    // What is due after its time is over would go round without a pause.
    if (isLater(copy.dueAt) && (await secondsLeft(copy)) > 0) return holdUntil(copy, copy.dueAt, 'not-due');
    const was = await deps.loadAttempt(request.messageId);
    const end = endOf(was);
    // Its event may have been lost after the end was recorded; the same event again changes nothing.
    if (was !== undefined && end !== undefined) return announce(copy, was, end);
    const vendor = registered(request.vendor);
    if (isInFlight(was, timeoutMs(vendor?.outbound), wallClock())) throw new DeliveryPendingError('sent-elsewhere');
    const refused = vendorRefusal(request, { vendor, now: await clock(), policy: deps.policy });
    if (refused !== undefined || !isSending(vendor)) return refuse(copy, was, refused ?? 'approval-missing');
    // Another copy has noted when the vendor is to be asked again.
    if (isLater(was?.nextAt)) return holdUntil(copy, was?.nextAt ?? '', 'not-due');
    return deliver(copy, vendor, was, underway);
  };
};
export type DeliverRequest = ReturnType<typeof createDeliverRequest>;
