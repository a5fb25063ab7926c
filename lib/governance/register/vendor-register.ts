import type { Purpose } from '../../../contracts/platform';
import type { Vendor, VendorField } from '../../../contracts/vendor';
import { fieldName } from '../../../contracts/vendor-fields';

/** Who may receive one field of a customer, in what form, for what, on whose word, and until when. */
export interface VendorEntry {
  readonly vendor: string;
  readonly field: string;
  readonly form: 'plain' | 'sha256' | 'sha256-digits';
  readonly purposes: readonly Pick<Purpose, 'purpose' | 'basis'>[];
  readonly channels: readonly string[];
  readonly agreement: Vendor['agreement'];
  readonly approvedBy: string;
  readonly ticket: string;
  readonly from: string;
  /** First day without approval: from then on nothing leaves. */
  readonly until: string;
  readonly state: 'approved' | 'not-yet' | 'ended';
}

/** A vendor and what it does, whether or not it receives any field. */
export interface VendorSummary {
  readonly vendor: string;
  readonly receives: boolean;
  readonly reports: boolean;
  /** Host that messages go to. */
  readonly host?: string;
}

/** `vendors.json`: a vendor to which nothing is sent receives nothing, whatever its list of fields says. */
export const vendorRegister = (
  vendors: readonly Vendor[],
  purposes: readonly Purpose[],
  asOf: string,
): { readonly vendors: readonly VendorSummary[]; readonly fields: readonly VendorEntry[] } => {
  const sorted = [...vendors].sort((a, b) => (a.vendor < b.vendor ? -1 : 1));
  return {
    vendors: sorted.map(({ vendor, outbound, inbound }) => ({
      vendor,
      receives: outbound !== undefined,
      reports: inbound !== undefined,
      ...(outbound === undefined ? {} : { host: new URL(outbound.url).host }),
    })),
    fields: sorted
      .filter(({ outbound }) => outbound !== undefined)
      .flatMap((vendor) => vendor.fields.map((field) => entryOf(vendor, field, purposes, asOf))),
  };
};

const entryOf = (vendor: Vendor, field: VendorField, purposes: readonly Purpose[], asOf: string): VendorEntry => {
  const { by, ticket, date, expires } = vendor.approval;
  return {
    vendor: vendor.vendor,
    field: fieldName(field),
    form: typeof field === 'string' ? 'plain' : field.hash,
    purposes: purposes
      .filter(({ purpose }) => vendor.purposes.includes(purpose))
      .map(({ purpose, basis }) => ({ purpose, basis })),
    channels: vendor.channels,
    agreement: vendor.agreement,
    approvedBy: by,
    ticket,
    from: date,
    until: expires,
    state: asOf < date ? 'not-yet' : asOf < expires ? 'approved' : 'ended',
  };
};
