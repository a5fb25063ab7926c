import { z } from 'zod';
import { durationSchema } from './duration';
import type { PiiKind } from './event';

/** What identifies nobody: exact values, whatever their case, and patterns. */
const blockedSchema = z.strictObject({
  values: z.array(z.string()).default([]).describe('Exact values, whatever their case.'),
  patterns: z.array(z.string()).default([]).describe('Regular expressions.'),
});

const typeSchema = z.strictObject({
  type: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and underscores')
    .describe('Its name.'),
  priority: z
    .number()
    .int()
    .min(1)
    .describe(
      'Lower is stronger; the strongest identifier of an event owns it, and links between strong ones join first.',
    ),
  unique: z.boolean().default(false).describe('Two values of a unique type are two people, whatever else they share.'),
  kind: z
    .enum(['user', 'device', 'email', 'phone', 'loyalty', 'social'])
    .describe('How values are normalised, and what they are kept as in the vault.'),
  from: z.string().describe("Where Segment's call carries it: userId, anonymousId, or a trait's name."),
  limit: z
    .strictObject({
      values: z.number().int().min(1).max(50).describe('Values that one person may have ...'),
      per: z.union([z.literal('ever'), durationSchema]).describe('... within this time, or ever.'),
    })
    .describe('Beyond per without being seen, a value makes room for newer ones.'),
  blocked: blockedSchema.prefault({}).describe('What identifies nobody, on top of what is blocked for every type.'),
});

export const identitySchema = z.strictObject({
  version: z.number().int().min(1).describe('Raised with every change, so that a merge can say which rules made it.'),
  seal: z
    .string()
    .regex(/^[0-9a-f]{12}$/, 'twelve hexadecimal digits')
    .describe('Of these very rules; tandem check tells the next one, so that no rule changes without a version.'),
  types: z.array(typeSchema).describe('How people are told apart.'),
  sharedBy: z
    .number()
    .int()
    .min(1)
    .max(50)
    .describe(
      'An identifier seen with more values of one stronger type than this, within its window, is shared and identifies nobody.',
    ),
  blocked: blockedSchema.describe('What identifies nobody, for every type.'),
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
