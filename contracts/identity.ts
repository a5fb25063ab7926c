import { z } from 'zod';
import { durationSchema } from './duration';
import type { PiiKind } from './event';

/** What identifies nobody: exact values, whatever their case, and patterns. */
const blockedSchema = z.strictObject({
  values: z.array(z.string()).default([]),
  patterns: z.array(z.string()).default([]),
});

const typeSchema = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and underscores'),
  /** Lower is stronger; the strongest identifier of an event owns it, and links between strong ones join first. */
  priority: z.number().int().min(1),
  /** Two values of a unique type are two people, whatever else they share. */
  unique: z.boolean().default(false),
  /** How values are normalised, and what they are kept as in the vault. */
  kind: z.enum(['user', 'device', 'email', 'phone', 'loyalty', 'social']),
  /** Where Segment's call carries it: `userId`, `anonymousId`, or a trait's name. */
  from: z.string(),
  /** Values that one person may have. Beyond `per` without being seen, a value makes room for newer ones. */
  limit: z.strictObject({
    values: z.number().int().min(1).max(50),
    per: z.union([z.literal('ever'), durationSchema]),
  }),
  /** On top of what is blocked for every type. */
  blocked: blockedSchema.prefault({}),
});

export const identitySchema = z.strictObject({
  /** Raised with every change, so that a merge can say which rules made it. */
  version: z.number().int().min(1),
  /** Of these very rules; `tandem check` tells the next one, so that no rule changes without a version. */
  seal: z.string().regex(/^[0-9a-f]{12}$/, 'twelve hexadecimal digits'),
  types: z.array(typeSchema),
  /** An identifier seen with more values of one stronger type than this, within its window, is shared and identifies nobody. */
  sharedBy: z.number().int().min(1).max(50),
  /** What identifies nobody, for every type. */
  blocked: blockedSchema,
});

/** `platform/identity.yaml` as it is written. */
export type IdentityFile = z.infer<typeof identitySchema>;

/** The rules as handlers know them. */
export interface IdentityRules extends Omit<IdentityFile, 'types' | 'seal'> {
  readonly types: readonly IdentityType[];
}
export interface IdentityType extends Omit<IdentityFile['types'][number], 'kind' | 'limit'> {
  readonly kind: PiiKind & IdentityFile['types'][number]['kind'];
  /** Without `perSeconds`: ever. */
  readonly limit: { readonly values: number; readonly perSeconds?: number };
}
