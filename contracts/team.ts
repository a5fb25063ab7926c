import { z } from 'zod';
import { named } from './known-names';
import { personSchema } from './person';
import { moneySchema } from './quantity';

const budgetSchema = z.strictObject({
  sending: moneySchema.optional().describe('For sending: 500 USD.'),
  discounts: moneySchema.optional().describe('For what is taken off: 20000 USD.'),
});

/** `platform/teams.yaml`: who may launch, and what with. */
export const teamsSchema = z.strictObject({
  teams: z
    .array(
      z.strictObject({
        team: z.string().describe('Its name; launches name it.'),
        costCentre: z.string().describe('What its launches are charged to.'),
        lead: z.string().describe('Address of whoever answers for its launches.'),
        languages: z.array(z.string()).min(1).describe('Languages in which every offer has copy: [en, es].'),
        channels: z
          .array(z.string().meta(named('channel', 'A channel of platform/channels.yaml.')))
          .min(1)
          .describe('Channels that a launch may use.'),
        purposes: z
          .array(z.string().meta(named('purpose', 'A purpose of platform/purposes.yaml.')))
          .min(1)
          .describe('Purposes that a launch may have.'),
        vendors: z
          .array(z.string().meta(named('vendor', 'A vendor of platform/vendors/.')))
          .default([])
          .describe("Vendors that a launch may choose; the channel's own needs no choice."),
        segments: z
          .array(z.string().meta(named('audience', 'A segment or list of audiences/.')))
          .optional()
          .describe(
            'Segments and lists that a launch may speak to; everybody may keep people out by any. Left out: all.',
          ),
        testers: z
          .array(
            z
              .strictObject({
                name: z
                  .string()
                  .regex(/^(?!me$)[^\s\d@][^\d@]{0,38}$/, 'a name without digits and @; not "me"')
                  .describe('First name, as copy takes it and as `send-test --to` names them.'),
                email: z.email().optional().describe('Address of a member of staff.'),
                phone: z
                  .string()
                  .regex(/^\+[1-9]\d{6,14}$/, 'with its country: +12025550123')
                  .optional()
                  .describe('Number of a member of staff, with its country: "+12025550123".'),
              })
              .refine(({ email, phone }) => email !== undefined || phone !== undefined, 'a tester has an address'),
          )
          .max(50)
          .refine(
            (testers) => new Set(testers.map(({ name }) => name)).size === testers.length,
            'each name stands once',
          )
          .optional()
          .describe('Members of staff whom tests of its launches may be sent to. Left out: nobody.'),
        launchesAtOnce: z
          .number()
          .int()
          .min(1)
          .optional()
          .describe('How many may run at one time. Left out: any number.'),
        budget: z
          .strictObject({
            perLaunch: budgetSchema.optional().describe('For one launch.'),
            perMonth: budgetSchema.optional().describe('For all launches that start in a calendar month.'),
          })
          .optional()
          .describe('What launches may ask for at most. Left out: no limit.'),
      }),
    )
    .describe('Who may launch.'),
  people: z.array(personSchema).default([]).describe('Who may approve. Left out: nobody.'),
});
export type Team = z.infer<typeof teamsSchema>['teams'][number];
