import { z } from 'zod';
import { named } from './known-names';
import { daySchema } from './quantity';
import { inboundSchema } from './vendor-inbound';
import { outboundSchema } from './vendor-outbound';

/** A field as it is, or only its SHA-256 in hex; `sha256-digits` hashes a phone number's digits without the plus. */
const field = z.union([
  z.string().meta(named('trait', 'A trait as it is.')),
  z
    .strictObject({
      field: z.string().meta(named('trait', 'The trait.')),
      hash: z
        .enum(['sha256', 'sha256-digits'])
        .describe("SHA-256 in hex; sha256-digits of a phone number's digits without the plus."),
    })
    .describe('Only the hash of a trait.'),
]);
export type VendorField = z.infer<typeof field>;

/** `platform/vendors/<id>.yaml`: the only way to add a vendor. Dates are UTC days; `expires` is the first day without approval. */
export const vendorSchema = z.strictObject({
  vendor: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/)
    .describe('The name of the file; launches and channels name it.'),
  approval: z
    .strictObject({
      by: z.string().describe('Who approved it.'),
      ticket: z.string().describe('The ticket of the approval.'),
      date: daySchema.describe('First day of the approval (UTC).'),
      expires: daySchema.describe('First day without approval (UTC): from then on nothing leaves or comes in.'),
    })
    .describe("IT security's approval."),
  agreement: z
    .strictObject({
      ref: z.string().describe('The data processing agreement.'),
      residency: z.array(z.string()).min(1).describe('Regions in which the data stays: [US, EU].'),
    })
    .describe('The data processing agreement with the vendor.'),
  channels: z
    .array(z.string().meta(named('channel', 'A channel of platform/channels.yaml.')))
    .default([])
    .describe('Channels that it may serve.'),
  purposes: z
    .array(z.string().meta(named('purpose', 'A purpose of platform/purposes.yaml.')))
    .default([])
    .describe('Purposes for which it may be used.'),
  fields: z
    .array(field)
    .default([])
    .describe('Fields of the customer that it may receive; everything else is withheld.'),
  outbound: outboundSchema.optional().describe('How messages reach it. Left out: nothing is sent to it.'),
  inbound: inboundSchema.optional().describe('What it may tell us. Left out: nothing is taken from it.'),
});
export type Vendor = z.infer<typeof vendorSchema>;

/** `platform/vendors/ready/<id>.yaml`: a vendor as it could be approved. Nothing of it is deployed. */
export const readyVendorSchema = vendorSchema.omit({ approval: true, agreement: true });

/** What IT says of a vendor beside its file, in the control store: `revoked` is for good, until an approval under a new ticket. */
export type VendorState = 'active' | 'suspended' | 'revoked';

/** Name, below `tandem/<stage>/vendor/`, of the secret with which messages to a vendor are signed. */
export const signingSecret = (vendor: string): string => `${vendor}/signing`;
