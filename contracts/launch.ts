import { z } from 'zod';
import { conditionSchema } from './condition';
import { durationSchema } from './duration';
import { named } from './known-names';
import { languageSchema, moneySchema, peopleSchema, percentSchema } from './quantity';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, 'lower-case letters, digits and dashes, 3 to 40 characters');
const minute = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, 'a date and a minute, for example 2026-11-27 06:00');
const dayOrMinute = z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$/, 'a date, with or without a minute');
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const copySchema = z
  .strictObject({
    headline: z
      .string()
      .min(1)
      .max(500)
      .describe(
        'The first words a customer reads: in quotes. {{ }} takes fields of the customer, each with a default.',
      ),
    body: z.string().min(1).max(10_000).describe('The message itself: in quotes, or under | on lines of its own.'),
    link: z
      .strictObject({
        label: z.string().max(200).describe('The words to click or tap on.'),
        to: z
          .string()
          .max(2000)
          .describe('Where it leads: https on a host of brand/voice.yaml, or one of its schemes, such as app://.'),
      })
      .optional()
      .describe('One link below the message.'),
    image: z
      .strictObject({
        file: z.string().meta(named('image', 'Name of a file in brand/images/.')),
        alt: z.string().max(500).describe('What the image shows, in words, for whoever cannot see it.'),
      })
      .optional()
      .describe('One picture of brand/images/.'),
  })
  .describe('What customers read in this language.');

const offerSchema = z.strictObject({
  id: id.describe('Name of the offer within the launch; results are counted by it.'),
  for: conditionSchema
    .optional()
    .describe('Whom the offer is for. Left out: everybody of the audience. The first offer that fits is chosen.'),
  gives: z
    .strictObject({
      percentOff: z.number().min(1).max(100).optional().describe('Percent off, as a number: 20.'),
      amountOff: moneySchema.optional().describe('Money off: 5 USD.'),
      of: z
        .record(z.string(), scalar)
        .optional()
        .describe('What it is off: properties of the product, for example category.'),
      atMost: moneySchema.optional().describe('The most that is taken off: 80 USD.'),
    })
    .optional()
    .describe('What the till takes off. The copy has to say the same numbers. Left out: content only.'),
  code: z
    .union([
      z.strictObject({ fixed: z.string().describe('One code for everybody: in quotes.') }),
      z.strictObject({ pool: id.describe('A pool of one-use codes.') }),
    ])
    .optional()
    .describe('The code that a customer shows or types.'),
  copy: z
    .record(languageSchema, copySchema)
    .meta(named('language', 'What customers read, by language: all languages of the team.')),
});

/** `launches/<id>.yaml`, as marketing writes it. Unknown keys are mistakes. */
export const launchSchema = z.strictObject({
  launch: id.describe('The name of the file; never changes.'),
  team: id.meta(named('team', 'Whose launch it is; decides what it may use. platform/teams.yaml')),
  summary: z.string().optional().describe('The launch in one sentence, for colleagues and auditors.'),
  purpose: id.meta(named('purpose', 'The consent that a person must have given. platform/purposes.yaml')),
  supports: id
    .optional()
    .meta(
      named('goal', 'The shared goal it serves: launches of weightier goals are chosen first. platform/goals.yaml'),
    ),
  when: z
    .strictObject({
      timezone: z.string().describe('The zone of all times below, by its IANA name: America/New_York.'),
      starts: minute.describe('The first minute anything is sent or shown: 2026-11-27 06:00.'),
      ends: minute.describe('The last minute anything is sent or shown: 2026-11-30 23:59.'),
      redeemUntil: dayOrMinute
        .optional()
        .describe('The last day or minute an offer can be redeemed. Left out: until the launch ends.'),
    })
    .describe('When it runs.'),
  audience: z
    .strictObject({
      include: z
        .array(conditionSchema)
        .default([])
        .describe('Conditions that must all hold; any: [...] for either of several. Left out: everybody.'),
      exclude: z.array(conditionSchema).default([]).describe('Conditions any one of which keeps a person out.'),
      holdout: percentSchema
        .optional()
        .describe(
          'Share that gets nothing, so that the effect can be measured: 10%. Left out: the least that policy allows.',
        ),
      atMost: peopleSchema
        .optional()
        .describe('The most people it reaches: 25000 people. Left out: the most that policy allows.'),
    })
    .optional()
    .describe('Who may get it. Left out: everybody who consented.'),
  trigger: z
    .union([
      z.strictObject({
        event: z.string().meta(named('event', 'An event of platform/events/: decided when it happens.')),
      }),
      z.strictObject({
        enters: id.meta(named('audience', 'A segment or list of audiences/: when a customer comes in.')),
      }),
      z.strictObject({
        leaves: id.meta(named('audience', 'A segment or list of audiences/: when a customer goes out.')),
      }),
      z.strictObject({
        at: minute.describe('Once, at this minute: 2026-11-27 09:00.'),
        clock: z
          .enum(['launch', 'customer'])
          .default('launch')
          .describe("By whose clock: the launch's zone, or each customer's own."),
      }),
    ])
    .optional()
    .describe('What sets it off. Left out: only when a channel asks for offers.'),
  channels: z
    .strictObject({
      reach: z
        .enum(['first', 'all'])
        .default('first')
        .describe('The first channel of the list that may reach a person, or all of them.'),
      use: z
        .array(
          z.strictObject({
            channel: id.meta(named('channel', 'A channel that the team may use. platform/channels.yaml')),
            vendor: id
              .optional()
              .meta(named('vendor', "Who sends it. Left out: the team's vendor of platform/channels.yaml.")),
            layout: id
              .optional()
              .meta(named('layout', 'A layout of brand/layouts/ for this channel. Left out: the standard one.')),
          }),
        )
        .min(1)
        .describe('The channels, in the order in which they are tried.'),
    })
    .describe('Where customers meet it.'),
  offers: z
    .array(offerSchema)
    .min(1)
    .describe('What is offered: the first that fits a person is chosen, so put those with "for" first.'),
  limits: z
    .strictObject({
      perPerson: z
        .strictObject({
          messages: z.number().int().min(1).describe('At most so many messages of this launch ...'),
          per: durationSchema.describe('... within this time: 7 days.'),
        })
        .describe('How often one person may get it.'),
    })
    .optional()
    .describe('Left out: as policy has it for all launches.'),
  budget: z
    .strictObject({
      sending: moneySchema.optional().describe('The most that sending may cost: 500 USD.'),
      discounts: moneySchema.optional().describe('The most that may be taken off: 20000 USD.'),
      whenSpent: z.enum(['pause', 'warn']).default('pause').describe('What happens when it is used up.'),
    })
    .optional()
    .describe('What it may cost.'),
  goal: z
    .strictObject({
      event: z.string().meta(named('goalEvent', 'The event that counts as success: one of platform/goals.yaml.')),
      where: z
        .record(z.string(), z.union([scalar, z.array(scalar)]))
        .optional()
        .describe('Only where its properties have these values.'),
      within: durationSchema.describe('It counts when it happens this soon after the message: 7 days.'),
      target: percentSchema.optional().describe('Share of people who should do it: 6%.'),
    })
    .optional()
    .describe('What success is. Left out: results are counted by the goal it supports.'),
});
export type LaunchManifest = z.infer<typeof launchSchema>;

const owner = id.meta(named('team', 'The team that answers for it.'));
const description = z.string().optional().describe('Who is meant, in one sentence.');

/** `audiences/<id>.yaml`: a segment by conditions, or a list that `List Joined` and `List Left` events fill. */
export const audienceSchema = z.union([
  z.strictObject({
    segment: id.describe('The name of the file; launches name it.'),
    owner,
    description,
    include: z
      .array(conditionSchema)
      .min(1)
      .describe('Conditions that must all hold; any: [...] for either of several.'),
    exclude: z.array(conditionSchema).default([]).describe('Conditions any one of which keeps a person out.'),
  }),
  z.strictObject({
    list: id.describe('The name of the file; events List Joined and List Left fill it.'),
    owner,
    description,
  }),
]);
export type Audience = z.infer<typeof audienceSchema>;
