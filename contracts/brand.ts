import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date, for example 2026-10-01');
const words = z.array(z.string().min(1)).min(1);

/** Most characters of the parts of a message on a channel, or most SMS segments of it as a whole. */
const lengthsSchema = z.strictObject({
  headline: z.number().int().min(1).optional().describe('Most characters of the headline.'),
  body: z.number().int().min(1).optional().describe('Most characters of the body.'),
  smsSegments: z.number().int().min(1).max(10).optional().describe('Most SMS segments of the whole message.'),
});
export type Lengths = z.infer<typeof lengthsSchema>;

const language = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language tag, for example en');
const byLanguage = z.record(language, z.string().min(1).max(2000));
/** What stands under every message of a channel: by country, `*` for all others, and by language. */
const footersSchema = z.record(
  z.string(),
  z.record(z.string().regex(/^([A-Z]{2}|\*)$/, 'a country of two letters, or *'), byLanguage),
);

/** Largest image of a channel. */
const imageSizeSchema = z.strictObject({
  width: z.number().int().min(1).describe('Most pixels across.'),
  height: z.number().int().min(1).describe('Most pixels down.'),
  kilobytes: z.number().int().min(1).describe('Largest file.'),
});
export type ImageSize = z.infer<typeof imageSizeSchema>;

/** Schemes that run what they carry, or read from the reader's machine. */
const UNSAFE = ['javascript', 'data', 'vbscript', 'file', 'blob', 'http'];

/** `brand/voice.yaml`: how the organisation speaks, on every channel. */
export const voiceSchema = z.strictObject({
  tone: z.string().describe('How we speak, in a sentence or two.'),
  banned: z
    .array(
      z.strictObject({
        words: words.describe('Words or phrases, in any case.'),
        why: z.string().describe('The reason, as the author is told it.'),
        say: z.string().optional().describe('What to say instead.'),
      }),
    )
    .default([])
    .describe('What is never said.'),
  preferred: z
    .array(
      z.strictObject({
        not: z.string().min(1).describe('The word that is not ours.'),
        say: z.string().min(1).describe('The word that we say.'),
      }),
    )
    .default([])
    .describe('Words that we say, and those that we do not.'),
  claims: z
    .array(
      z.strictObject({
        words: words.describe('Words or phrases, in any case.'),
        needs: z.string().describe('What proof is needed.'),
        proof: z
          .strictObject({
            ref: z.string().describe('Where the proof is.'),
            expires: day.describe('First day on which it proves nothing any more.'),
          })
          .optional()
          .describe('The proof on file. Left out: the claim is not allowed.'),
      }),
    )
    .default([])
    .describe('Words that promise something: allowed only while a proof of it is on file.'),
  readingGrade: z
    .number()
    .min(1)
    .max(20)
    .optional()
    .describe("Highest Flesch-Kincaid grade of an offer's copy in English."),
  lengths: z.record(z.string(), lengthsSchema).default({}).describe('How long copy may be, by channel.'),
  links: z
    .strictObject({
      schemes: z
        .array(
          z
            .string()
            .regex(/^[a-z][a-z0-9+.-]*$/)
            .refine((scheme) => !UNSAFE.includes(scheme), `is not one of ${UNSAFE.join(', ')}`),
        )
        .describe('Schemes other than https, for example app.'),
      hosts: z.array(z.string()).describe('Hosts, with all that is below them.'),
    })
    .prefault({ schemes: [], hosts: [] })
    .describe('Where a link may lead.'),
  footers: footersSchema
    .default({})
    .describe('What stands under every message: by channel, country (* for all others) and language.'),
  words: z
    .record(language, z.record(z.string().regex(/^[a-z][a-z_]{0,39}$/), z.string().min(1)))
    .default({})
    .describe('Words that layouts have of their own, {{ word.<name> }}, by language.'),
  images: z
    .strictObject({
      at: z
        .url({ protocol: /^https$/ })
        .regex(/\/$/, 'an address with / at its end')
        .optional()
        .describe('Where brand/images/ is on the web. Without it, no image is shown.'),
      sizes: z.record(z.string(), imageSizeSchema).default({}).describe('Largest image, by channel.'),
    })
    .prefault({})
    .describe('Pictures of messages.'),
});
export type Voice = z.infer<typeof voiceSchema>;

/** `brand/theme.yaml`: everything that has a colour or a typeface has it from here, as `{{ theme.<name> }}` of a layout. */
export const themeSchema = z.strictObject({
  colours: z
    .record(z.string().regex(/^[a-z][a-z_]{0,39}$/), z.string().regex(/^#[0-9a-f]{6}$/, 'a colour like #1f2a24'))
    .default({}),
  fonts: z.record(z.string().regex(/^[a-z][a-z_]{0,39}$/), z.string().regex(/^[\w ,'-]+$/)).default({}),
});
export type Theme = z.infer<typeof themeSchema>;

/** A file of `brand/layouts/<channel>/<name>.<mjml|html|txt>`. */
export interface LayoutFile {
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  readonly channel: string;
  readonly name: string;
  readonly kind: 'mjml' | 'html' | 'txt';
  readonly text: string;
}
