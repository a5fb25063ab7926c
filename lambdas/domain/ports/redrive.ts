import type { WebhookEnvelope } from '../webhook-envelope';
import type { Quarantined, QuarantineReason } from './quarantine';

/** What the vault's index tells of a quarantined event; no value of it. */
export interface QuarantineRow {
  readonly id: string;
  readonly source: string;
  readonly messageId: string;
  readonly reason: QuarantineReason;
  readonly detail: string;
  /** Name in the catalog; empty where it has none. */
  readonly event: string;
  /** When it was last set aside; tells this time from another. ISO 8601, wall clock. */
  readonly at: string;
}

/** A quarantined event with everything that was kept of it. */
export interface KeptEvent extends QuarantineRow {
  readonly payload: unknown;
  readonly received?: Quarantined['received'];
  readonly envelope?: WebhookEnvelope;
}

/** A page of one shard (0 to 63) of the index; eventually consistent. */
export type ListQuarantined = (
  shard: number,
  limit: number,
  after?: string,
) => Promise<{ readonly rows: readonly QuarantineRow[]; readonly after?: string }>;
/** Everything kept of the rows' events; those that are gone are absent. */
export type LoadQuarantined = (rows: readonly QuarantineRow[]) => Promise<ReadonlyMap<string, KeptEvent>>;
/** Takes an event out of quarantine, unless it was set aside again since the row was read. */
export type SettleQuarantined = (row: QuarantineRow) => Promise<void>;
/** Gives an event that stays its newest reason, unless it was set aside again since. */
export type RestateQuarantined = (row: QuarantineRow, reason: QuarantineReason, detail: string) => Promise<void>;
/** Takes pointers out of the queue whose events are no longer in quarantine; gives how many went and how many were seen to stay. */
export type TidyQueue = () => Promise<{ readonly removed: number; readonly left: number }>;
