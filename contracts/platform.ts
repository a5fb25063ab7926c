import { z } from 'zod';
import { durationSchema } from './duration';
import { named } from './known-names';
import { daySchema } from './quantity';

const id = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/);
/** Part of stack names, which hold no underscore, and of every physical name. */
const stageId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,19}$/, 'lower-case letters, digits and dashes, at most 20 characters')
  .refine((stage) => !stage.includes('-launch'), "its stacks would have the names of another stage's launches");

const stageShape = z.strictObject({
  /** Twelve digits. */
  account: z.string().regex(/^\d{12}$/),
  region: z.string(),
  realCustomers: z.boolean(),
  /** Whether nothing goes live without the approvals that policy.yaml asks for. */
  approvals: z.enum(['required', 'none']).default('required'),
  /** Termination protection and retain. */
  protect: z.boolean(),
  qualifier: z.string().regex(/^[a-z0-9]{1,10}$/),
  /** Second bootstrap, whose execution role can make only a launch's resource types. */
  launchQualifier: z.string().regex(/^[a-z0-9]{1,10}$/),
  permissionsBoundary: z.string().optional(),
  alarmEmail: z.string().optional(),
  /** Sites that may answer browsers. */
  edge: z
    .strictObject({
      cloudFrontWaf: z.boolean().default(false),
      /** Executions kept for each public function; left out where the account's quota is a fresh account's. */
      reservedConcurrency: z.number().int().min(1).optional(),
    })
    .prefault({}),
  throttle: z.strictObject({ rate: z.number().int().min(1), burst: z.number().int().min(1) }),
  logRetentionDays: z.number().int(),
  /** Days for which nobody can delete a record of the audit trail, where the stage is protected; seven years unless told otherwise. */
  trailRetentionDays: z.number().int().min(1).max(36_500).default(2557),
  /** ARNs (or issuer) of things the organisation already has. */
  import: z
    .strictObject({
      bus: z.string().optional(),
      key: z.string().optional(),
      alarmTopic: z.string().optional(),
      identityProvider: z.strictObject({ issuer: z.string(), audience: z.array(z.string()).min(1) }).optional(),
    })
    .prefault({}),
});
const stageSchema = stageShape.refine(
  ({ realCustomers, approvals }) => !realCustomers || approvals === 'required',
  'where real customers are, approvals are required',
);
export type Stage = z.infer<typeof stageSchema>;

export const platformSchema = z.strictObject({
  organisation: z.string(),
  /** Who answers for personal data, as a record of processing names them (GDPR Art. 30(1)(a)). */
  controller: z
    .strictObject({
      address: z.string().min(1),
      contact: z.email(),
      /** Address of the data protection officer. */
      dataProtectionOfficer: z.email().optional(),
      /** Name and address of the representative in the Union (Art. 27), where there is one. */
      representative: z.string().optional(),
    })
    .optional(),
  /** Start of every name and of `tandem:` tags. */
  prefix: z.string().regex(/^[a-z][a-z0-9]{1,11}$/),
  costCentre: z.string(),
  defaultStage: z.string(),
  /** Approvals are judged by the people and the policy of this branch; which one it is the clone says, and this has to agree. */
  protectedBranch: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/, 'the name of a branch, for example main')
    .default('main'),
  stages: z.record(stageId, stageSchema),
});
export type Platform = z.infer<typeof platformSchema>;

export const goalsSchema = z.strictObject({
  goals: z
    .array(
      z.strictObject({
        goal: id.describe('Its name; launches support it.'),
        owners: z.array(z.string()).min(1).describe('Who answers for it: [cmo, cio].'),
        description: z.string().describe('The goal in one sentence.'),
        event: z
          .string()
          .meta(named('event', 'Share of people who do this event within the time, or events per person.')),
        where: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
          .optional()
          .describe('Only where its properties have these values.'),
        within: durationSchema.describe('How soon it counts: 7 days.'),
        target: z.string().describe('What is aimed at: 25%.'),
        weight: z.number().int().describe('Rank of launches that support it: higher is chosen first.'),
      }),
    )
    .describe('Goals that launches can support.'),
});
export type Goal = z.infer<typeof goalsSchema>['goals'][number];

export const channelsSchema = z.strictObject({
  channels: z
    .array(
      z.strictObject({
        channel: z.string().describe('Its name; launches name it.'),
        /** @default - its name */
        title: z.string().min(1).max(40).optional().describe('How customers read it. Left out: its name.'),
        kind: z
          .enum(['push', 'pull'])
          .describe('push: a vendor delivers. pull: the channel asks when the customer is there.'),
        reachableBy: z.string().optional().meta(named('trait', 'Trait that must be present to reach a person.')),
        vendors: z
          .record(z.string(), z.string().meta(named('vendor', 'A vendor of platform/vendors/.')))
          .default({})
          .describe('Vendor of each team, default for the rest.'),
      }),
    )
    .describe('Where customers are met.'),
});
export type Channel = z.infer<typeof channelsSchema>['channels'][number];

export const purposesSchema = z.strictObject({
  purposes: z
    .array(
      z.strictObject({
        purpose: z.string().describe('Its name; launches, vendors and events name it.'),
        basis: z
          .enum(['consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task', 'legitimate_interests'])
          .describe('The lawful basis (GDPR Art. 6).'),
        default: z
          .enum(['allowed', 'denied'])
          .describe('What holds for a person who said nothing; consent is never given by silence.'),
        title: z.string().min(1).max(80).describe('How customers read it.'),
        description: z.string().describe('What the data is used for, in one sentence.'),
        channels: z
          .array(z.string().meta(named('channel', 'A channel of platform/channels.yaml.')))
          .default([])
          .describe('Channels it may use; customers can refuse each.'),
        notice: z
          .strictObject({
            version: z.string().min(1).max(40).describe('Its version; kept with every consent.'),
            url: z.url().max(500).describe('Where it can be read.'),
          })
          .optional()
          .describe('The text that customers are shown now.'),
        expires: durationSchema.optional().describe('A consent older than this has ended: 730 days.'),
      }),
    )
    .describe('What personal data is used for.'),
});
export type Purpose = z.infer<typeof purposesSchema>['purposes'][number];

export const signalsSchema = z.strictObject({
  /** Global Privacy Control. @default - not honoured */
  gpc: z
    .strictObject({
      /** When what it means here last changed; said in `/.well-known/gpc.json`. */
      lastUpdate: daySchema,
      /** Sources that browsers speak through. */
      sources: z.array(z.string()).min(1),
      withdraws: z.array(z.strictObject({ purpose: z.string(), channel: z.string().default('*') })).min(1),
    })
    .optional(),
});
export type SignalRules = z.infer<typeof signalsSchema>;

export const sourcesSchema = z.strictObject({
  sources: z
    .array(
      z.strictObject({
        source: id.describe('Its name; its write key is derived from it.'),
        owner: z.string().describe('Who answers for it.'),
        keyVersion: z.number().int().min(1).describe('Raising it revokes the write key in use.'),
        unknownEvents: z
          .enum(['reject', 'quarantine'])
          .default('quarantine')
          .describe('What becomes of events that the catalog does not have.'),
        unknownProperties: z
          .enum(['reject', 'quarantine', 'strip'])
          .default('strip')
          .describe('What becomes of properties that the catalog does not declare.'),
        /** Brings history: its facts (`FACT_EVENTS`) are let in however old they are, under their own time. */
        history: z
          .literal(true)
          .optional()
          .describe('Brings history: its facts are let in however old they are, under their own time.'),
      }),
    )
    .describe('Who may send events.'),
});
export type Source = z.infer<typeof sourcesSchema>['sources'][number];

export const topicsSchema = z.strictObject({
  topics: z.array(
    z.strictObject({
      topic: id,
      /** Words, any of which makes a text be about the topic. Whole words, any case. */
      words: z.array(z.string()).min(1),
    }),
  ),
});
export type Topic = z.infer<typeof topicsSchema>['topics'][number];

/** The members of a waiver; whether people and dates go together is the file's affair. */
export const waiverShape = z.strictObject({
  id: z.string().describe('Its number: W-001.'),
  rule: z.string().describe('Pack and rule, AwsSolutions-IAM5; or a rule on launches, when.tooLong.'),
  path: z
    .string()
    .describe('Construct path, or the launch; * stands for any run of characters, generated hashes are written *.'),
  finding: z.string().optional().describe('The part in brackets of a granular finding, hashes written *.'),
  option: z
    .enum(['cloudFrontWaf'])
    .optional()
    .describe('Option of edge it belongs to: where a stage has it off, the waiver may match nothing.'),
  reason: z.string().min(20).describe('Why it is no harm.'),
  owner: z.string().describe('Who answers for it.'),
  approver: z.string().describe('Who allowed it: somebody other than the owner.'),
  granted: daySchema.describe('When it was allowed.'),
  expires: daySchema.describe('First day without it.'),
  ticket: z.string().describe('The ticket under which it was allowed.'),
  compensating: z.string().optional().describe('What protects instead.'),
});

/** A name as people mean it: case and blanks make no other person. */
const plain = (name: string): string => name.trim().toLowerCase();

export const waiversSchema = z.strictObject({
  waivers: z
    .array(
      waiverShape
        .refine((w) => plain(w.owner) !== plain(w.approver), 'the approver is somebody other than the owner')
        .refine((w) => w.granted < w.expires, {
          path: ['expires'],
          error: 'it ends after the day on which it is granted',
        })
        .refine((w) => w.reason.length < 20 || w.reason.trim().length >= 20, {
          path: ['reason'],
          error: 'a reason is a sentence',
        }),
    )
    .describe('Exceptions from rules, each for a time.'),
});
export type Waiver = z.infer<typeof waiversSchema>['waivers'][number];

/** Operations of access.yaml on a table, queue, bus or secret. */
export const accessSchema = z.strictObject({
  /** function -> resource -> operations; what is not listed is forbidden. */
  functions: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});
export type Access = z.infer<typeof accessSchema>;
