import type { QuarantineReason } from './ports/quarantine';

/** A JSON object that came from outside; read its members with `own`. */
export type Fields = Readonly<Record<string, unknown>>;

/** An identifier that a call carries beside its user, of a type of identity.yaml. */
export interface ExternalId {
  readonly type: string;
  readonly id: unknown;
}

/** One thing that a source or a vendor reports, in the words of the edge. */
export interface Call {
  /** Position in the request. */
  readonly index: number;
  readonly messageId: string;
  /** Name in the catalog. */
  readonly event: string;
  /** Milliseconds, corrected; not after `receivedAt`. */
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly externalIds?: readonly ExternalId[];
  /** What surrounds the event: campaign, page, device. Only what the catalog asks for travels on. */
  readonly context?: Fields;
  /** MODEL of the event's schema that it was written by. @default - the latest */
  readonly model?: number;
  /** Where identifiers of identity.yaml are looked for; nothing else of it travels on. */
  readonly traits: Fields;
  readonly properties: Fields;
  readonly synthetic: boolean;
  /** Its browser asks not to be tracked (Global Privacy Control). */
  readonly gpc?: true;
  /** As it came; goes to quarantine or nowhere. */
  readonly payload: unknown;
}

/** What the answer says about an item that was not taken, or not all of it. */
export interface Rejected {
  readonly index: number;
  readonly messageId: string;
  readonly code: string;
  readonly message: string;
}

/** One item of a request, read: a call, one to set aside, or one that is only refused. */
export type ReadItem =
  | { readonly kind: 'call'; readonly call: Call }
  | {
      readonly kind: 'aside';
      readonly index: number;
      readonly messageId: string;
      readonly reason: QuarantineReason;
      /** Names only. */
      readonly detail: string;
      readonly payload: unknown;
      /** Whom it names where its sender's other items name somebody. @default - nobody that could be told */
      readonly externalIds?: readonly ExternalId[];
      /** Milliseconds, where it says so as its sender's other items do. @default - unknown */
      readonly occurredAt?: number;
    }
  | { readonly kind: 'refused'; readonly rejected: Rejected };

/** Whether a value is a JSON object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
