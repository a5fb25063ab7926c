import { z } from 'zod';
import { inboundSchema } from './vendor-inbound';
import { outboundSchema } from './vendor-outbound';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date, for example 2026-10-01');

/** A field as it is, or only its SHA-256 in hex; `sha256-digits` hashes a phone number's digits without the plus. */
const field = z.union([z.string(), z.strictObject({ field: z.string(), hash: z.enum(['sha256', 'sha256-digits']) })]);
export type VendorField = z.infer<typeof field>;

/** `platform/vendors/<id>.yaml`: the only way to add a vendor. Dates are UTC days; `expires` is the first day without approval. */
export const vendorSchema = z.strictObject({
  vendor: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  approval: z.strictObject({ by: z.string(), ticket: z.string(), date: day, expires: day }),
  agreement: z.strictObject({ ref: z.string(), residency: z.array(z.string()).min(1) }),
  channels: z.array(z.string()).default([]),
  purposes: z.array(z.string()).default([]),
  /** Fields the vendor may receive; everything else is withheld. */
  fields: z.array(field).default([]),
  outbound: outboundSchema.optional(),
  inbound: inboundSchema.optional(),
});
export type Vendor = z.infer<typeof vendorSchema>;

/** `platform/vendors/ready/<id>.yaml`: a vendor as it could be approved. Nothing of it is deployed. */
export const readyVendorSchema = vendorSchema.omit({ approval: true, agreement: true });

/** What IT says of a vendor beside its file, in the control store: `revoked` is for good, until an approval under a new ticket. */
export type VendorState = 'active' | 'suspended' | 'revoked';

/** Name, below `tandem/<stage>/vendor/`, of the secret with which messages to a vendor are signed. */
export const signingSecret = (vendor: string): string => `${vendor}/signing`;
