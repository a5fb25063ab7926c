import { setTimeout as sleep } from 'node:timers/promises';
import type { Vendor } from '../../contracts/vendor';
import type { Circuit } from '../../lambdas/domain/ports/vendor-limits';
import type { DueSchedule } from '../replay/schedules';
import type { VendorStandIn } from '../vendor-stand-in';
import { type Act, createLane } from './act';

export interface CircuitSeen {
  readonly vendor: string;
  /** Requests that the vendor answered with 503. */
  readonly failed: number;
  /** Wall clock from the first of them; left out where it did not come so far. */
  readonly openedAfterMs?: number;
  readonly closedAfterMs?: number;
  /** Messages that reached the vendor by the end, each once. */
  readonly delivered: number;
}

const POLL_MS = 100;
const GIVES_UP_MS = 120_000;

/** As a launch starts to send, its vendor fails just often enough for its circuit to open; then it is well again. */
export const vendorFails = (
  vendor: Vendor | undefined,
  launch: DueSchedule | undefined,
  vendors: VendorStandIn,
  readCircuit: (vendor: string) => Promise<Circuit | undefined>,
): Act<CircuitSeen | undefined> => {
  const failures = vendor?.outbound?.breaker?.requests;
  if (vendor === undefined || launch === undefined || failures === undefined)
    return { due: [], outcome: async () => undefined };
  const lane = createLane();
  let seen: Omit<CircuitSeen, 'delivered'> = { vendor: vendor.vendor, failed: 0 };
  let ended = false;
  const reaches = async (state: Circuit['state'], startedAt: number): Promise<number | undefined> => {
    while (!ended && Date.now() - startedAt < GIVES_UP_MS) {
      if ((await readCircuit(vendor.vendor))?.state === state) return Date.now() - startedAt;
      await sleep(POLL_MS);
    }
    return undefined;
  };
  const watch = async (): Promise<void> => {
    const startedAt = Date.now();
    const openedAfterMs = await reaches('open', startedAt);
    seen = { ...seen, failed: failures - vendors.failing() };
    if (openedAfterMs === undefined) return;
    seen = { ...seen, openedAfterMs };
    const closedAfterMs = await reaches('closed', startedAt);
    if (closedAfterMs !== undefined) seen = { ...seen, closedAfterMs };
  };
  const fire = async (): Promise<void> => {
    vendors.failNext(failures, 503);
    lane.add(watch);
  };
  return {
    due: [{ name: `${vendor.vendor} fails`, at: launch.at - 1, fire }],
    outcome: async () => {
      ended = true;
      await lane.done();
      const delivered = new Set(
        vendors.deliveries.filter((one) => one.vendor === vendor.vendor).map(({ messageId }) => messageId),
      );
      return { ...seen, delivered: delivered.size };
    },
  };
};
