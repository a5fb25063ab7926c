import { z } from 'zod';

/** What changes are about, the most telling first. */
export const TOPICS = ['findings', 'vendors', 'waivers', 'launches', 'controls', 'rules', 'templates'] as const;
export type Topic = (typeof TOPICS)[number];

/** How soon somebody should look at a change. */
export const WEIGHTS = ['serious', 'notable', 'minor'] as const;
export type Weight = (typeof WEIGHTS)[number];

/** What became of something, in a word; each reads as “3 opened”. */
const WHATS = [
  'opened',
  'waived',
  'gone',
  'added',
  'removed',
  'changed',
  'began',
  'ended',
  'given',
  'taken',
  'extended',
  'shortened',
  'moved',
  'widened',
  'narrowed',
  'handed-over',
  'unused',
  'stricter',
  'weaker',
] as const;

const changeSchema = z.strictObject({
  topic: z.enum(TOPICS),
  what: z.enum(WHATS),
  of: z
    .string()
    .describe('Name of the rule that found something, or of the vendor, waiver, launch, control, rule, tool or stack.'),
  weight: z
    .enum(WEIGHTS)
    .describe(
      'serious: what fails and did not, personal data that goes somewhere new, an exception that is new, longer or wider.',
    ),
  words: z.string().describe('Reads on from the name.'),
  findings: z
    .array(z.strictObject({ key: z.string(), path: z.string(), finding: z.string().optional() }))
    .min(1)
    .optional()
    .describe('All findings of which this is told, by their keys.'),
});
/** One thing that is not as it was, in words. */
export type Change = z.infer<typeof changeSchema>;

/** `changes.json`: what is not as it was at an earlier commit, the most serious first. */
export const changesSchema = z.strictObject({
  since: z.strictObject({
    commit: z.string(),
    asOf: z.string().describe('Day as of which it was judged then.'),
    kind: z.enum(['bundle', 'commit']).describe('A bundle of that time tells everything, its commit what files say.'),
  }),
  changes: z.array(changeSchema),
  unknown: z
    .array(z.strictObject({ topic: z.enum(TOPICS), why: z.string() }))
    .describe('What cannot be told: silence here is no good news.'),
});
export type Changes = z.infer<typeof changesSchema>;
