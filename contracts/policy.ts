import { z } from 'zod';
import { durationSchema } from './duration';
import { daySchema, languageSchema, peopleSchema, percentSchema, timeOfDaySchema } from './quantity';

const names = z.array(z.string()).min(1);

const quietHoursSchema = z
  .strictObject({
    /** Push channels. */
    channels: names,
    /** The first minute in which nothing is sent, by the customer's clock. */
    from: timeOfDaySchema,
    /** The first minute in which it is sent again; before `from`: of the next day. */
    until: timeOfDaySchema,
  })
  .refine(({ from, until }) => from !== until, 'from and until are two different times');

const blackoutSchema = z
  .strictObject({
    from: daySchema,
    /** The last day. @default - one day */
    until: daySchema.optional(),
    reason: z.string().min(1),
    /** @default - all teams */
    teams: names.optional(),
  })
  .refine(({ from, until = from }) => from <= until, 'until is not before from');

const requiredCopySchema = z.strictObject({
  /** Language tag -> words that stand in headline or body, whatever their case and spacing. */
  text: z.record(languageSchema, z.string().min(1)),
  reason: z.string().min(1),
  /** Launches that use any of them. @default - all channels */
  channels: names.optional(),
  /** @default - all purposes */
  purposes: names.optional(),
});

const declaredRuleSchema = z.strictObject({
  /** Waivers name it as `policy.<id>`. */
  id: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/, 'lower-case letters, digits and dashes, 3 to 40 characters'),
  /** Nobody can waive what is fatal. */
  severity: z.enum(['fatal', 'error', 'warning']),
  what: z.string().min(1),
  why: z.string().min(1),
  fix: z.string().min(1),
  on: z.literal('launch'),
  /** JSON Schema (draft 7) that a launch manifest has to match. */
  schema: z.record(z.string(), z.unknown()),
});
export type DeclaredRule = z.infer<typeof declaredRuleSchema>;

/** `platform/policy.yaml`: IT's limits on every launch. */
export const policySchema = z.strictObject({
  /** Over all launches. */
  perPerson: z.strictObject({ messages: z.number().int().min(1), per: durationSchema }),
  holdout: z.strictObject({ minimum: percentSchema, salt: z.string() }),
  audience: z.strictObject({ atMost: peopleSchema }),
  longestRun: durationSchema,
  quietHours: z.array(quietHoursSchema).default([]),
  blackouts: z.array(blackoutSchema).default([]),
  requiredCopy: z.array(requiredCopySchema).default([]),
  rules: z.array(declaredRuleSchema).default([]),
  packs: z.array(z.strictObject({ pack: z.string(), mode: z.enum(['enforced', 'reported']) })),
});
export type Policy = z.infer<typeof policySchema>;
