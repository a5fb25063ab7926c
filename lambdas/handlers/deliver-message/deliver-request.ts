import type { DecisionPolicy } from '../../../contracts/decision';
import type { Vendor } from '../../../contracts/vendor';
import type { AskAddress } from '../../domain/address-consent';
import { attemptFor, endOf, isInFlight } from '../../domain/attempt';
import type { CircuitBreaker } from '../../domain/circuit-breaker';
import { personRefusal, vendorRefusal } from '../../domain/delivery';
import { outboundSettings, timeoutMs } from '../../domain/outbound-settings';
import type { Attempt, ClaimAttempt, LoadAttempt } from '../../domain/ports/attempts';
import type { ReadView } from '../../domain/read-customer';
import { deliveryResult, nextWait } from '../../domain/retry';
import type { Stop, SwitchGate } from '../../domain/switch-gate';
import { isSending, type SendingVendor } from '../../domain/vendor-call';
import type { CallVendor, VendorAnswer } from './call-vendor';
import { type Copy, createEndings, type EndingsDeps } from './endings';
import { DeliveryPendingError } from './errors';
import type { PrepareCall } from './prepare-call';

export interface DeliverRequestDeps extends EndingsDeps {
  readonly policy: Pick<DecisionPolicy, 'withoutConsent' | 'consentSeconds' | 'reachableBy'>;
  /** How long a message waits before it asks again whether it may go. */
  readonly holdSeconds: number;
  /** From 0 to below 1; spreads what would come back together. */
  readonly random: () => number;
  readonly readView: ReadView;
  readonly askAddress: AskAddress;
  readonly prepareCall: PrepareCall;
  readonly callVendor: CallVendor;
  readonly breaker: Pick<CircuitBreaker, 'peek'>;
  readonly loadAttempt: LoadAttempt;
  readonly claimAttempt: ClaimAttempt;
}

/** Messages that wait for the same thing come back within so many seconds of it. */
const SPREAD_SECONDS = 20;

/**
 * Sends one requested message to its vendor. Everything that may forbid it is looked at now, not when it was decided; the
 * switches last, in the moment before the request starts. A message ends once, as delivered, failed or refused, or is put
 * aside for people; until then a crash at any point makes its queue bring it again.
 */
export const createDeliverRequest = (deps: DeliverRequestDeps) => {
  const { clock, wallClock } = deps;
  const { announce, finish, refuse, secondsLeft, hold, holdUntil, putAside, note } = createEndings(deps);
  const registered = (vendor: string): Vendor | undefined => deps.vendors.find((known) => known.vendor === vendor);
  const spread = (seconds: number): number => Math.ceil(seconds + SPREAD_SECONDS * deps.random());
  const holdWhileStopped = (copy: Copy): Promise<void> => hold(copy, 'stopped', deps.holdSeconds);
  const stopped = (copy: Copy, was: Attempt | undefined, stop: Stop): Promise<void> =>
    stop === 'ended' ? refuse(copy, was, 'launch-ended') : holdWhileStopped(copy);

  /** Comes back when the schedule says, unless its time is over by then or the schedule is at its end. */
  const comeAgain = async (copy: Copy, { outbound }: SendingVendor, attempt: Attempt, answer: VendorAnswer) => {
    const now = wallClock();
    const attempts = attempt.attempts - (copy.since ?? 0);
    const { waits } = outboundSettings(outbound);
    const wait = nextWait({ attempts, answer, waits, now, random: deps.random() });
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

  const settle = async (copy: Copy, vendor: SendingVendor, attempt: Attempt, answer: VendorAnswer): Promise<void> => {
    const { status, durationMs, keyId, reason } = answer;
    const answered: Attempt = { ...attempt, status, durationMs, keyId };
    switch (deliveryResult(status)) {
      case 'delivered':
        return finish(copy, answered, { end: 'delivered', status });
      case 'failed':
        return finish(copy, answered, { end: 'failed', status, reason });
      case 'gone':
        await note(copy, { ...answered, reason });
        return holdWhileStopped(copy);
      case 'retry':
        return comeAgain(copy, vendor, { ...answered, reason }, answer);
    }
  };

  const send = async (copy: Copy, vendor: SendingVendor, was: Attempt | undefined, gate: SwitchGate): Promise<void> => {
    const { request } = copy;
    const view = await deps.readView(request.person);
    const refused = personRefusal(request, { view, now: await clock(), policy: deps.policy });
    if (refused !== undefined || view === undefined) return refuse(copy, was, refused ?? 'person-unknown');
    const unwanted = await deps.askAddress(request, view);
    if (unwanted !== undefined) return refuse(copy, was, unwanted);
    const prepared = await deps.prepareCall(request, vendor, view);
    if (prepared.refused !== undefined) return refuse(copy, was, prepared.refused);

    let attempt = attemptFor(request, vendor.approval, was, wallClock());
    const claims = copy.again || was !== undefined;
    const claim = async (keyId: string): Promise<void> => {
      attempt = { ...attemptFor(request, vendor.approval, was, wallClock()), keyId };
      if (claims && (await deps.claimAttempt(attempt, was)) === 'taken')
        throw new DeliveryPendingError('sent-elsewhere');
    };
    const call = await deps.callVendor(vendor, prepared.content, {
      claim,
      gate: (start) => gate(request.launch, request.vendor, start),
      answered: (answer) => settle(copy, vendor, attempt, answer),
    });
    if (call.end === 'wait') return hold(copy, call.reason, spread(call.seconds));
    if (call.end === 'answered') return;
    // What was claimed and not sent is no attempt.
    if (claims) await deps.saveAttempt({ ...attempt, attempts: attempt.attempts - 1, reason: 'held' });
    return stopped(copy, was, call.stop);
  };

  const deliver = async (copy: Copy, vendor: SendingVendor, was: Attempt | undefined, gate: SwitchGate) => {
    const { launch, vendor: id } = copy.request;
    const tried = (was?.attempts ?? 0) - (copy.since ?? 0);
    // A crash may have come between the last attempt and what should have followed it.
    if (was !== undefined && tried > outboundSettings(vendor.outbound).waits.length) return putAside(copy, was);
    // Asked once before anything personal is read, so that held messages do not touch the vault each time they come by.
    const open = await gate(launch, id, () => deps.breaker.peek(id));
    if (open.stop !== undefined) return stopped(copy, was, open.stop);
    return open.value === undefined ? send(copy, vendor, was, gate) : hold(copy, 'circuit-open', spread(open.value));
  };

  return async (copy: Copy, gate: SwitchGate): Promise<void> => {
    const { request } = copy;
    const isLater = (at: string | undefined): at is string =>
      at !== undefined && Date.parse(at) > wallClock().getTime();
    if (isLater(copy.dueAt)) return holdUntil(copy, copy.dueAt, 'not-due');
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
    return deliver(copy, vendor, was, gate);
  };
};
export type DeliverRequest = ReturnType<typeof createDeliverRequest>;
