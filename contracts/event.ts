import { z } from 'zod';
import { durationSchema } from './duration';

/** The kinds of personal data that a catalog property can declare with `x-pii`. */
export const PII_KINDS = ['email', 'phone', 'name', 'address', 'social', 'loyalty', 'user', 'device', 'text'] as const;
export type PiiKind = (typeof PII_KINDS)[number];

/** SchemaVer: MODEL-REVISION-ADDITION. */
export const schemaVer = z
  .string()
  .regex(/^[1-9]\d{0,3}-(0|[1-9]\d{0,3})-(0|[1-9]\d{0,3})$/, 'a SchemaVer version, for example 1-0-0');

/** `platform/events/<event>/<version>.yaml`: one version of one event. */
export const catalogEventSchema = z.strictObject({
  event: z.string().min(1).max(100),
  version: schemaVer,
  owner: z.string(),
  purpose: z.string(),
  retention: durationSchema,
  description: z.string().optional(),
  /** `platform`: only Tandem itself makes it; refused when a source sends it. */
  madeBy: z.enum(['source', 'platform']).default('source'),
  /** The only sources that may send it. */
  sources: z.array(z.string()).min(1).optional(),
  /** The edge takes it no longer; it stays so that history can be read. Said of the last version of a former MODEL. */
  retired: z.boolean().optional(),
  /** Properties kept with the person so that `did` conditions can ask for them. Left out: the event is not remembered. */
  remember: z.array(z.string()).optional(),
  /** Traits this event sets: trait name -> property name. */
  sets: z.record(z.string(), z.string()).optional(),
  /** Properties that identify the person: property name -> identifier type of identity.yaml. */
  identifies: z.record(z.string(), z.string()).optional(),
  /** Properties that the edge takes from a call's context where the sender gives none: property name -> path in the context. */
  context: z.record(z.string(), z.string().regex(/^\w+(\.\w+)*$/, 'a path, for example campaign.source')).optional(),
  /** JSON Schema of the properties; personal ones carry `x-pii: <kind>`. */
  schema: z.looseObject({ type: z.literal('object') }),
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
}

/** An event on the bus. */
export interface BusEvent {
  /** `tandem.edge.<source>`, `tandem.resolved`, `tandem.decision` or `tandem.gateway`. */
  readonly source: string;
  readonly detailType: string;
  readonly detail: EventDetail;
}
