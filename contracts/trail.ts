/** What the audit trail tells of; a reader of the trail knows no others. */
export const TRAIL_KINDS = [
  'launch.live',
  'launch.paused',
  'launch.resumed',
  'launch.ended',
  'launch.changed',
  'launch.removed',
  'launch.first-message',
  'platform.paused',
  'platform.resumed',
  'vendor.suspended',
  'vendor.revoked',
  'vendor.reinstated',
  'vendor.refused',
  'webhook-key.first-used',
  'erasure.asked',
  'erasure.done',
  'personal-data.read',
  'personal-data.restricted',
  'test.sent',
] as const;
export type TrailKind = (typeof TRAIL_KINDS)[number];

export type TrailDetail = string | number | boolean | readonly string[];

/** A fact of run time as its source tells it. Holds no personal data of customers, and no token that leads to one. */
export interface TrailFact {
  /** The same fact has the same id: told twice, it is recorded once. */
  readonly id: string;
  readonly kind: TrailKind;
  /** When it happened; ISO 8601, wall clock. */
  readonly at: string;
  /** Who did it: an API client, an operator by name, or `tandem` itself. */
  readonly by: string;
  /** A launch, a vendor, a receipt, or the keyed hash of an identifier. */
  readonly about: string;
  readonly details: Readonly<Record<string, TrailDetail>>;
}

/** A fact in its place in the chain. `hash` is the SHA-256 of the canonical JSON of everything else. */
export interface TrailRecord extends TrailFact {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Hash of the record before; of the first one the hash of `genesisText`. */
  readonly previous: string;
  /** ISO 8601, wall clock. */
  readonly recordedAt: string;
  readonly hash: string;
}

/** Where a chain ends: the sequence number and hash of its last record. */
export interface TrailHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What the chain of a stage begins with, so that no chain passes for another stage's. */
export const genesisText = (stage: string): string => `audit trail of stage ${stage}`;

const KEY = /^records\/(\d{12})\.jsonl$/;

/** Name of the object that holds the batch beginning with a record. */
export const trailKey = (sequence: number): string => `records/${String(sequence).padStart(12, '0')}.jsonl`;

/** Sequence number of the first record of a batch, by the name of its object; undefined where it is no batch. */
export const sequenceOf = (key: string): number | undefined => {
  const digits = KEY.exec(key)?.[1];
  return digits === undefined ? undefined : Number(digits);
};
