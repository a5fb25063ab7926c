import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from './logger';

export interface BatchOptions {
  readonly log: Log;
  /** Records with the same key run one after the other, in the order received. Left out: all run at once. */
  readonly keyOf?: (record: SQSRecord) => string | undefined;
}

/** Runs work of one key in sequence; a failure does not stop what waits behind it. */
const serialised = (): ((key: string | undefined, work: () => Promise<void>) => Promise<void>) => {
  const tails = new Map<string, Promise<void>>();
  return (key, work) => {
    if (key === undefined) return work();
    const turn = (tails.get(key) ?? Promise.resolve()).then(work, work);
    tails.set(key, turn);
    return turn;
  };
};

/** Does the work for every record; records whose work rejects are reported for redelivery, the rest are done. */
export const processSqsBatch = async (
  event: SQSEvent,
  work: (record: SQSRecord) => Promise<void>,
  { log, keyOf }: BatchOptions,
): Promise<SQSBatchResponse> => {
  const inTurn = serialised();
  const logged = async (record: SQSRecord): Promise<void> => {
    try {
      await work(record);
    } catch (error) {
      log.error('batch.record-failed', error, { attempts: Number(record.attributes.ApproximateReceiveCount) });
      throw error;
    }
  };
  return processPartialResponse(
    event,
    (record: SQSRecord) => inTurn(keyOf?.(record), () => logged(record)),
    new BatchProcessor(EventType.SQS),
    { throwOnFullBatchFailure: false },
  );
};
