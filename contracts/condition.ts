import { z } from 'zod';
import type { ComputedRead } from './computed-trait';
import { durationSchema } from './duration';
import { named } from './known-names';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Which values an event's property must have: one value, or any of several. */
export const conditionWhereSchema = z.record(z.string(), z.union([scalar, z.array(scalar).min(1)]));

const did = z.strictObject({
  did: z
    .strictObject({
      event: z
        .string()
        .meta(named('rememberedEvent', 'The event: one that is remembered with the customer. platform/events/')),
      where: conditionWhereSchema
        .optional()
        .describe('Only where its properties have these values: one, or any of a list.'),
      atLeast: z.number().int().min(1).default(1).describe('How often, at the least. Left out: once.'),
      within: durationSchema.describe('How long ago at the most: 14 days.'),
    })
    .describe('The customer did something.'),
});

const trait = z.strictObject({
  trait: z
    .strictObject({
      name: z.string().meta(named('trait', 'A trait of platform/events/ or audiences/traits/.')),
      is: scalar.optional().describe('Has this value.'),
      in: z.array(scalar).min(1).optional().describe('Has one of these values.'),
      atLeast: z.number().optional().describe('Is at least this number.'),
      atMost: z.number().optional().describe('Is at most this number.'),
      olderThan: durationSchema.optional().describe('For traits that hold a date: at least this long ago, 21 days.'),
    })
    .refine(
      (t) => [t.is, t.in, t.atLeast, t.atMost, t.olderThan].some((v) => v !== undefined),
      'says what the trait must be: one of is, in, atLeast, atMost, olderThan',
    )
    .describe('Something known of the customer.'),
});

const segment = z.strictObject({
  segment: z.string().meta(named('segment', 'The customer is in this segment of audiences/.')),
});
const list = z.strictObject({ list: z.string().meta(named('list', 'The customer is on this list of audiences/.')) });

const leaf = z.union([did, trait, segment, list]);
const any = z.strictObject({ any: z.array(leaf).min(1).describe('One of these conditions is enough.') });

/** The one condition language of audiences, segments and offers, as it is written in YAML. */
export const conditionSchema = z.union([leaf, any]);
export type ConditionYaml = z.infer<typeof conditionSchema>;

/** A condition as the domain evaluates it: durations in seconds, segments already expanded. */
export type Condition =
  | {
      readonly kind: 'did';
      readonly event: string;
      readonly where: Readonly<Record<string, readonly Scalar[]>>;
      readonly atLeast: number;
      readonly withinSeconds: number;
    }
  | {
      readonly kind: 'trait';
      readonly name: string;
      readonly test: TraitTest;
      /** Set where the trait is computed. */
      readonly computed?: ComputedRead;
    }
  | { readonly kind: 'list'; readonly list: string }
  | {
      /** `none`: holds where not one of `of` holds; a segment's `exclude`. */
      readonly kind: 'any' | 'all' | 'none';
      readonly of: readonly Condition[];
      /** Set where it came from a segment. */
      readonly segment?: string;
    };

export type Scalar = string | number | boolean;

export interface TraitTest {
  readonly in?: readonly Scalar[];
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly olderThanSeconds?: number;
}
