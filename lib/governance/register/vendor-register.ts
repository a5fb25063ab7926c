import { z } from 'zod';
import type { Purpose } from '../../../contracts/platform';
import type { Vendor, VendorField } from '../../../contracts/vendor';
import { fieldName } from '../../../contracts/vendor-fields';

const entrySchema = z.strictObject({
  vendor: z.string(),
  field: z.string(),
  form: z.enum(['plain', 'sha256', 'sha256-digits']),
  purposes: z.array(z.strictObject({ purpose: z.string(), basis: z.string() })),
  channels: z.array(z.string()),
  agreement: z.strictObject({ ref: z.string(), residency: z.array(z.string()) }),
  approvedBy: z.string(),
  ticket: z.string(),
  from: z.string(),
  until: z.string().describe('First day without approval: from then on nothing leaves.'),
  state: z.enum(['approved', 'not-yet', 'ended']),
});
/** Who may receive one field of a customer, in what form, for what, on whose word, and until when. */
export type VendorEntry = z.infer<typeof entrySchema>;

const summarySchema = z.strictObject({
  vendor: z.string(),
  receives: z.boolean(),
  reports: z.boolean(),
  host: z.string().optional().describe('Host that messages go to.'),
});
/** A vendor and what it does, whether or not it receives any field. */
export type VendorSummary = z.infer<typeof summarySchema>;

/** `vendors.json`. */
export const vendorsSchema = z.strictObject({
  asOf: z.string(),
  vendors: z.array(summarySchema),
  fields: z.array(entrySchema),
});
export type Vendors = z.infer<typeof vendorsSchema>;

/** The registry of vendors: a vendor to which nothing is sent receives nothing, whatever its list of fields says. */
export const vendorRegister = (vendors: readonly Vendor[], purposes: readonly Purpose[], asOf: string): Vendors => {
  const sorted = [...vendors].sort((a, b) => (a.vendor < b.vendor ? -1 : 1));
  return {
    asOf,
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
