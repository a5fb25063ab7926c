import { z } from 'zod';
import { durationSchema } from './duration';
import { named } from './known-names';
import type { ProbeMark } from './probe';

/** The kinds of personal data that a catalog property can declare with `x-pii`. */
export const PII_KINDS = ['email', 'phone', 'name', 'address', 'social', 'loyalty', 'user', 'device', 'text'] as const;
export type PiiKind = (typeof PII_KINDS)[number];

/** SchemaVer: MODEL-REVISION-ADDITION. */
export const schemaVer = z
  .string()
  .regex(/^[1-9]\d{0,3}-(0|[1-9]\d{0,3})-(0|[1-9]\d{0,3})$/, 'a SchemaVer version, for example 1-0-0');

/** `platform/events/<event>/<version>.yaml`: one version of one event. */
export const catalogEventSchema = z.strictObject({
  event: z
    .string()
    .min(1)
    .max(100)
    .describe('Its name, in words with capitals: Order Completed. The folder has the same name.'),
  version: schemaVer.describe('SchemaVer: MODEL-REVISION-ADDITION. The name of the file.'),
  owner: z.string().describe('Who answers for it.'),
  purpose: z.string().meta(named('purpose', 'What the data is kept for. platform/purposes.yaml')),
  retention: durationSchema.describe('How long the data is kept: 400 days.'),
  description: z.string().optional().describe('When it happens, in one sentence.'),
  madeBy: z
    .enum(['source', 'platform'])
    .default('source')
    .describe('platform: only Tandem itself makes it; refused when a source sends it.'),
  sources: z
    .array(z.string().meta(named('source', 'A source of platform/sources.yaml.')))
    .min(1)
    .optional()
    .describe('The only sources that may send it. Left out: all.'),
  retired: z
    .boolean()
    .optional()
    .describe(
      'The edge takes it no longer; it stays so that history can be read. Said of the last version of a former MODEL.',
    ),
  remember: z
    .array(z.string())
    .optional()
    .describe(
      'Properties kept with the person so that did conditions can ask for them. Left out: the event is not remembered.',
    ),
  sets: z.record(z.string(), z.string()).optional().describe('Traits this event sets: trait name -> property name.'),
  identifies: z
    .record(z.string(), z.string().meta(named('identifierType', 'Identifier type of identity.yaml.')))
    .optional()
    .describe('Properties that identify the person: property name -> identifier type of identity.yaml.'),
  context: z
    .record(z.string(), z.string().regex(/^\w+(\.\w+)*$/, 'a path, for example campaign.source'))
    .optional()
    .describe(
      "Properties that the edge takes from a call's context where the sender gives none: property name -> path in the context.",
    ),
  schema: z
    .looseObject({ type: z.literal('object').describe('Properties are an object.') })
    .describe('JSON Schema of the properties; personal ones carry x-pii: <kind>.'),
});
export type CatalogEvent = z.infer<typeof catalogEventSchema>;

/** One identifier of a person, as it travels on the bus: never the value, always its token. */
export interface TokenIdentifier {
  readonly type: string;
  readonly token: string;
}

/** JSON that survives the bus. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `detail` of every event on the bus; `detail-type` is the event's name. */
export interface EventDetail {
  /** `<event>/<version>` of the catalog, for example `Product Viewed/1-0-0`. */
  readonly schema: string;
  /** Unique within its source. */
  readonly messageId: string;
  /** ISO 8601, UTC, milliseconds; never after `receivedAt`. */
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly identifiers: readonly TokenIdentifier[];
  /** Set from `tandem.resolved` onwards. */
  readonly profileId?: string;
  /** Edge source of a resolved event: `messageId` is unique within it. */
  readonly origin?: string;
  readonly properties: Readonly<Record<string, Json>>;
  /** X-Ray trace header or request id, to follow one event through every hop. */
  readonly trace: string;
  /** True for everything that a generator made up; counted apart in reports. */
  readonly synthetic?: boolean;
  /** Set on what proves that a launch's way works: nobody did it, and nobody is reached by it. */
  readonly probe?: ProbeMark;
}

/** An event on the bus. */
export interface BusEvent {
  /** `tandem.edge.<source>`, `tandem.resolved`, `tandem.decision` or `tandem.gateway`. */
  readonly source: string;
  readonly detailType: string;
  readonly detail: EventDetail;
}
