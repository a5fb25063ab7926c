import { z } from 'zod';
import { approvalsSchema } from './approval-matrix';
import { durationSchema } from './duration';
import { named } from './known-names';
import { daySchema, languageSchema, peopleSchema, percentSchema, timeOfDaySchema } from './quantity';

const channels = z.array(z.string().meta(named('channel', 'A channel of platform/channels.yaml.'))).min(1);
const purposes = z.array(z.string().meta(named('purpose', 'A purpose of platform/purposes.yaml.'))).min(1);
const teams = z.array(z.string().meta(named('team', 'A team of platform/teams.yaml.'))).min(1);

const quietHoursSchema = z
  .strictObject({
    channels: channels.describe('Push channels.'),
    from: timeOfDaySchema.describe("The first minute in which nothing is sent, by the customer's clock: in quotes."),
    until: timeOfDaySchema.describe(
      'The first minute in which it is sent again; before from: of the next day. In quotes.',
    ),
  })
  .refine(({ from, until }) => from !== until, 'from and until are two different times');

const blackoutSchema = z
  .strictObject({
    from: daySchema.describe('The first day.'),
    until: daySchema.optional().describe('The last day. Left out: one day.'),
    reason: z.string().min(1).describe('Why nothing is sent.'),
    teams: teams.optional().describe('Left out: all teams.'),
  })
  .refine(({ from, until = from }) => from <= until, 'until is not before from');

const requiredCopySchema = z.strictObject({
  text: z
    .record(languageSchema, z.string().min(1))
    .describe('Language tag -> words that stand in headline or body, whatever their case and spacing.'),
  reason: z.string().min(1).describe('Why they have to stand there.'),
  channels: channels.optional().describe('Launches that use any of them. Left out: all channels.'),
  purposes: purposes.optional().describe('Left out: all purposes.'),
});

const declaredRuleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{2,39}$/, 'lower-case letters, digits and dashes, 3 to 40 characters')
    .describe('Its name; waivers name it as policy.<id>.'),
  severity: z.enum(['fatal', 'error', 'warning']).describe('Nobody can waive what is fatal.'),
  what: z.string().min(1).describe('What always holds.'),
  why: z.string().min(1).describe('Why it matters.'),
  fix: z.string().min(1).describe('What to do where it does not hold.'),
  on: z.literal('launch').describe('What the rule judges.'),
  schema: z.record(z.string(), z.unknown()).describe('JSON Schema (draft 7) that a launch manifest has to match.'),
});
export type DeclaredRule = z.infer<typeof declaredRuleSchema>;

/** `platform/policy.yaml`: IT's limits on every launch. */
export const policySchema = z.strictObject({
  perPerson: z
    .strictObject({
      messages: z.number().int().min(1).describe('At most so many messages ...'),
      per: durationSchema.describe('... within this time: 7 days.'),
    })
    .describe('How often one person is spoken to, over all launches.'),
  holdout: z
    .strictObject({
      minimum: percentSchema.describe('The least share that gets nothing: 5%.'),
      salt: z.string().describe('Decides who; another salt, other people.'),
    })
    .describe('Who gets nothing, so that the effect of a launch can be measured.'),
  audience: z
    .strictObject({ atMost: peopleSchema.describe('The most people that one launch reaches: 250000 people.') })
    .describe('How many people a launch reaches.'),
  prices: z
    .strictObject({
      validFor: durationSchema.describe('How old a price of platform/prices.yaml may be: 180 days.'),
    })
    .optional()
    .describe('Prices that budgets are reckoned by. Left out: they may be of any age.'),
  longestRun: durationSchema.describe('The longest time that a launch runs: 92 days.'),
  quietHours: z.array(quietHoursSchema).default([]).describe("Hours of the customer's day in which nothing is sent."),
  blackouts: z.array(blackoutSchema).default([]).describe('Days on which nothing is sent.'),
  requiredCopy: z.array(requiredCopySchema).default([]).describe('Words that copy has to have.'),
  rules: z.array(declaredRuleSchema).default([]).describe('Rules of our own, as JSON Schema.'),
  packs: z
    .array(
      z.strictObject({
        pack: z.string().describe('A pack of cdk-nag.'),
        mode: z.enum(['enforced', 'reported']).describe('Whether what it finds blocks.'),
        warnings: z
          .enum(['block', 'allow'])
          .optional()
          .describe('Whether an unwaived warning of an enforced pack fails the evidence. Left out: allow.'),
      }),
    )
    .describe('Packs of rules on what is deployed.'),
  approvals: approvalsSchema
    .optional()
    .describe('Who approves what before it goes live. Left out: nothing can, in stages that demand approvals.'),
});
export type Policy = z.infer<typeof policySchema>;
