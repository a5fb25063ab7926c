import { z } from 'zod';
import { durationSchema } from './duration';

const rate = z.string().regex(/^\d{1,5}\/s$/, 'messages a second, for example 50/s');

/** How messages reach a vendor. */
export const outboundSchema = z.strictObject({
  url: z.string(),
  auth: z.strictObject({ header: z.string(), secret: z.string() }),
  sign: z.literal('standard-webhooks-v1'),
  rate,
  timeout: durationSchema,
});
export type Outbound = z.infer<typeof outboundSchema>;
