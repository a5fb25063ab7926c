import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { erasureRequestOf } from '../../domain/erasure-message';
import type { MonotonicClock } from '../../domain/ports/clocks';
import type { ReadSwitches } from '../../domain/ports/launches';
import { createSwitchGate } from '../../domain/switch-gate';
import { processSqsBatch } from '../../runtime/sqs-batch';
import type { CallVendor } from './call-vendor';
import type { DeliverErasure } from './deliver-erasure';
import { createDeliverRequest, type DeliverRequestDeps } from './deliver-request';
import { copyOf } from './endings';
import { createDeparture } from './send-together';

export interface DeliverMessageDeps extends DeliverRequestDeps {
  readonly callVendor: CallVendor;
  readonly readSwitches: ReadSwitches;
  readonly monotonic: MonotonicClock;
  readonly deliverErasure: DeliverErasure;
}

/** Works off delivery queues; see `createDeliverRequest` and `createDeliverErasure` for what becomes of a message. */
export const createDeliverMessage = (deps: DeliverMessageDeps) => {
  const deliverRequest = createDeliverRequest(deps);
  return (event: SQSEvent): Promise<SQSBatchResponse> => {
    // One for each batch: between batches the machine may stand still, and its clock with it.
    const gate = createSwitchGate(deps.readSwitches, deps.monotonic);
    const { board } = createDeparture(deps.callVendor, gate, event.Records.length);
    const deliver = (record: SQSRecord): Promise<void> =>
      board(async (send) => {
        const erasure = erasureRequestOf(record.body);
        await (erasure === undefined ? deliverRequest(copyOf(record), { gate, send }) : deps.deliverErasure(erasure));
      });
    return processSqsBatch(event, deliver, { log: deps.log });
  };
};
