import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { TrailFact } from '../../../contracts/trail';
import type { AppendTrail } from '../../domain/append-trail';
import { type ControlChange, changeFacts } from '../../domain/switch-facts';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';

export interface KeepTrailDeps {
  readonly controlChange: (record: DynamoDBRecord) => ControlChange;
  readonly appendTrail: AppendTrail;
  readonly log: Log;
  readonly count: Count;
}

/**
 * Appends to the chain what functions told, and every switch that was thrown in the control table, by whatever way and by
 * whomever: the table's stream cannot be gone round. A batch that fails comes again, under the same ids.
 */
export const createKeepTrail = ({ controlChange, appendTrail, log, count }: KeepTrailDeps) => {
  const factsOf = (record: DynamoDBRecord): readonly TrailFact[] => {
    try {
      return changeFacts(controlChange(record));
    } catch (error) {
      // Only a fault of ours can have written it; its row stays in the table, and what is behind it must not wait.
      count('TrailNotKept');
      log.error('trail.row-refused', error, { eventId: record.eventID ?? '' });
      return [];
    }
  };

  return async ({ Records: records }: DynamoDBStreamEvent): Promise<void> => {
    const facts = records.flatMap(factsOf);
    const added = await appendTrail(facts);
    count('TrailRecords', added);
    log.info('trail.kept', { count: added, duplicates: facts.length - added });
  };
};
