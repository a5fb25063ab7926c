import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { BusEvent } from '../../../contracts/event';
import { PLATFORM_EVENT } from '../../../contracts/names';
import { busEventOf } from '../../domain/bus-message';
import type { DecideFor } from '../../domain/decision-loop';
import { decisionEvents } from '../../domain/emit';
import { isHistory } from '../../domain/event-time';
import { itemKey } from '../../domain/ids';
import type { PublishEvents } from '../../domain/ports/bus';
import { probeOf } from '../../domain/probe';
import type { Prove } from '../../domain/probe-loop';
import type { ProfileRules } from '../../domain/profile-rules';
import { publishAll } from '../../domain/publish-all';
import { eventKeyOf } from '../../domain/strand';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

/** The segment that a customer entered or left; other events may have a property of that name. */
const segmentOf = ({ detailType, detail }: BusEvent): { readonly segment?: string } => {
  const { segment } = detail.properties;
  return CHANGES.has(detailType) && typeof segment === 'string' ? { segment } : {};
};
const CHANGES = new Set<string>([PLATFORM_EVENT.segmentEntered, PLATFORM_EVENT.segmentLeft]);

export interface DecideOfferDeps {
  readonly decideFor: DecideFor;
  readonly prove: Prove;
  readonly publishEvents: PublishEvents;
  readonly rules: ProfileRules;
  readonly log: Log;
  readonly count: Count;
}

/**
 * A second copy of an event, from another launch's rule or from a queue that delivers twice, comes within seconds. What
 * comes back from a dead letter takes far longer, because a failed delivery stays invisible for minutes.
 */
const SECOND_COPY_MS = 60_000;

/**
 * Decides once for each resolved event that triggers launches, over all of them. A redelivered event finds the decision
 * that was made and publishes the same events under the same ids. A mere second copy does not: the first one's delivery
 * answers for the publication, and a message that is requested twice could be sent twice.
 */
export const createDecideOffer = ({ decideFor, prove, publishEvents, rules, log, count }: DecideOfferDeps) => {
  const publish = publishAll(publishEvents);

  const decide = async (event: BusEvent, isFirstDelivery: boolean): Promise<void> => {
    const { detailType, detail } = event;
    const probe = probeOf(detail.probe);
    if (probe !== undefined) {
      return log.info(`probe.${await prove(probe, detail.trace)}`, { launch: probe.launch, run: probe.run });
    }
    // What a customer did years ago, imported today, is no reason to write today.
    if (isHistory(detail)) return log.info('decision.history', { event: detailType, trace: detail.trace });
    const key = eventKeyOf(event, rules);
    const decided = await decideFor({
      strand: key.strand,
      triggerOf: () => ({ kind: 'event', event: detailType, ...segmentOf(event), itemKey: itemKey(key) }),
    });
    // Erased since the event: there is nobody left to decide for.
    if (decided === undefined) return log.info('decision.nobody', { event: detailType, trace: detail.trace });
    const { decision, madeAgo } = decided;
    if (isFirstDelivery && madeAgo !== undefined && madeAgo < SECOND_COPY_MS) {
      return log.info('decision.second-copy', { decisionId: decision.decisionId, trace: detail.trace });
    }
    await publish(
      decisionEvents({ decision, trace: detail.trace, ...(detail.synthetic === true && { synthetic: true }) }),
    );
    count('DecisionsPublished');
    log.info('decision.published', { decisionId: decision.decisionId, count: decision.chosen.length });
  };

  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processSqsBatch(
      event,
      ({ body, attributes }) => decide(busEventOf(body), Number(attributes.ApproximateReceiveCount) === 1),
      { log },
    );
};
