import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import { emitted } from './emit';
import type { VendorReport } from './erasure-message';

/** `Erasure Reported`: what became of asking a vendor; one report a receipt and vendor, whatever is sent again. */
export const erasureReported = ({ kind: _kind, ...properties }: VendorReport): BusEvent =>
  emitted(
    {
      source: SOURCE.gateway,
      event: PLATFORM_EVENT.erasureReported,
      id: [properties.receipt, properties.vendor],
      at: properties.at,
      properties,
    },
    { trace: properties.receipt },
  );
