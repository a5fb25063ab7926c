import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import type { TrailFact } from '../../contracts/trail';
import type { RefusedReason } from './delivery';

/** Refusals for the vendor's sake, whoever the message was for. */
const OF_VENDORS: ReadonlySet<unknown> = new Set([
  'vendor-unknown',
  'approval-missing',
  'approval-expired',
  'channel-not-approved',
  'purpose-not-approved',
  'field-not-approved',
  'vendor-revoked',
] satisfies RefusedReason[]);

/**
 * What the trail is told where the gateway refused a vendor: the first time in each hour, for each launch and reason. How many
 * messages it were is in the launch's counters, exactly; a vendor that is refused is refused a million times.
 */
export const refusalFacts = ({ source, detailType, detail }: BusEvent): readonly TrailFact[] => {
  const { vendor, launch, reason } = detail.properties;
  const isVendors = source === SOURCE.gateway && detailType === PLATFORM_EVENT.messageRefused && OF_VENDORS.has(reason);
  if (!isVendors || detail.probe !== undefined) return [];
  const hour = detail.receivedAt.slice(0, 13);
  return [
    {
      id: ['refused', vendor, launch, reason, hour].map(String).join(':'),
      kind: 'vendor.refused',
      at: detail.receivedAt,
      by: 'tandem',
      about: String(vendor),
      details: { launch: String(launch), reason: String(reason), hour: `${hour}:00Z` },
    },
  ];
};
