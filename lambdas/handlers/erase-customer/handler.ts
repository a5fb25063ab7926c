import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { RunErasure } from '../../domain/erasure';
import { continueErasureOf } from '../../domain/erasure-message';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import { processSqsBatch } from '../../runtime/sqs-batch';

export interface EraseCustomerDeps {
  readonly runErasure: RunErasure;
  readonly log: Log;
  readonly count: Count;
}

/** Brings erasures on, a message of their queue at a time. What fails comes again, and goes on where it was. */
export const createEraseCustomer = ({ runErasure, log, count }: EraseCustomerDeps) => {
  const work = async ({ body, attributes }: SQSRecord): Promise<void> => {
    const { receipt, step } = await runErasure(continueErasureOf(body), Number(attributes.ApproximateReceiveCount) > 1);
    log.info('erasure.went-on', { receipt, step });
    if (step === 'done') count('ErasuresDone');
  };
  return (event: SQSEvent): Promise<SQSBatchResponse> => processSqsBatch(event, work, { log });
};
