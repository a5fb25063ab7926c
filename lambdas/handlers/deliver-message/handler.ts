import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { MonotonicClock, ReadSwitches } from '../../domain/ports';
import { createSwitchGate } from '../../domain/switch-gate';
import { processSqsBatch } from '../../runtime/sqs-batch';
import { createDeliverRequest, type DeliverRequestDeps } from './deliver-request';
import { copyOf } from './endings';

export interface DeliverMessageDeps extends DeliverRequestDeps {
  readonly readSwitches: ReadSwitches;
  readonly monotonic: MonotonicClock;
}

/** Works off delivery queues; see `createDeliverRequest` for what becomes of a message. */
export const createDeliverMessage = (deps: DeliverMessageDeps) => {
  const deliverRequest = createDeliverRequest(deps);
  return (event: SQSEvent): Promise<SQSBatchResponse> => {
    // One for each batch: between batches the machine may stand still, and its clock with it.
    const gate = createSwitchGate(deps.readSwitches, deps.monotonic);
    return processSqsBatch(event, (record) => deliverRequest(copyOf(record), gate), { log: deps.log });
  };
};
