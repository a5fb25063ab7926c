import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { TrailFact } from '../../../contracts/trail';
import type { AppendTrail } from '../../domain/append-trail';
import { trailFactOf } from '../../domain/trail-fact';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';

export interface KeepTrailDeps {
  readonly appendTrail: AppendTrail;
  readonly log: Log;
  readonly count: Count;
}

/**
 * Appends what the queue holds to the chain, a batch at a time. What is no fact goes to the dead letter queue; everything else is
 * appended or comes again.
 */
export const createKeepTrail = ({ appendTrail, log, count }: KeepTrailDeps) => {
  const read = (record: SQSRecord): readonly TrailFact[] | undefined => {
    try {
      return [trailFactOf(record.body)];
    } catch (error) {
      log.error('trail.message-refused', error, { messageId: record.messageId });
      return undefined;
    }
  };

  const append = async (facts: readonly TrailFact[]): Promise<boolean> => {
    try {
      const added = await appendTrail(facts);
      count('TrailRecords', added);
      log.info('trail.kept', { count: added, duplicates: facts.length - added });
      return true;
    } catch (error) {
      count('TrailNotKept');
      log.error('trail.not-kept', error, { count: facts.length });
      return false;
    }
  };

  return async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
    const messages = records.map((record) => ({ record, facts: read(record) }));
    const isKept = await append(messages.flatMap(({ facts = [] }) => facts));
    return {
      batchItemFailures: messages
        .filter(({ facts }) => facts === undefined || !isKept)
        .map(({ record }) => ({ itemIdentifier: record.messageId })),
    };
  };
};
