import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { BusEvent } from '../../../contracts/event';
import { busEventOf, MalformedMessageError } from '../../domain/bus-message';
import type { DecideFor } from '../../domain/decision-loop';
import { decisionEvents } from '../../domain/emit';
import { itemKey } from '../../domain/ids';
import type { PublishEvents } from '../../domain/ports';
import { publishAll } from '../../domain/publish-all';
import { strandOf } from '../../domain/strand';
import type { Log } from '../../runtime/logger';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface DecideOfferDeps {
  readonly decideFor: DecideFor;
  readonly publishEvents: PublishEvents;
  readonly log: Log;
}

/**
 * Decides once for each resolved event that triggers launches, over all of them. A redelivered event finds the decision
 * that was made and publishes the same events under the same ids.
 */
export const createDecideOffer = ({ decideFor, publishEvents, log }: DecideOfferDeps) => {
  const publish = publishAll(publishEvents);

  const decide = async ({ source, detailType, detail }: BusEvent): Promise<void> => {
    const [owner] = detail.identifiers;
    if (owner === undefined) throw new MalformedMessageError('an event with an identifier');
    const strand = strandOf(owner);
    const key = itemKey({ strand, source: detail.origin ?? source, messageId: detail.messageId });
    const decided = await decideFor({
      strand,
      triggerOf: () => ({ kind: 'event', event: detailType, itemKey: key }),
    });
    // Erased since the event: there is nobody left to decide for.
    if (decided === undefined) return log.info('decision.nobody', { event: detailType, trace: detail.trace });
    const { decision } = decided;
    await publish(
      decisionEvents({ decision, trace: detail.trace, ...(detail.synthetic === true && { synthetic: true }) }),
    );
    log.info('decision.published', { decisionId: decision.decisionId, count: decision.chosen.length });
  };

  return (event: SQSEvent): Promise<SQSBatchResponse> =>
    processSqsBatch(event, (record) => decide(busEventOf(record.body)), { log });
};
