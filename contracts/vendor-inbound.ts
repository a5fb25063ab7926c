import { z } from 'zod';

/** What a vendor may tell us, and how we know that it is the vendor. */
export const inboundSchema = z.strictObject({
  scheme: z.literal('standard-webhooks-v1'),
  secret: z.string(),
  mode: z.enum(['observe', 'enforce']),
  /** Vendor's event type -> catalog event. */
  events: z.record(z.string(), z.string()),
});
export type Inbound = z.infer<typeof inboundSchema>;
