import type { VendorErasure } from '../../contracts/subject-rights';
import type { Vendor } from '../../contracts/vendor';
import { fieldName } from '../../contracts/vendor-fields';
import { isApproved } from './approval';
import type { ErasureRequest } from './erasure-message';
import type { EndingStrand, ErasureState } from './erasure-state';
import type { Attempt } from './ports/attempts';
import { typeOf } from './strand';

/** Identifiers of an erased person that a vendor may have received. */
const identifiersFor = (vendor: Vendor, strands: readonly EndingStrand[]): ErasureRequest['identifiers'] => {
  const fields = new Set(vendor.fields.map(fieldName));
  return strands
    .filter(({ strand, erase }) => erase && fields.has(typeOf(strand)))
    .map(({ strand, token }) => ({ field: typeOf(strand), token }));
};

/**
 * What is to come of each vendor of the registry. One with an address for it is asked wherever it may have received an
 * identifier, because records of messages end before the vendor's do. One without is listed for whoever asks by hand.
 */
export const vendorsOf = (
  vendors: readonly Vendor[],
  strands: readonly EndingStrand[],
  attempts: readonly Attempt[],
  now: Date,
): readonly VendorErasure[] => {
  const sent = new Set(attempts.filter(({ state }) => state !== 'refused').map(({ vendor }) => vendor));
  return vendors.map((vendor): VendorErasure => {
    const known = { vendor: vendor.vendor, agreement: vendor.agreement.ref, attempts: 0 };
    const isNamed = vendor.outbound !== undefined && identifiersFor(vendor, strands).length > 0;
    if (!sent.has(vendor.vendor) && !isNamed) return { ...known, outcome: 'nothing-sent' };
    if (vendor.outbound?.erasure === undefined) return { ...known, outcome: 'by-hand', reason: 'no-erasure-address' };
    if (!isApproved(vendor, now)) return { ...known, outcome: 'by-hand', reason: 'approval-expired' };
    return isNamed ? { ...known, outcome: 'asked' } : { ...known, outcome: 'by-hand', reason: 'identifier-shared' };
  });
};

/** What the vendors that are to be asked are asked; the same again on a second try. */
export const erasureRequests = (
  { receipt, vendors, work }: ErasureState,
  registry: readonly Vendor[],
): readonly ErasureRequest[] =>
  vendors
    .filter(({ outcome }) => outcome === 'asked')
    .flatMap(({ vendor }) => {
      const entry = registry.find((known) => known.vendor === vendor);
      const identifiers = entry === undefined ? [] : identifiersFor(entry, work?.strands ?? []);
      return [{ kind: 'erasure', receipt, vendor, identifiers, attempts: 0 }];
    });
