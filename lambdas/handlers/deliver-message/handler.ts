import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { DecisionPolicy } from '../../../contracts/decision';
import type { Vendor } from '../../../contracts/vendor';
import { attemptFor, endOf, isInFlight } from '../../domain/attempt';
import { personRefusal, type RefusedReason, vendorRefusal } from '../../domain/delivery';
import { gatewayEvent, type MessageEnd } from '../../domain/emit';
import type {
  Attempt,
  ClaimAttempt,
  Clock,
  HeldRequest,
  LoadAttempt,
  MonotonicClock,
  PostToVendor,
  PublishEvents,
  ReadSwitches,
  SaveAttempt,
  SendLater,
  VendorResponse,
  WallClock,
} from '../../domain/ports';
import { publishAll } from '../../domain/publish-all';
import { queuedRequestOf } from '../../domain/queued-request';
import type { ReadView } from '../../domain/read-customer';
import { deliveryResult, waitSeconds } from '../../domain/retry';
import { createSwitchGate, type SwitchGate } from '../../domain/switch-gate';
import { timeoutMs } from '../../domain/vendor-call';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';
import { DeliveryPendingError } from './errors';
import type { PrepareCall } from './prepare-call';

export interface DeliverMessageDeps {
  readonly vendors: readonly Vendor[];
  readonly policy: Pick<DecisionPolicy, 'withoutConsent' | 'consentSeconds' | 'reachableBy'>;
  /** How long a message waits before it asks again whether it may go. */
  readonly holdSeconds: number;
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly monotonic: MonotonicClock;
  readonly readView: ReadView;
  readonly prepareCall: PrepareCall;
  readonly readSwitches: ReadSwitches;
  readonly postToVendor: PostToVendor;
  readonly loadAttempt: LoadAttempt;
  readonly saveAttempt: SaveAttempt;
  readonly claimAttempt: ClaimAttempt;
  readonly publishEvents: PublishEvents;
  readonly sendLater: SendLater;
  readonly log: Log;
  readonly count: Count;
}

/** One copy of a message: a second one, whatever made it, must ask the record before it sends. */
interface Copy extends HeldRequest {
  readonly again: boolean;
}

const copyOf = ({ body, attributes }: SQSRecord): Copy => {
  const held = queuedRequestOf(body);
  return { ...held, again: held.hop > 0 || Number(attributes.ApproximateReceiveCount) > 1 };
};

const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : 'no-answer';
};

/**
 * Sends requested messages to their vendors. Everything that may forbid a message is looked at now, not when it was decided;
 * the switches last, in the moment before the request starts. A message ends once, as delivered, failed or refused, and
 * until then a crash at any point makes its queue bring it again.
 */
export const createDeliverMessage = (deps: DeliverMessageDeps) => {
  const { clock, wallClock, saveAttempt, log, count } = deps;
  const publish = publishAll(deps.publishEvents);
  const approvalOf = (vendor: string): Vendor['approval'] | undefined => registered(vendor)?.approval;
  const registered = (vendor: string): Vendor | undefined => deps.vendors.find((known) => known.vendor === vendor);

  const announce = async (copy: Copy, attempt: Attempt, end: MessageEnd): Promise<void> => {
    const { request, trace, synthetic } = copy;
    await publish([gatewayEvent(request, end, attempt.at, { trace, ...(synthetic === true && { synthetic }) })]);
    const { messageId, launch, vendor, approval, status, durationMs, attempts, reason } = attempt;
    const facts = { messageId, launch, vendor, approval, status, durationMs, attempts, hop: copy.hop, trace };
    count('MessagesEnded', 1, { vendor, end: end.end });
    log.info(`message.${end.end}`, reason === undefined ? facts : { ...facts, reason });
  };

  const finish = async (copy: Copy, attempt: Attempt, end: MessageEnd): Promise<void> => {
    const ended: Attempt = { ...attempt, state: end.end, ...('reason' in end && { reason: end.reason }) };
    await saveAttempt(ended);
    await announce(copy, ended, end);
  };

  const refuse = (copy: Copy, was: Attempt | undefined, reason: RefusedReason): Promise<void> =>
    finish(copy, attemptFor(copy.request, approvalOf(copy.request.vendor), was, wallClock()), {
      end: 'refused',
      reason,
    });

  const hold = async ({ again: _again, ...held }: Copy, reason: string, seconds: number): Promise<void> => {
    const { messageId, launch, vendor } = held.request;
    await deps.sendLater({ ...held, hop: held.hop + 1 }, seconds);
    count('MessagesHeld', 1, { vendor });
    log.info('message.held', { messageId, launch, vendor, hop: held.hop, reason });
  };
  const holdWhileStopped = (copy: Copy): Promise<void> => hold(copy, 'stopped', deps.holdSeconds);

  /** A busy vendor is asked again when it said; without a word of it, the queue's own way of trying again has to do. */
  const comeAgain = async (
    copy: Copy,
    { attempts }: Attempt,
    answer: VendorResponse,
    reason: string,
  ): Promise<void> => {
    const wait = waitSeconds(answer, attempts, wallClock());
    if (wait === undefined) throw new DeliveryPendingError(reason);
    const left = Math.floor((Date.parse(copy.request.notAfter) - (await clock()).getTime()) / 1000);
    return hold(copy, reason, Math.max(0, Math.min(wait, left)));
  };

  const claim = async (attempt: Attempt, was: Attempt | undefined): Promise<void> => {
    if ((await deps.claimAttempt(attempt, was)) === 'taken') throw new DeliveryPendingError('sent-elsewhere');
  };

  const settle = async (copy: Copy, attempt: Attempt, answer: VendorResponse): Promise<void> => {
    const answered: Attempt = { ...attempt, status: answer.status, durationMs: answer.durationMs };
    const reason = `http-${answer.status}`;
    const result = deliveryResult(answer.status);
    if (result === 'delivered') return finish(copy, answered, { end: 'delivered', status: answer.status });
    if (result === 'failed') return finish(copy, answered, { end: 'failed', status: answer.status, reason });
    await saveAttempt({ ...answered, reason });
    return comeAgain(copy, answered, answer, reason);
  };

  const send = async (copy: Copy, vendor: Vendor, was: Attempt | undefined, gate: SwitchGate): Promise<void> => {
    const { request } = copy;
    const view = await deps.readView(request.person);
    const refused = personRefusal(request, { view, now: await clock(), policy: deps.policy });
    if (refused !== undefined || view === undefined) return refuse(copy, was, refused ?? 'person-unknown');
    const prepared = await deps.prepareCall(request, vendor, view);
    if (prepared.refused !== undefined) return refuse(copy, was, prepared.refused);

    const attempt = { ...attemptFor(request, vendor.approval, was, wallClock()), keyId: prepared.keyId };
    const claimed = copy.again || was !== undefined;
    if (claimed) await claim(attempt, was);
    // Signed here, because the signature carries the time; posted without a pause after the gate has let it through.
    const call = prepared.sign(wallClock());
    const passed = await gate(request.launch, request.vendor, () =>
      deps.postToVendor(call).catch(async (error: unknown): Promise<never> => {
        await saveAttempt({ ...attempt, reason: codeOf(error) });
        throw error;
      }),
    );
    if (passed.stop === undefined) return settle(copy, attempt, passed.value);
    if (claimed) await saveAttempt({ ...attempt, reason: 'held' });
    return passed.stop === 'ended' ? refuse(copy, attempt, 'launch-ended') : holdWhileStopped(copy);
  };

  const deliver = async (copy: Copy, gate: SwitchGate): Promise<void> => {
    const { request } = copy;
    const was = await deps.loadAttempt(request.messageId);
    const end = endOf(was);
    // Its event may have been lost after the end was recorded; the same event again changes nothing.
    if (was !== undefined && end !== undefined) return announce(copy, was, end);
    const vendor = registered(request.vendor);
    if (isInFlight(was, timeoutMs(vendor?.outbound), wallClock())) throw new DeliveryPendingError('sent-elsewhere');
    const refused = vendorRefusal(request, { vendor, now: await clock(), policy: deps.policy });
    if (vendor?.outbound === undefined || refused !== undefined) {
      return refuse(copy, was, refused ?? 'approval-missing');
    }
    // Asked once before anything personal is read, so that held messages do not touch the vault each time they come by.
    const open = await gate(request.launch, request.vendor, async () => undefined);
    if (open.stop === 'ended') return refuse(copy, was, 'launch-ended');
    return open.stop === 'hold' ? holdWhileStopped(copy) : send(copy, vendor, was, gate);
  };

  return (event: SQSEvent): Promise<SQSBatchResponse> => {
    // One for each batch: between batches the machine may stand still, and its clock with it.
    const gate = createSwitchGate(deps.readSwitches, deps.monotonic);
    return processSqsBatch(event, (record) => deliver(copyOf(record), gate), { log });
  };
};
