import { z } from 'zod';
import { conditionSchema } from './condition';
import { durationSchema } from './duration';
import { languageSchema, moneySchema, peopleSchema, percentSchema } from './quantity';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, 'lower-case letters, digits and dashes, 3 to 40 characters');
const minute = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, 'a date and a minute, for example 2026-11-27 06:00');
const dayOrMinute = z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$/, 'a date, with or without a minute');
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const copySchema = z.strictObject({
  headline: z.string().min(1),
  body: z.string().min(1),
  link: z.strictObject({ label: z.string(), to: z.string() }).optional(),
  image: z.strictObject({ file: z.string(), alt: z.string() }).optional(),
});

const offerSchema = z.strictObject({
  id,
  for: conditionSchema.optional(),
  gives: z
    .strictObject({
      percentOff: z.number().min(1).max(100).optional(),
      amountOff: moneySchema.optional(),
      of: z.record(z.string(), scalar).optional(),
      atMost: moneySchema.optional(),
    })
    .optional(),
  code: z.union([z.strictObject({ fixed: z.string() }), z.strictObject({ pool: id })]).optional(),
  copy: z.record(languageSchema, copySchema),
});

/** `launches/<id>.yaml`, as marketing writes it. Unknown keys are mistakes. */
export const launchSchema = z.strictObject({
  launch: id.describe('The name of the file; never changes.'),
  team: id,
  summary: z.string().optional(),
  purpose: id.describe('The consent that a person must have given.'),
  supports: id.optional().describe('A goal of platform/goals.yaml.'),
  when: z.strictObject({
    timezone: z.string(),
    starts: minute,
    ends: minute.describe('The last minute anything is sent or shown.'),
    redeemUntil: dayOrMinute.optional(),
  }),
  audience: z
    .strictObject({
      include: z.array(conditionSchema).default([]),
      exclude: z.array(conditionSchema).default([]),
      holdout: percentSchema.optional(),
      atMost: peopleSchema.optional(),
    })
    .optional(),
  trigger: z
    .union([
      z.strictObject({ event: z.string() }),
      z.strictObject({ enters: id.describe('A segment or list of audiences/: when a customer comes in.') }),
      z.strictObject({ leaves: id.describe('A segment or list of audiences/: when a customer goes out.') }),
      z.strictObject({ at: minute, clock: z.enum(['launch', 'customer']).default('launch') }),
    ])
    .optional(),
  channels: z.strictObject({
    reach: z.enum(['first', 'all']).default('first'),
    use: z.array(z.strictObject({ channel: id, vendor: id.optional(), layout: id.optional() })).min(1),
  }),
  offers: z.array(offerSchema).min(1),
  limits: z
    .strictObject({ perPerson: z.strictObject({ messages: z.number().int().min(1), per: durationSchema }) })
    .optional(),
  budget: z
    .strictObject({
      sending: moneySchema.optional(),
      discounts: moneySchema.optional(),
      whenSpent: z.enum(['pause', 'warn']).default('pause'),
    })
    .optional(),
  goal: z
    .strictObject({
      event: z.string(),
      where: z.record(z.string(), z.union([scalar, z.array(scalar)])).optional(),
      within: durationSchema,
      target: percentSchema.optional(),
    })
    .optional(),
});
export type LaunchManifest = z.infer<typeof launchSchema>;

/** `audiences/<id>.yaml`: a segment by conditions, or a list that `List Joined` and `List Left` events fill. */
export const audienceSchema = z.union([
  z.strictObject({
    segment: id,
    owner: id,
    description: z.string().optional(),
    include: z.array(conditionSchema).min(1),
    exclude: z.array(conditionSchema).default([]),
  }),
  z.strictObject({ list: id, owner: id, description: z.string().optional() }),
]);
export type Audience = z.infer<typeof audienceSchema>;
