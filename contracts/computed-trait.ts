import { z } from 'zod';
import { conditionWhereSchema, type Scalar } from './condition';
import { named } from './known-names';

/** How occurrences of an event become one value. */
export const COMPUTATIONS = ['count', 'sum', 'last', 'first', 'distinct', 'mostFrequent'] as const;
export type Computation = (typeof COMPUTATIONS)[number];

/** `audiences/traits/<trait>.yaml`: a trait that is worked out from events instead of being told by one. */
export const computedTraitSchema = z.strictObject({
  trait: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,39}$/, 'lower-case letters, digits and underscores, 2 to 40 characters')
    .describe('The name of the file; conditions name it.'),
  owner: z.string().meta(named('team', 'The team that answers for it.')),
  description: z.string().optional().describe('What it says of a customer, in one sentence.'),
  compute: z.enum(COMPUTATIONS).describe('How occurrences of the event become one value.'),
  event: z.string().meta(named('event', 'The event whose occurrences count. platform/events/')),
  where: conditionWhereSchema
    .optional()
    .describe('Only occurrences whose properties have these values: one, or any of a list.'),
  of: z
    .string()
    .optional()
    .describe('Path of the property to compute with. last and first without it give the time of the occurrence.'),
  within: z
    .string()
    .regex(/^[1-9]\d{0,3} (day|week)s?$/, 'whole days or weeks in words, for example "90 days"')
    .describe('Whole days: the day it is (UTC) and as many before it.'),
});
export type ComputedTraitYaml = z.infer<typeof computedTraitSchema>;

/** A computed trait as profiles keep and conditions read it. */
export interface ComputedTrait {
  readonly trait: string;
  /** `<trait>@<hash of the definition>`: a changed definition counts anew. */
  readonly key: string;
  readonly compute: Computation;
  readonly event: string;
  /** Property path -> values of which one must be there. */
  readonly where: Readonly<Record<string, readonly Scalar[]>>;
  readonly of?: string;
  /** Days before the current one that count. */
  readonly days: number;
}

/** The part of a computed trait that a condition needs to read it. */
export type ComputedRead = Pick<ComputedTrait, 'key' | 'compute' | 'days'>;

/**
 * What a strand keeps for one computed trait, one of these by its computation. Days are days since 1970 (UTC) as text, values
 * the JSON text of a scalar. Bounded by the newest day, so that the order of events does not show.
 */
export interface Tally {
  /** Newest day with an occurrence: what is older than the window before it is gone. */
  readonly newest: number;
  /** count: occurrences; sum: thousandths. */
  readonly days?: Readonly<Record<string, number>>;
  /** first: earliest value of a day. last: only the newest. */
  readonly values?: Readonly<Record<string, { readonly at: string; readonly key: string; readonly value: Scalar }>>;
  /** distinct: short hash of a value -> its newest day. */
  readonly seen?: Readonly<Record<string, number>>;
  /** mostFrequent: day -> value -> occurrences. */
  readonly counts?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
