import { z } from 'zod';

const count = z.number().int().min(0);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const outcomeSchema = z
  .enum(['compliant', 'waived', 'non-compliant', 'error'])
  .describe('error: the rule threw, so nobody can say. waived: not compliant, and a waiver in force says who answers.');

/** One rule on one resource. */
export const rowSchema = z.strictObject({
  key: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .describe('Of rule, path and finding: the same in every format, and from one commit to the next.'),
  pack: z.string(),
  mode: z.enum(['enforced', 'reported']).describe('What a reported pack finds decides nothing.'),
  rule: z.string().describe('Pack and rule: AwsSolutions-IAM5.'),
  level: z.enum(['fatal', 'error', 'warning']).describe('Nobody can waive what is fatal.'),
  outcome: outcomeSchema,
  type: z.string().describe('CloudFormation type, or launch.'),
  path: z.string().describe('Construct path.'),
  launch: z.string().optional().describe('The launch that is judged.'),
  finding: z.string().optional().describe('Tells several findings of a rule on one resource apart.'),
  message: z.string().optional().describe('What is wrong here, beyond the text of the rule.'),
  waiver: z
    .string()
    .optional()
    .describe('Waiver that names it; it excuses nothing where it has ended, is not granted yet or is too wide.'),
  waiverStarts: day.optional().describe('First day of that waiver, where it is still to come.'),
  waiverEnded: day.optional().describe('First day without that waiver, where it has come: the waiver is void.'),
});
export type Row = z.infer<typeof rowSchema>;

const packSchema = z.strictObject({
  pack: z.string(),
  mode: rowSchema.shape.mode,
  standard: z.string().optional().describe('What the pack is made after.'),
  superseded: z
    .strictObject({ by: z.string(), on: day, source: z.url() })
    .optional()
    .describe('The standard is no longer the one in force.'),
  rules: count.describe('Rules that ran.'),
  resources: count.describe('Resources, or launches, that each of them was asked about.'),
  answers: z
    .strictObject({ compliant: count, nonCompliant: count, error: count, notApplicable: count })
    .describe('One of each rule for each resource: together rules times resources. Waivers count for nothing here.'),
  rows: z.strictObject({ compliant: count, waived: count, 'non-compliant': count, error: count }),
});
export type PackProof = z.infer<typeof packSchema>;

const ruleSchema = z.strictObject({
  rule: z.string(),
  level: rowSchema.shape.level,
  what: z.string().describe('What is wrong where it does not hold, or what always holds.'),
  notApplicable: z.record(z.string(), count).describe('Resources that it does not concern, by type.'),
});

const aboutSchema = z.strictObject({
  organisation: z.string(),
  stage: z.string(),
  account: z.string(),
  region: z.string(),
  realCustomers: z.boolean(),
  commit: z.string().regex(/^[0-9a-f]{40,64}$/),
  committedAt: z.iso.datetime(),
  changed: z.array(z.string()).describe('Files that are not as the commit has them; the evidence is of the files.'),
  asOf: day.describe('Waivers and approvals are judged as of this day (UTC).'),
  tools: z.record(z.string(), z.string()).describe('Name and version of what judged.'),
});
export type About = z.infer<typeof aboutSchema>;

/** `register.json`: every rule of every pack on every resource of one stage, as one commit makes it. */
export const registerSchema = z.strictObject({
  about: aboutSchema,
  verdict: z.strictObject({
    passes: z.boolean(),
    failing: z
      .array(rowSchema.shape.key)
      .describe('Unwaived errors of enforced packs, and warnings of those whose warnings block.'),
    warnings: count.describe('Other unwaived warnings of enforced packs, which are shown and fail nothing.'),
    leftOut: z.array(z.string()).describe('Launches with mistakes: they cannot be deployed, and are not judged here.'),
  }),
  packs: z.array(packSchema),
  rules: z.array(ruleSchema),
  rows: z.array(rowSchema),
});
export type Register = z.infer<typeof registerSchema>;

/** JSON Schema of `register.json`, draft 2020-12. */
export const registerJsonSchema = (): object => z.toJSONSchema(registerSchema);
