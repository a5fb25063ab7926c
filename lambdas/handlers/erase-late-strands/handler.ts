import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type EraseLateStrands, lateStrandsOf } from '../../domain/late-strands';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface EraseLateStrandsDeps {
  readonly eraseLateStrands: EraseLateStrands;
  readonly log: Log;
  readonly count: Count;
}

/** Erases what late events of erased customers brought along. What fails comes again, and comes to the same end. */
export const createEraseLate = ({ eraseLateStrands, log, count }: EraseLateStrandsDeps) => {
  const work = async ({ body }: SQSRecord): Promise<void> => {
    const late = lateStrandsOf(body);
    const ended = await eraseLateStrands(late);
    log.info('erasure.late-strands', { receipt: late.receipt, count: ended });
    count('LateStrandsErased', ended);
  };
  return (event: SQSEvent): Promise<SQSBatchResponse> => processSqsBatch(event, work, { log });
};
