import type { WebhookEnvelope } from '../webhook-envelope';
import type { EventValues } from './vault';

/** Why something did not enter. Stable codes. */
export type QuarantineReason =
  | 'unknown-event'
  | 'unknown-version'
  | 'schema-violation'
  | 'unknown-property'
  | 'undeclared-personal-data'
  | 'card-number'
  | 'too-late'
  | 'no-identifier'
  | 'unmapped-webhook'
  | 'identity-limit'
  | 'source-not-allowed'
  | 'low-trust'
  | 'erased'
  | 'malformed';

export interface Quarantined {
  readonly source: string;
  readonly messageId: string;
  readonly reason: QuarantineReason;
  /** No values: paths and rule names only. */
  readonly detail: string;
  /** The raw event; goes to the vault only. */
  readonly payload: unknown;
  /**
   * Whom the payload names and when it happened, so that it is found by them, and not kept for those erased after it. Where
   * nobody can tell when, whoever was ever erased was erased after it.
   * @default - nobody that could be told
   */
  readonly about?: Pick<EventValues, 'identifiers'> & Partial<Pick<EventValues, 'at'>>;
  /** How a vendor's webhook was verified when it arrived. */
  readonly envelope?: WebhookEnvelope;
  /** Name in the catalog, where it has one; what a sender calls an unknown event is not told. */
  readonly event?: string;
  /** Of a source's event; what it needs to be judged again later. */
  readonly received?: ReceivedRequest;
}

/** When a request arrived, and what it said for all of its items. */
export interface ReceivedRequest {
  /** Milliseconds, by the clock that events are dated with. */
  readonly at: number;
  readonly sentAt?: unknown;
  readonly context?: unknown;
}

/**
 * Keeps the payload in the vault for 30 days, then puts pointer and reason in the quarantine queue. Of somebody who was
 * erased after it happened nothing is kept: reason `erased`, no payload.
 */
export type Quarantine = (items: readonly Quarantined[]) => Promise<void>;
