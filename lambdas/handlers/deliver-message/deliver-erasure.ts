import type { Vendor } from '../../../contracts/vendor';
import { isApproved } from '../../domain/approval';
import type { ErasureRequest } from '../../domain/erasure-message';
import { erasureReported, type VendorReport } from '../../domain/erasure-report';
import type { PublishEvents } from '../../domain/ports/bus';
import type { Clock, WallClock } from '../../domain/ports/clocks';
import type { SendMessages } from '../../domain/ports/queues';
import type { ValuesOf } from '../../domain/ports/vault';
import type { ReadVendorState } from '../../domain/ports/webhooks';
import { publishAll } from '../../domain/publish-all';
import { deliveryResult } from '../../domain/retry';
import { isSending, type VendorContent } from '../../domain/vendor-call';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';
import type { CallVendor, VendorAnswer } from './call-vendor';

export interface DeliverErasureDeps {
  readonly vendors: readonly Vendor[];
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly readVendorState: ReadVendorState;
  readonly valuesOf: ValuesOf;
  readonly callVendor: CallVendor;
  /** Puts a request back in its vendor's queue. */
  readonly askLater: (request: ErasureRequest, delaySeconds: number) => ReturnType<SendMessages>;
  readonly publishEvents: PublishEvents;
  readonly log: Log;
  readonly count: Count;
}

/** Seconds between two requests; after the last one people have to ask. Some nine hours in all. */
const WAITS: readonly number[] = [60, 300, 900, 3600, 7200, 21_600];
/** SQS hides a message for fifteen minutes at most: what waits longer goes round. */
const LONGEST_DELAY = 900;

const contentOf = (
  url: string,
  request: ErasureRequest,
  erase: Readonly<Record<string, readonly string[]>>,
): VendorContent => ({
  id: `${request.receipt}_${request.vendor}`,
  url,
  body: Buffer.from(JSON.stringify({ type: 'customer.erase', receipt: request.receipt, erase }), 'utf8'),
  contentType: 'application/json; charset=utf-8',
});

/**
 * Asks a vendor to erase a customer, signed and authorised as a message is. No pause stops it: the law gives a month, and what
 * a vendor was sent is not sent again; one whose approval was revoked is asked by hand. The same receipt is its idempotency key.
 */
export const createDeliverErasure = (deps: DeliverErasureDeps) => {
  const publish = publishAll(deps.publishEvents);

  const report = async (
    { receipt, vendor }: ErasureRequest,
    said: Pick<VendorReport, 'outcome' | 'attempts' | 'status' | 'reason'>,
  ): Promise<void> => {
    await publish([erasureReported({ receipt, vendor, ...said, at: deps.wallClock().toISOString() })]);
    deps.count('ErasuresReported', 1, { vendor, outcome: said.outcome });
    deps.log.info('erasure.reported', { vendor, outcome: said.outcome, status: said.status, attempts: said.attempts });
  };

  const settle = (request: ErasureRequest, { status, reason }: VendorAnswer): Promise<void> => {
    const attempts = request.attempts + 1;
    const result = deliveryResult(status);
    if (result === 'delivered') return report(request, { outcome: 'erased', attempts, status });
    const wait = result === 'retry' ? WAITS[request.attempts] : undefined;
    return wait === undefined
      ? report(request, { outcome: 'failed', attempts, status, reason })
      : deps.askLater({ ...request, attempts, dueAt: dueIn(wait) }, Math.min(wait, LONGEST_DELAY));
  };

  const dueIn = (seconds: number): string => new Date(deps.wallClock().getTime() + seconds * 1000).toISOString();

  const send = async (request: ErasureRequest, vendor: Vendor): Promise<void> => {
    const url = vendor.outbound?.erasure?.url;
    const byHand = (reason: string): Promise<void> =>
      report(request, { outcome: 'by-hand', attempts: request.attempts, status: 0, reason });
    if (url === undefined || !isSending(vendor)) return byHand('no-erasure-address');
    if (!isApproved(vendor, await deps.clock())) return byHand('approval-expired');
    const isRevoked = async (): Promise<boolean> => (await deps.readVendorState(vendor.vendor)) === 'revoked';
    if (await isRevoked()) return byHand('vendor-revoked');
    const values = await deps.valuesOf(request.identifiers.map(({ token }) => token));
    const erase: Record<string, string[]> = {};
    for (const { field, token } of request.identifiers) {
      const value = values.get(token);
      if (value !== undefined) erase[field] = [...(erase[field] ?? []), value];
    }
    // The erasure has gone on without this vendor's answer, and says so.
    if (Object.keys(erase).length === 0) return byHand('too-late');
    const call = await deps.callVendor(vendor, {
      // Asked again, because the request may have waited for its turn.
      send: async (post) => ((await isRevoked()) ? undefined : post(contentOf(url, request, erase))),
      answered: (answer) => settle(request, answer),
    });
    if (call.end === 'unsent') return byHand('vendor-revoked');
    if (call.end === 'wait') await deps.askLater(request, Math.min(LONGEST_DELAY, Math.ceil(call.seconds) + 1));
  };

  return async (request: ErasureRequest): Promise<void> => {
    const left = Math.ceil((Date.parse(request.dueAt ?? '') - deps.wallClock().getTime()) / 1000);
    if (left > 0) return deps.askLater(request, Math.min(left, LONGEST_DELAY));
    const vendor = deps.vendors.find((known) => known.vendor === request.vendor);
    return vendor === undefined
      ? report(request, { outcome: 'by-hand', attempts: request.attempts, status: 0, reason: 'vendor-unknown' })
      : send(request, vendor);
  };
};
export type DeliverErasure = ReturnType<typeof createDeliverErasure>;
