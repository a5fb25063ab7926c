import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { erasureRequestOf } from '../../domain/erasure-message';
import type { MonotonicClock } from '../../domain/ports/clocks';
import type { ReadSwitches } from '../../domain/ports/launches';
import type { TellTrail } from '../../domain/ports/trail';
import { createSwitchGate } from '../../domain/switch-gate';
import { processSqsBatch } from '../../runtime/sqs-batch';
import type { CallVendor } from './call-vendor';
import type { DeliverErasure } from './deliver-erasure';
import { createDeliverRequest, type DeliverRequest, type DeliverRequestDeps } from './deliver-request';
import { copyOf, createEndings } from './endings';
import { createDeparture, createSendAlone } from './send-together';
import { tellingFirst } from './tell-first';

export interface DeliverMessageDeps extends DeliverRequestDeps {
  readonly callVendor: CallVendor;
  readonly readSwitches: ReadSwitches;
  readonly monotonic: MonotonicClock;
  readonly deliverErasure: DeliverErasure;
  readonly deliverTest: DeliverRequest;
  readonly deliverProbe: DeliverRequest;
  /** A call that ends where HTTP would begin. */
  readonly callNobody: CallVendor;
  /** Told of every message that a vendor has taken; the same again costs nothing. */
  readonly tellTrail: TellTrail;
}

/** A test asks about words, not whether its launch speaks: most are sent before it goes live. */
const whateverTheLaunch =
  (readSwitches: ReadSwitches): ReadSwitches =>
  async (launch, vendor) => ({ ...(await readSwitches(launch, vendor)), launch: 'live' });

/** A probe asks whether its vendor is let at all; when its launch or all launches speak again is another matter. */
const whateverIsPaused =
  (readSwitches: ReadSwitches): ReadSwitches =>
  async (launch, vendor) => ({ ...(await readSwitches(launch, vendor)), launch: 'live', pausedAll: false });

/**
 * Works off delivery queues; see `createDeliverRequest`, `createDeliverTest`, `createDeliverProbe` and `createDeliverErasure` for what
 * becomes of a message.
 */
export const createDeliverMessage = (deps: DeliverMessageDeps) => {
  const deliverRequest = createDeliverRequest(deps, tellingFirst(createEndings(deps), deps.tellTrail));
  return (event: SQSEvent): Promise<SQSBatchResponse> => {
    // One for each batch: between batches the machine may stand still, and its clock with it.
    const gate = createSwitchGate(deps.readSwitches, deps.monotonic);
    const testGate = createSwitchGate(whateverTheLaunch(deps.readSwitches), deps.monotonic);
    const tests = { gate: testGate, send: createSendAlone(deps.callVendor, testGate) };
    const probeGate = createSwitchGate(whateverIsPaused(deps.readSwitches), deps.monotonic);
    const probes = { gate: probeGate, send: createSendAlone(deps.callNobody, probeGate) };
    const { board } = createDeparture(deps.callVendor, gate, event.Records.length);
    const deliver = async (record: SQSRecord): Promise<void> => {
      const apart = await board(async (send): Promise<(() => Promise<void>) | undefined> => {
        const erasure = erasureRequestOf(record.body);
        if (erasure !== undefined) return () => deps.deliverErasure(erasure);
        const copy = copyOf(record);
        if (copy.probe !== undefined) return () => deps.deliverProbe(copy, probes);
        if (copy.test !== undefined) return () => deps.deliverTest(copy, tests);
        await deliverRequest(copy, { gate, send });
        return undefined;
      });
      // No message waits for what goes by itself: its call may take as long as theirs.
      await apart?.();
    };
    return processSqsBatch(event, deliver, { log: deps.log });
  };
};
