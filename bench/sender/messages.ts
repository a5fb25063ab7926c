import type { Vendor } from '../../contracts/vendor';
import { vendor as fixture, messageRequest, outboundVendor } from '../../test/support/decision-fixtures';

export const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A vendor of the bench, told apart at the receiver by its path. */
export const vendorFor = (id: string, over: Partial<NonNullable<Vendor['outbound']>>): Vendor => {
  const approval = { ...fixture().approval, date: '2020-01-01', expires: '2100-01-01' };
  return outboundVendor({ url: `https://api.mailhub.example/${id}`, ...over }, { vendor: id, approval });
};

const NOT_AFTER = new Date(Date.now() + 86_400_000).toISOString();
/** The n-th message to a vendor, as a queue holds it. */
export const heldFor = (vendor: string, index: number) => ({
  request: messageRequest({ messageId: `msg_${vendor}_${index}`, vendor, notAfter: NOT_AFTER }),
  hop: 0,
  trace: 'bench',
});
