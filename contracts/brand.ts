import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date, for example 2026-10-01');
const words = z.array(z.string().min(1)).min(1);

/** Most characters of the parts of a message on a channel, or most SMS segments of it as a whole. */
const lengthsSchema = z.strictObject({
  headline: z.number().int().min(1).optional(),
  body: z.number().int().min(1).optional(),
  smsSegments: z.number().int().min(1).max(10).optional(),
});
export type Lengths = z.infer<typeof lengthsSchema>;

/** `brand/voice.yaml`: how the organisation speaks, on every channel. */
export const voiceSchema = z.strictObject({
  tone: z.string(),
  /** What is never said, with the reason and, where there is one, what to say instead. */
  banned: z.array(z.strictObject({ words, why: z.string(), say: z.string().optional() })).default([]),
  preferred: z.array(z.strictObject({ not: z.string().min(1), say: z.string().min(1) })).default([]),
  /** Words that promise something: allowed only while a proof of it is on file. */
  claims: z
    .array(
      z.strictObject({ words, needs: z.string(), proof: z.strictObject({ ref: z.string(), expires: day }).optional() }),
    )
    .default([]),
  /** Highest Flesch-Kincaid grade of an offer's copy in English. */
  readingGrade: z.number().min(1).max(20).optional(),
  /** By channel. */
  lengths: z.record(z.string(), lengthsSchema).default({}),
  /** Where a link may lead: schemes other than https, and hosts with all that is below them. */
  links: z
    .strictObject({ schemes: z.array(z.string().regex(/^[a-z][a-z0-9+.-]*$/)), hosts: z.array(z.string()) })
    .prefault({ schemes: [], hosts: [] }),
});
export type Voice = z.infer<typeof voiceSchema>;
