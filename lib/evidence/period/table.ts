import { z } from 'zod';

const moment = z.iso.datetime();

/** What a table was made from, so that an auditor can fetch the same again and compare. */
const sourceSchema = z.strictObject({
  name: z.string(),
  query: z.string().describe('The command or file that gives these records again.'),
  records: z.number().int().min(0).describe('How many records of the period were read from it.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .describe('Of what was read, where it is a file.'),
});

const cell = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** `period/<id>.json`: one population of a period with all of its rows; `period/<id>.csv` holds the same rows. */
export const periodTableSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  title: z.string(),
  means: z.string().describe('What a row is, and what makes it an exception.'),
  from: moment.describe('First moment of the period.'),
  to: moment.describe('First moment after the period.'),
  sources: z.array(sourceSchema),
  columns: z.array(z.strictObject({ name: z.string(), means: z.string() })).min(1),
  count: z.number().int().min(0),
  exceptions: z.number().int().min(0),
  gaps: z.array(z.string()).describe('What could not be looked at, and why: no evidence is not a good result.'),
  rows: z.array(z.record(z.string(), cell)),
});
export type PeriodTable = z.infer<typeof periodTableSchema>;
