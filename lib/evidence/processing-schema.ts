import { z } from 'zod';
import { PII_KINDS } from '../../contracts/event';
import { recipientSchema } from './recipients';
import { retentionSchema } from './retention';

const eventSchema = z.strictObject({
  event: z.string(),
  version: z.string(),
  personal: z
    .array(z.enum(PII_KINDS))
    .describe('Kinds of personal data that its properties declare or that identify by.'),
  retention: z.string(),
  owner: z.string(),
});

const activitySchema = z.strictObject({
  purpose: z.string(),
  title: z.string(),
  description: z.string(),
  basis: z.string().describe('Lawful basis (Art. 6).'),
  silence: z.enum(['allowed', 'denied']).describe('What holds for a person who said nothing.'),
  notice: z.strictObject({ version: z.string(), url: z.string() }).optional(),
  consentEnds: z.string().optional().describe('A consent older than this has ended.'),
  dataSubjects: z.array(z.string()),
  categories: z
    .array(z.string())
    .describe('Kinds of personal data; behaviour is what events tell of a person beside them.'),
  events: z.array(eventSchema),
  launches: z.array(z.strictObject({ launch: z.string(), team: z.string(), channels: z.array(z.string()) })),
  recipients: z.array(z.string()).describe('Vendors that may receive fields for this purpose.'),
});

/** `processing.json`: the record of processing activities (GDPR Art. 30(1)). */
export const processingSchema = z.strictObject({
  asOf: z.string(),
  controller: z.strictObject({
    name: z.string(),
    address: z.string().optional(),
    contact: z.string().optional(),
    dataProtectionOfficer: z.string().optional(),
    representative: z.string().optional(),
  }),
  gaps: z.array(z.string()).describe('What Art. 30(1) asks for and no file says.'),
  region: z.string().describe('AWS region in which everything is kept.'),
  identifiers: z
    .array(z.strictObject({ type: z.string(), kind: z.enum(PII_KINDS) }))
    .describe('What any event of a source may carry beside its properties, to say whom it is about.'),
  activities: z.array(activitySchema),
  recipients: z.array(recipientSchema),
  retention: z.array(retentionSchema),
  measures: z
    .array(
      z.strictObject({
        framework: z.string(),
        control: z.string(),
        title: z.string(),
        status: z.string(),
        rules: z.array(z.string()),
        waivers: z.array(z.string()),
      }),
    )
    .describe('Technical measures (Art. 32(1)), by the controls of controls.json.'),
});
export type Processing = z.infer<typeof processingSchema>;
export type Activity = z.infer<typeof activitySchema>;
