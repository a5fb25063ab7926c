import { z } from 'zod';
import { durationSchema } from './duration';
import { named } from './known-names';
import { daySchema } from './quantity';
import { SCHEME_NAMES, type SchemeName } from './webhook-schemes';

/** Names with dots between; `[]` after a name goes through a list: `entry[].changes[]`. `[]` alone is the body itself. */
const path = z
  .string()
  .min(1)
  .max(200)
  .describe('Names with dots between; [] after a name goes through a list: entry[].changes[].');

const part = z.union([
  path,
  z.strictObject({ path, as: z.enum(['text', 'number']).describe('What the value is turned into.') }),
  /** From the request beside the body: what no signature covers, unless the scheme signs the address. */
  z.strictObject({ header: z.string().describe('A header of the request.') }),
  z.strictObject({ query: z.string().describe('A parameter of the address.') }),
  z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]).describe('The value itself.') }),
]);
/** Where a value is in the vendor's item, or the value itself. */
export type WebhookPart = z.infer<typeof part>;

const property = z.union([
  part,
  z.strictObject({
    list: path.describe('Path of a list.'),
    each: z.record(z.string(), part).describe('What is taken of each entry: name -> where it is.'),
  }),
]);
export type WebhookProperty = z.infer<typeof property>;

const mapping = z.strictObject({
  event: z.string().meta(named('event', 'The event of the catalog that it becomes.')),
  properties: z
    .record(z.string(), property)
    .default({})
    .describe("Property of the catalog's event -> where its value is; what is not named here stays out."),
  identifiers: z
    .record(z.string(), part)
    .default({})
    .meta(named('identifierType', 'Identifier type of identity.yaml -> where it is.')),
});
export type WebhookMapping = z.infer<typeof mapping>;

/** What a vendor may tell us, and how we know that it is the vendor. */
export const inboundSchema = z.strictObject({
  scheme: z.enum(SCHEME_NAMES as [SchemeName, ...SchemeName[]]).describe('How the vendor signs. docs/vendors.md'),
  secret: z.string().describe('Secret, below vendor/, that holds the keys.'),
  baseUrl: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe("Our public address, where a vendor knows us by another than the stage's own."),
  mode: z
    .enum(['observe', 'enforce'])
    .describe('observe lets in what would be refused, as a vendor of low trust, and counts it.'),
  observeUntil: daySchema.optional().describe('First day on which observe is over and enforce holds.'),
  tolerance: z
    .strictObject({
      within: durationSchema.describe('How far its clock may be off, both ways.'),
      reason: z.string().min(10).describe('Why five minutes do not do.'),
    })
    .optional()
    .describe('How old a signature may be. Left out: five minutes both ways.'),
  handshake: z
    .enum(['meta', 'slack'])
    .optional()
    .describe('What the vendor asks before it sends, beside GET and HEAD, which are always answered.'),
  body: z
    .union([
      z.enum(['json', 'form']),
      z.strictObject({ form: z.string().describe('The field of the form that holds JSON.') }),
    ])
    .optional()
    .describe('How the body is written; form may name the field that holds JSON. Left out: JSON.'),
  items: path.optional().describe('Where the items of a batch are. Left out: the body is the only one.'),
  type: z
    .union([part, z.array(part).min(1)])
    .optional()
    .describe('What kind of item it is: the first of these that is there. Left out: type.'),
  at: z
    .strictObject({
      path: path.describe('Where the time is in the item.'),
      unit: z.enum(['iso', 'seconds', 'milliseconds']).describe('How it is written.'),
    })
    .optional()
    .describe('When it happened; where the item does not say, on receipt. Left out: at.'),
  dedupe: z
    .strictObject({
      within: durationSchema
        .optional()
        .describe("How long the vendor may send the same again. Left out: the scheme's."),
      item: z
        .array(path)
        .min(1)
        .optional()
        .describe("Paths in an item that together tell it from all others. Left out: the scheme's."),
      sameBody: z
        .enum(['duplicate', 'accept'])
        .optional()
        .describe(
          'accept where a vendor sends one body for several messages, told apart by an id that it does not sign.',
        ),
    })
    .optional()
    .describe('How a repetition is told from something new.'),
  events: z
    .record(
      z.string(),
      z.union([z.string().meta(named('event', 'The event of the catalog that it becomes.')), mapping]),
    )
    .describe(
      "Vendor's type, in any case -> event of the catalog. A name alone: data are its properties, customer says who.",
    ),
  ignored: z
    .array(z.string())
    .optional()
    .describe('Types that are taken in and dropped; * for all that events does not name.'),
  perMinute: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('Most requests a minute; needed where the vendor does not sign.'),
  from: z
    .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
    .min(1)
    .optional()
    .describe('Addresses, or ranges such as 192.0.2.0/24, that alone may send.'),
});
export type Inbound = z.infer<typeof inboundSchema>;
