import { z } from 'zod';
import { moneySchema } from './quantity';

const budgetSchema = z.strictObject({ sending: moneySchema.optional(), discounts: moneySchema.optional() });

/** `platform/teams.yaml`: who may launch, and what with. */
export const teamsSchema = z.strictObject({
  teams: z.array(
    z.strictObject({
      team: z.string(),
      costCentre: z.string(),
      lead: z.string(),
      languages: z.array(z.string()).min(1),
      channels: z.array(z.string()).min(1),
      purposes: z.array(z.string()).min(1),
      /** Vendors that a launch may choose; the channel's own needs no choice. */
      vendors: z.array(z.string()).default([]),
      /** Segments and lists that a launch may speak to; everybody may keep people out by any. @default - all */
      segments: z.array(z.string()).optional(),
      /** @default - no limit */
      launchesAtOnce: z.number().int().min(1).optional(),
      /** What launches may ask for at most. @default - no limit */
      budget: z
        .strictObject({
          perLaunch: budgetSchema.optional(),
          /** Over all launches that start in a calendar month. */
          perMonth: budgetSchema.optional(),
        })
        .optional(),
    }),
  ),
});
export type Team = z.infer<typeof teamsSchema>['teams'][number];
