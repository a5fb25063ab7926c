import { z } from 'zod';
import type { Finding } from './finding';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().regex(/^[a-z][a-z0-9-]{0,79}$/);
/** To the second, in UTC, so that one moment has one text. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);

/** What is approved: a launch, or what governs all of them. */
export const PLATFORM_SUBJECT = 'platform';
export const launchSubject = (launch: string): string => `launch:${launch}`;

/** What an approver signs, in canonical JSON. */
export const statementSchema = z.strictObject({
  version: z.literal(1),
  /** `launch:<id>`, or `platform`. */
  subject: z.string().regex(/^(launch:[a-z][a-z0-9-]{1,38}[a-z0-9]|platform)$/),
  /** `all` for the platform. */
  stage: id,
  /** Hash of the plan. */
  plan: sha256,
  /** Hash of each part of it, by which a later difference can be named. */
  parts: z.record(z.string(), sha256),
  role: id,
  person: id,
  at: moment,
  /** With whose hand: the person's own key, or the workflow's for a review in a browser. */
  by: z.enum(['key', 'review']),
  review: z
    .strictObject({
      login: z.string().min(1),
      pull: z.number().int().positive(),
      id: z.number().int().positive(),
      commit: z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/),
    })
    .optional(),
});
export type Statement = z.infer<typeof statementSchema>;

/** `approvals/<subject>/<first 16 of the plan's hash>/<person>.json`. */
export const approvalRecordSchema = z.strictObject({
  statement: statementSchema,
  signature: z.strictObject({
    /** An SSH signature (PROTOCOL.sshsig), or Ed25519 itself over the statement. */
    kind: z.enum(['sshsig', 'ed25519']),
    /** `SHA256:...` of the key, as ssh-keygen says it. */
    key: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
    /** Base64. */
    value: z.string().min(1),
  }),
});
export type ApprovalRecord = z.infer<typeof approvalRecordSchema>;

/** `approvals/<subject>/<first 16 of the plan's hash>/ask.json`: what was asked of whom. Grants nothing. */
export const askSchema = z.strictObject({
  subject: statementSchema.shape.subject,
  stage: id,
  plan: sha256,
  parts: z.record(z.string(), sha256),
  /** Addresses of all who wrote it. */
  authors: z.array(z.string()),
  at: moment,
  changes: z.array(z.strictObject({ kind: z.string(), words: z.string() })),
  needed: z.array(z.strictObject({ role: id, because: z.array(z.string()), people: z.array(id) })),
});
export type Ask = z.infer<typeof askSchema>;

/** A role that has to approve, why, and the people who could: each needed role is one person more. */
export interface NeededRole {
  /** `second`: anybody else of `people:`, where one role alone is needed. */
  readonly role: string;
  readonly because: readonly string[];
  /** Ids of people; authors are not among them. */
  readonly people: readonly string[];
}

export interface GivenApproval {
  readonly role: string;
  readonly person: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by: 'key' | 'review';
}

/** Whether a plan may go ahead, by the protected branch's people and policy. Only `granted` and `not-needed` let it. */
export interface Approval {
  readonly state: 'granted' | 'missing' | 'void' | 'not-needed';
  /** Hash of the plan. */
  readonly plan: string;
  readonly needed: readonly NeededRole[];
  readonly given: readonly GivenApproval[];
  readonly missing: readonly NeededRole[];
  /** Approvals that do not count, each with the reason as a sentence without a full stop. */
  readonly voided: readonly { readonly person: string; readonly why: string }[];
  /** Errors where it may not go ahead, none where it may. */
  readonly findings: readonly Finding[];
}
