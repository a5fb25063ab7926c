import { z } from 'zod';
import { durationSchema } from './duration';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date, for example 2026-10-01');
const rate = z.string().regex(/^\d{1,5}\/s$/, 'messages a second, for example 50/s');

/** `platform/vendors/<id>.yaml`: the only way to add a vendor. Dates are UTC days; `expires` is the first day without approval. */
export const vendorSchema = z.strictObject({
  vendor: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  approval: z.strictObject({ by: z.string(), ticket: z.string(), date: day, expires: day }),
  agreement: z.strictObject({ ref: z.string(), residency: z.array(z.string()).min(1) }),
  channels: z.array(z.string()).default([]),
  purposes: z.array(z.string()).default([]),
  /** Fields the vendor may receive; everything else is withheld. */
  fields: z.array(z.string()).default([]),
  outbound: z
    .strictObject({
      url: z.string(),
      auth: z.strictObject({ header: z.string(), secret: z.string() }),
      sign: z.literal('standard-webhooks-v1'),
      rate,
      timeout: durationSchema,
    })
    .optional(),
  inbound: z
    .strictObject({
      scheme: z.literal('standard-webhooks-v1'),
      secret: z.string(),
      mode: z.enum(['observe', 'enforce']),
      /** Vendor's event type -> catalog event. */
      events: z.record(z.string(), z.string()),
    })
    .optional(),
});
export type Vendor = z.infer<typeof vendorSchema>;

/** Name, below `tandem/<stage>/vendor/`, of the secret with which messages to a vendor are signed. */
export const signingSecret = (vendor: string): string => `${vendor}/signing`;
