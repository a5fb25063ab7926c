import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { TellTrail } from '../../domain/ports/trail';
import { type ControlChange, switchFacts } from '../../domain/switch-facts';
import type { Log } from '../../runtime/logger';

export interface NoteSwitchesDeps {
  readonly controlChange: (record: DynamoDBRecord) => ControlChange;
  readonly tellTrail: TellTrail;
  readonly log: Log;
}

/**
 * Tells the audit trail of every switch that was thrown in the control table, by whatever way and by whomever: the table's
 * stream cannot be gone round. A batch that fails comes again as a whole, under the same ids.
 */
export const createNoteSwitches =
  ({ controlChange, tellTrail, log }: NoteSwitchesDeps) =>
  async ({ Records: records }: DynamoDBStreamEvent): Promise<void> => {
    const facts = records.flatMap((record) => switchFacts(controlChange(record)));
    await tellTrail(facts);
    log.info('switches.noted', { count: facts.length });
  };
