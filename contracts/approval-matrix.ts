import { z } from 'zod';
import { durationSchema } from './duration';
import type { PlanChangeKind } from './plan';
import { moneySchema } from './quantity';

/** Whoever leads the launch's team. */
export const LEAD = 'lead';
/** The workflow that signs for reviews, and whoever signs evidence: neither role approves anything. */
export const PIPELINE = 'pipeline';
export const EVIDENCE = 'evidence';
/** Stands for any second person where one role alone is needed. */
export const SECOND = 'second';

const KINDS = [
  'new-launch',
  'copy',
  'offer',
  'discount',
  'budget',
  'audience',
  'when',
  'channel',
  'vendor',
  'field',
  'trigger',
  'goal',
  'limits',
] as const satisfies readonly PlanChangeKind[];

/** Kinds of change that carry an amount of money. */
const WITH_AMOUNT: readonly PlanChangeKind[] = ['budget', 'discount'];

const role = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'lower-case letters, digits and dashes, 2 to 40 characters')
  .refine(
    (name) => ![PIPELINE, EVIDENCE, SECOND].includes(name),
    `${PIPELINE}, ${EVIDENCE} and ${SECOND} are no roles that approve`,
  );

const needSchema = z
  .strictObject({
    change: z.array(z.enum(KINDS)).min(1).describe('Kinds of change: [vendor, field].'),
    over: moneySchema.optional().describe('Only where more than this is at stake: 1000 USD. Of budgets and discounts.'),
    roles: z.array(role).min(1).describe('Roles that have to approve, each by a person of its own.'),
  })
  .refine(
    ({ change, over }) => over === undefined || change.every((kind) => WITH_AMOUNT.includes(kind)),
    'only a change of budget or discount has an amount to be over',
  );

const notifySchema = z.union([
  z.strictObject({
    env: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{2,59}$/, 'the name of a variable, for example TANDEM_CHAT_URL')
      .describe('Name of the environment variable that holds the https address of the chat: TANDEM_CHAT_URL.'),
  }),
  z.strictObject({
    secret: z
      .string()
      .regex(/^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*$/, 'the name of a secret, for example chat/approvals')
      .describe("Name of the secret, below the stage's, that holds the https address of the chat: chat/approvals."),
  }),
]);

/** The section `approvals` of `platform/policy.yaml`: which change needs whom. */
export const approvalsSchema = z.strictObject({
  needs: z
    .array(needSchema)
    .default([])
    .describe("Which change needs which roles; a change that is not named needs the team's lead."),
  platform: z.array(role).min(1).describe('Roles that have to approve a change of what governs: [it, security].'),
  validFor: durationSchema.describe('An approval older than this has ended: 14 days.'),
  notify: notifySchema.optional().describe('Where the chat is told that somebody asks. Left out: nowhere.'),
});
export type Approvals = z.infer<typeof approvalsSchema>;
