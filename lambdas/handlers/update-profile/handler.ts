import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { BusEvent } from '../../../contracts/event';
import { FACT_EVENTS, PLATFORM_EVENT, SOURCE } from '../../../contracts/names';
import { WITHDRAWALS_APPLIED, withdrawalWait } from '../../../contracts/withdrawal-waits';
import type { Applied } from '../../domain/apply-event';
import { busEventOf, MalformedMessageError } from '../../domain/bus-message';
import { ContendedError } from '../../domain/contended';
import type { LateStrands } from '../../domain/late-strands';
import type { Clock } from '../../domain/ports/clocks';
import type { Quarantine, QuarantineReason } from '../../domain/ports/quarantine';
import type { SendMessages } from '../../domain/ports/queues';
import { originOf, strandOf as strandOfIdentifier } from '../../domain/strand';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface UpdateProfileDeps {
  readonly applyEvent: (event: BusEvent) => Promise<Applied>;
  /** What belongs together: events of one strand are applied one after the other. */
  readonly strandOf: (event: BusEvent) => string;
  readonly quarantine: Quarantine;
  /** Business time. */
  readonly clock: Clock;
  /** To the queue of late strands. */
  readonly sendLate: SendMessages;
  readonly log: Log;
  readonly count: Count;
}

type Readable = { readonly event: BusEvent } | { readonly reason: QuarantineReason };

const read = ({ body }: SQSRecord): Readable => {
  try {
    const event = busEventOf(body);
    if (!event.source.startsWith(SOURCE.edgePrefix)) return { reason: 'malformed' };
    return event.detail.identifiers.length === 0 ? { reason: 'no-identifier' } : { event };
  } catch (error) {
    if (error instanceof MalformedMessageError) return { reason: 'malformed' };
    throw error;
  }
};

const REMEMBERED_MS = 31 * 86_400_000;

/**
 * Whether an event was taken in so long ago that the mark of having applied it may have ended: one from an old replay of the
 * archive or an old dead letter. Facts may be told again at any time.
 */
const isForgotten = ({ detailType, detail }: BusEvent, now: Date): boolean =>
  now.getTime() - Date.parse(detail.receivedAt) > REMEMBERED_MS && !FACT_EVENTS.includes(detailType);

/**
 * Applies each event to the profiles once. What no retry could mend goes to quarantine and is done; everything else that
 * fails is brought again by the queue, which changes nothing for events that were applied before.
 */
export const createUpdateProfile = (deps: UpdateProfileDeps) => {
  const { applyEvent, strandOf, quarantine, sendLate, log, count } = deps;
  const setAside = async (record: SQSRecord, reason: QuarantineReason, event?: BusEvent): Promise<void> => {
    await quarantine([
      {
        source: event === undefined ? 'profile-queue' : originOf(event),
        messageId: event?.detail.messageId ?? record.messageId,
        reason,
        detail: event?.detailType ?? 'queue message',
        payload: event ?? record.body,
        ...(event === undefined ? {} : { event: event.detailType }),
      },
    ]);
    count('EventsQuarantined', 1, { reason });
  };

  /** Whom the event names beside somebody who was erased may be known by nothing else: the erasure looks after that. */
  const dropErased = async ({ detail }: BusEvent, receipt: string): Promise<void> => {
    await sendLate([{ receipt, strands: detail.identifiers.map(strandOfIdentifier) } satisfies LateStrands]);
    count('EventsErased');
    log.info('profile.event-erased', { messageId: detail.messageId, trace: detail.trace });
  };

  /** Decisions and the gateway read what is stored: from here on the withdrawal holds. */
  const countWithdrawal = async ({ detailType, detail }: BusEvent): Promise<void> => {
    if (detailType !== PLATFORM_EVENT.consentWithdrawn) return;
    const waited = (await deps.clock()).getTime() - Date.parse(detail.receivedAt);
    count(WITHDRAWALS_APPLIED, 1, { within: withdrawalWait(waited / 1000) });
  };

  const apply = async (record: SQSRecord): Promise<void> => {
    const found = read(record);
    if ('reason' in found) return setAside(record, found.reason);
    if (isForgotten(found.event, await deps.clock())) return setAside(record, 'too-late', found.event);
    const applied = await applyEvent(found.event);
    switch (applied.outcome) {
      case 'applied':
        count('EventsApplied');
        await countWithdrawal(found.event);
        if (applied.created > 0) count('PersonsCreated', applied.created);
        if (applied.merged > 0) count('PersonsMerged', applied.merged);
        return;
      case 'duplicate':
        return count('EventsDuplicate');
      case 'identity-limit':
        return setAside(record, 'identity-limit', found.event);
      case 'erased':
        return dropErased(found.event, applied.receipt);
      case 'conflict':
        count('EventsContended');
        throw new ContendedError('profile.contended');
    }
  };

  const keyOf = (record: SQSRecord): string | undefined => {
    const found = read(record);
    return 'event' in found ? strandOf(found.event) : undefined;
  };
  return (event: SQSEvent): Promise<SQSBatchResponse> => processSqsBatch(event, apply, { log, keyOf });
};
