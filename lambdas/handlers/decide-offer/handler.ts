import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { BusEvent } from '../../../contracts/event';
import { busEventOf } from '../../domain/bus-message';
import type { DecideFor } from '../../domain/decision-loop';
import { decisionEvents } from '../../domain/emit';
import { itemKey } from '../../domain/ids';
import type { PublishEvents } from '../../domain/ports';
import type { ProfileRules } from '../../domain/profile-rules';
import { publishAll } from '../../domain/publish-all';
import { eventKeyOf } from '../../domain/strand';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface DecideOfferDeps {
  readonly decideFor: DecideFor;
  readonly publishEvents: PublishEvents;
  readonly rules: ProfileRules;
  readonly log: Log;
  readonly count: Count;
}

/**
 * Decides once for each resolved event that triggers launches, over all of them. A redelivered event finds the decision
 * that was made and publishes the same events under the same ids.
 */
export const createDecideOffer = ({ decideFor, publishEvents, rules, log, count }: DecideOfferDeps) => {
  const publish = publishAll(publishEvents);

  const decide = async (event: BusEvent): Promise<void> => {
    const { detailType, detail } = event;
    const key = eventKeyOf(event, rules);
    const decided = await decideFor({
      strand: key.strand,
      triggerOf: () => ({ kind: 'event', event: detailType, itemKey: itemKey(key) }),
    });
    // Erased since the event: there is nobody left to decide for.
    if (decided === undefined) return log.info('decision.nobody', { event: detailType, trace: detail.trace });
    const { decision } = decided;
    await publish(
      decisionEvents({ decision, trace: detail.trace, ...(detail.synthetic === true && { synthetic: true }) }),
    );
    count('DecisionsPublished');
    log.info('decision.published', { decisionId: decision.decisionId, count: decision.chosen.length });
  };

  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processSqsBatch(event, (record) => decide(busEventOf(record.body)), { log });
};
