import { z } from 'zod';

const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);

/** `approvals/requests/<id>.json`: what a launch was refused that only IT can give, and what IT said. */
export const requestSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,79}$/),
  kind: z.enum(['vendor', 'field', 'segment', 'channel', 'purpose', 'budget']),
  launch: z.string(),
  /** What was refused, in the words of the finding. */
  what: z.string(),
  code: z.string(),
  /** Who asked, as their git has it. */
  by: z.string(),
  at: moment,
  answer: z.strictObject({ granted: z.boolean(), reason: z.string().min(1), by: z.string(), at: moment }).optional(),
});
export type Request = z.infer<typeof requestSchema>;
