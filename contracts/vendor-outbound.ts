import { z } from 'zod';
import { durationSchema } from './duration';

const rate = z.string().regex(/^[1-9]\d{0,4}\/s$/, 'requests a second, for example 50/s');
const share = z.string().regex(/^([1-9]\d?|100)%$/, 'a share from 1% to 100%');

/** How a vendor knows us: a header with the secret's text, or the secret as `user:password` or as bearer token. */
const secret = z.string().describe('Name of the secret below vendor/: its value is never in a file.');
const auth = z.union([
  z.strictObject({
    kind: z.literal('header').optional().describe('The secret in a header of its own.'),
    header: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,60}$/)
      .describe('The header.'),
    secret,
  }),
  z.strictObject({
    kind: z.enum(['basic', 'bearer']).describe('The secret as user:password, or as bearer token.'),
    secret,
  }),
]);

/** A value of a body: text is a Liquid template, rendered alone and written as text, so that no value can break out of it. */
export type BodyValue = string | number | boolean | readonly BodyValue[] | { readonly [member: string]: BodyValue };
const bodyValue: z.ZodType<BodyValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(bodyValue), z.record(z.string(), bodyValue)]),
);

/** Names that the gateway writes itself. */
const OURS = /^(authorization|content-.*|host|connection|transfer-encoding|webhook-.*|user-agent)$/;
const headers = z.record(
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}$/, 'a header name in lower case')
    .refine((name) => !OURS.test(name), 'is not one that the gateway writes itself'),
  z.string().regex(/^[\x20-\x7e]{1,200}$/, 'printable ASCII, at most 200 characters'),
);

const body = z.strictObject({
  as: z.enum(['json', 'form']).describe('How the body is written.'),
  members: z
    .record(z.string(), bodyValue)
    .describe('Members of the body: texts are Liquid; one that renders to nothing is left out. A form has texts only.'),
});
export type OutboundBody = z.infer<typeof body>;

/** How many messages a function is given at once at most, and so how many can go in one request. */
const MOST_TOGETHER = 10;
const batch = z.strictObject({
  most: z.number().int().min(2).max(MOST_TOGETHER).describe('Most messages in one request.'),
  list: z
    .string()
    .optional()
    .describe(
      'Member of the body whose one entry is written for each message. Left out: the body is a list of messages.',
    ),
});
export type OutboundBatch = z.infer<typeof batch>;

const breaker = z.strictObject({
  opensAt: share.describe('Share of failed requests that opens the circuit ...'),
  requests: z.number().int().min(5).max(10_000).describe('... once there were this many within one window.'),
  window: durationSchema.describe('The time over which requests are counted.'),
  probeAfter: durationSchema.describe(
    'Wait before one request tries whether the vendor is back; doubles with each that fails.',
  ),
});

/** How messages reach a vendor. */
export const outboundSchema = z.strictObject({
  url: z.string().describe('Address to which messages are sent: https, a public name, no port.'),
  auth: auth.describe('How the vendor knows us.'),
  sign: z
    .enum(['standard-webhooks-v1', 'standard-webhooks-v1a', 'none'])
    .describe('How messages are signed; none for vendors that know us by auth alone.'),
  rate: rate.describe('Most requests a second: 50/s.'),
  timeout: durationSchema.describe('How long we wait for an answer: 10 seconds.'),
  retry: z
    .array(durationSchema)
    .min(1)
    .max(20)
    .optional()
    .describe(
      "Waits after the first, second ... failed attempt. Left out: Standard Webhooks' schedule, ten attempts in some 76 hours.",
    ),
  breaker: breaker
    .optional()
    .describe(
      'When we stop asking a vendor that fails. Left out: at 50 % of at least 20 requests within a minute; a first probe after 30 seconds.',
    ),
  headers: headers.optional().describe('Headers that are the same on every request, such as the version of an API.'),
  body: body.optional().describe('What is sent. Left out: the message as JSON.'),
  batch: batch
    .optional()
    .describe(
      'Several messages in one request, for vendors whose API takes a list. Left out: each is a request of its own.',
    ),
  erasure: z
    .strictObject({ url: z.string().describe('The address, with the same auth and signature as messages.') })
    .optional()
    .describe('Where we ask the vendor to erase a person. Left out: the vendor is asked by hand.'),
});
export type Outbound = z.infer<typeof outboundSchema>;
