import { z } from 'zod';
import type { ComputedRead } from './computed-trait';
import { durationSchema } from './duration';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Which values an event's property must have: one value, or any of several. */
export const conditionWhereSchema = z.record(z.string(), z.union([scalar, z.array(scalar).min(1)]));

const did = z.strictObject({
  did: z.strictObject({
    event: z.string(),
    where: conditionWhereSchema.optional(),
    atLeast: z.number().int().min(1).default(1),
    within: durationSchema,
  }),
});

const trait = z.strictObject({
  trait: z
    .strictObject({
      name: z.string(),
      is: scalar.optional(),
      in: z.array(scalar).min(1).optional(),
      atLeast: z.number().optional(),
      atMost: z.number().optional(),
      /** For traits that hold a date: at least this long ago. */
      olderThan: durationSchema.optional(),
    })
    .refine(
      (t) => [t.is, t.in, t.atLeast, t.atMost, t.olderThan].some((v) => v !== undefined),
      'says what the trait must be: one of is, in, atLeast, atMost, olderThan',
    ),
});

const segment = z.strictObject({ segment: z.string() });
const list = z.strictObject({ list: z.string() });

const leaf = z.union([did, trait, segment, list]);
const any = z.strictObject({ any: z.array(leaf).min(1) });

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
