import type { BusEvent } from '../../contracts/event';
import type { EventProperties } from '../../contracts/event-properties';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import type { VendorErasure } from '../../contracts/subject-rights';
import { busEventOf, MalformedMessageError } from './bus-message';
import { emitted } from './emit';
import type { ErasureState } from './erasure-state';

/** What a vendor answered, or that it could not be asked. Times are ISO 8601, wall clock. */
export type VendorReport = EventProperties['Erasure Reported'];

/** `Erasure Reported`: what became of asking a vendor; one report a receipt and vendor, whatever is sent again. */
export const erasureReported = (report: VendorReport): BusEvent =>
  emitted(
    {
      source: SOURCE.gateway,
      event: PLATFORM_EVENT.erasureReported,
      id: [report.receipt, report.vendor],
      at: report.at,
      properties: { ...report },
    },
    { trace: report.receipt },
  );

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const OUTCOMES: readonly unknown[] = ['erased', 'failed', 'by-hand'] satisfies VendorReport['outcome'][];

/** The report in a queue's message, as a rule of the bus puts it there. */
export const vendorReportOf = (body: string): VendorReport => {
  const event = busEventOf(body);
  const { receipt, vendor, outcome, attempts, status, reason, at } = event.detail.properties;
  const isReport = event.source === SOURCE.gateway && event.detailType === PLATFORM_EVENT.erasureReported;
  if (!isReport || !isText(receipt) || !isText(vendor) || !isText(at) || !OUTCOMES.includes(outcome)) {
    throw new MalformedMessageError('a report about an erasure');
  }
  return {
    receipt,
    vendor,
    outcome: outcome as VendorReport['outcome'],
    attempts: Number(attempts),
    status: Number(status),
    at,
    ...(isText(reason) && { reason }),
  };
};

const toldBy = ({ outcome, attempts, status, reason, at }: VendorReport): Partial<VendorErasure> => ({
  outcome,
  attempts,
  status,
  at,
  ...(reason !== undefined && { reason }),
});

/** An erasure with what vendors answered who were asked; the same object where none of it is new. */
export const withReports = (state: ErasureState, reports: readonly VendorReport[]): ErasureState => {
  const vendors = state.vendors.map((one) => {
    const report = one.outcome === 'asked' ? reports.find(({ vendor }) => vendor === one.vendor) : undefined;
    return report === undefined ? one : { ...one, ...toldBy(report) };
  });
  return vendors.every((one, index) => one === state.vendors[index]) ? state : { ...state, vendors };
};
