import { z } from 'zod';
import { durationSchema } from './duration';
import { SCHEME_NAMES, type SchemeName } from './webhook-schemes';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date, for example 2026-10-01');
/** Names with dots between; `[]` after a name goes through a list: `entry[].changes[]`. `[]` alone is the body itself. */
const path = z.string().min(1).max(200);

const part = z.union([
  path,
  z.strictObject({ path, as: z.enum(['text', 'number']) }),
  /** From the request beside the body: what no signature covers, unless the scheme signs the address. */
  z.strictObject({ header: z.string() }),
  z.strictObject({ query: z.string() }),
  z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) }),
]);
/** Where a value is in the vendor's item, or the value itself. */
export type WebhookPart = z.infer<typeof part>;

const property = z.union([part, z.strictObject({ list: path, each: z.record(z.string(), part) })]);
export type WebhookProperty = z.infer<typeof property>;

const mapping = z.strictObject({
  event: z.string(),
  /** Property of the catalog's event -> where its value is; what is not named here stays out. */
  properties: z.record(z.string(), property).default({}),
  /** Identifier type of identity.yaml -> where it is. */
  identifiers: z.record(z.string(), part).default({}),
});
export type WebhookMapping = z.infer<typeof mapping>;

/** What a vendor may tell us, and how we know that it is the vendor. */
export const inboundSchema = z.strictObject({
  scheme: z.enum(SCHEME_NAMES as [SchemeName, ...SchemeName[]]),
  /** Secret, below `vendor/`, that holds the keys. */
  secret: z.string(),
  /** Our public address, where a vendor knows us by another than the stage's own. */
  baseUrl: z.url({ protocol: /^https$/ }).optional(),
  /** `observe` lets in what would be refused, as a vendor of low trust, and counts it. */
  mode: z.enum(['observe', 'enforce']),
  /** First day on which `observe` is over and `enforce` holds. */
  observeUntil: day.optional(),
  /** Left out: five minutes both ways. */
  tolerance: z.strictObject({ within: durationSchema, reason: z.string().min(10) }).optional(),
  /** What the vendor asks before it sends, beside GET and HEAD, which are always answered. */
  handshake: z.enum(['meta', 'slack']).optional(),
  /** How the body is written; `form` may name the field that holds JSON. Left out: JSON. */
  body: z.union([z.enum(['json', 'form']), z.strictObject({ form: z.string() })]).optional(),
  /** Where the items of a batch are. Left out: the body is the only one. */
  items: path.optional(),
  /** What kind of item it is: the first of these that is there. Left out: `type`. */
  type: z.union([part, z.array(part).min(1)]).optional(),
  /** When it happened; where the item does not say, on receipt. Left out: `at`. */
  at: z.strictObject({ path, unit: z.enum(['iso', 'seconds', 'milliseconds']) }).optional(),
  dedupe: z
    .strictObject({
      /** How long the vendor may send the same again. Left out: the scheme's. */
      within: durationSchema.optional(),
      /** Paths in an item that together tell it from all others. Left out: the scheme's. */
      item: z.array(path).min(1).optional(),
      /** `accept` where a vendor sends one body for several messages, told apart by an id that it does not sign. */
      sameBody: z.enum(['duplicate', 'accept']).optional(),
    })
    .optional(),
  /** Vendor's type, in any case -> event of the catalog. A name alone: `data` are its properties, `customer` says who. */
  events: z.record(z.string(), z.union([z.string(), mapping])),
  /** Types that are taken in and dropped; `*` for all that `events` does not name. */
  ignored: z.array(z.string()).optional(),
  /** Most requests a minute; needed where the vendor does not sign. */
  perMinute: z.number().int().min(1).max(10_000).optional(),
  /** Addresses, or ranges such as 192.0.2.0/24, that alone may send. */
  from: z
    .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
    .min(1)
    .optional(),
});
export type Inbound = z.infer<typeof inboundSchema>;
