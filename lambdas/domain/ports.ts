import type {
  Decision,
  DecisionInputs,
  LaunchDefinition,
  Ledger,
  LiveLaunch,
  MessageRequest,
} from '../../contracts/decision';
import type { BusEvent, EventDetail, PiiKind } from '../../contracts/event';
import type { ConsentReceipt, PersonId, PersonState, StrandId } from '../../contracts/profile';
import type { VendorState } from '../../contracts/vendor';
import type { WebhookEnvelope } from './webhook-envelope';

/** Business time: launch windows, audiences, caps, receipt. The real time everywhere but in stage `local`. */
export type Clock = () => Promise<Date>;
/** The machine's time: signatures, tokens, time-to-live, logs. */
export type WallClock = () => Date;
/** Milliseconds of a clock that never goes back; its zero means nothing. */
export type MonotonicClock = () => number;
/** A new random id, URL-safe, at least 128 bits. */
export type NewId = () => string;

// ---------------------------------------------------------------- bus

/** Publishes events; returns the indexes of those that the bus did not take after retries. */
export type PublishEvents = (events: readonly BusEvent[]) => Promise<readonly number[]>;

// ---------------------------------------------------------------- vault

export interface PersonalValue {
  readonly kind: PiiKind;
  /** Normalised. */
  readonly value: string;
}
/** Tokens of values, in order; makes those that do not exist yet (index and value row in one transaction). */
export type TokensFor = (values: readonly PersonalValue[]) => Promise<readonly string[]>;
/** The token of a value, or undefined; never makes one. */
export type FindToken = (value: PersonalValue) => Promise<string | undefined>;
/** Values of tokens; a missing token is absent from the map. */
export type ValuesOf = (tokens: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Why something did not enter. Stable codes. */
export type QuarantineReason =
  | 'unknown-event'
  | 'schema-violation'
  | 'unknown-property'
  | 'undeclared-personal-data'
  | 'card-number'
  | 'too-late'
  | 'no-identifier'
  | 'unmapped-webhook'
  | 'identity-limit'
  | 'malformed';

export interface Quarantined {
  readonly source: string;
  readonly messageId: string;
  readonly reason: QuarantineReason;
  /** No values: paths and rule names only. */
  readonly detail: string;
  /** The raw event; goes to the vault only. */
  readonly payload: unknown;
}
/** Keeps the payload in the vault for 30 days, then puts pointer and reason in the quarantine queue. */
export type Quarantine = (items: readonly Quarantined[]) => Promise<void>;

// ---------------------------------------------------------------- profiles

/** Key of a stored event: dedupe mark and outbox in one. */
export interface EventKey {
  readonly strand: StrandId;
  readonly source: string;
  readonly messageId: string;
}

export interface StoredPerson {
  readonly person: PersonId;
  readonly version: number;
  readonly state: PersonState;
}

export type StrandPointers = (strands: readonly StrandId[]) => Promise<ReadonlyMap<StrandId, PersonId>>;
/** Strongly consistent. Persons that do not exist are absent. */
export type LoadPersons = (persons: readonly PersonId[]) => Promise<readonly StoredPerson[]>;

/** What a single read round tells of an event's surroundings. */
export interface Surroundings {
  readonly pointers: ReadonlyMap<StrandId, PersonId>;
  /** Persons whose id is one of the strands asked for: nearly always all there are. */
  readonly persons: readonly StoredPerson[];
  /** The event's item exists: it was applied before. */
  readonly seen: boolean;
}
/**
 * Pointers of the strands, the persons that carry their ids and, where an event is named, whether it was applied
 * before: strongly consistent, in one round.
 */
export type ReadSurroundings = (strands: readonly StrandId[], event?: EventKey) => Promise<Surroundings>;

export interface SavedPerson extends StoredPerson {
  /**
   * Version to write, never used before for this person: one that parted and came back must not be taken for the one
   * that was read before.
   * @default version + 1
   */
  readonly next?: number;
}

/** One event and all its effects; applied in one transaction or not at all. */
export interface ProfileChange {
  readonly key: EventKey;
  readonly event: BusEvent;
  /** Person the event belongs to after the change. */
  readonly person: PersonId;
  /** Persons to write with the version they were read at (0: must not exist). */
  readonly save: readonly SavedPerson[];
  /** Persons that became part of another: removed at the version they were read at. */
  readonly remove: readonly { readonly person: PersonId; readonly version: number }[];
  /** Pointers to set: strand -> person, with the pointer as read (undefined: must not exist). */
  readonly pointers: readonly { readonly strand: StrandId; readonly person: PersonId; readonly was?: PersonId }[];
}
/** `duplicate`: the event's item exists. `conflict`: something read has changed since; read again. */
export type ApplyChange = (change: ProfileChange) => Promise<'applied' | 'duplicate' | 'conflict'>;

/** A stored event by its key, for re-publishing. */
export type LoadEvent = (key: EventKey) => Promise<{ readonly event: BusEvent; readonly person: PersonId } | undefined>;

/** One page of all persons in a shard (0 to 63), for scheduled launches. */
export type ListPersons = (
  shard: number,
  limit: number,
  cursor?: string,
) => Promise<{ readonly persons: readonly PersonId[]; readonly cursor?: string }>;

// ---------------------------------------------------------------- engagement

export interface StoredLedger {
  readonly strand: StrandId;
  readonly version: number;
  readonly ledger: Ledger;
}
/** Ledgers kept under any of the strands. */
export type LoadLedgers = (strands: readonly StrandId[]) => Promise<readonly StoredLedger[]>;
/**
 * Keeps the decision and, where it reserves a cap or makes an exposure, the ledger, in one conditional transaction.
 * `exists` returns the decision made before under the same id.
 */
export type SaveDecision = (
  decision: Decision,
  inputs: DecisionInputs,
  /** Entry that the event adds to the consent log. */
  readonly receipt?: ConsentReceipt;
  ledger?: StoredLedger,
) => Promise<
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'exists'; readonly decision: Decision }
  | { readonly outcome: 'conflict' }
>;
export type LoadDecision = (decisionId: string) => Promise<Decision | undefined>;
/** The consent log of strands: each oldest first. Strongly consistent. */
export type LoadConsentLog = (strands: readonly StrandId[]) => Promise<readonly ConsentReceipt[]>;

/** Saves a ledger at the version it was read at. */
export type SaveLedger = (ledger: StoredLedger) => Promise<'saved' | 'conflict'>;

export interface Attempt {
  readonly messageId: string;
  readonly state: 'claimed' | 'delivered' | 'refused' | 'failed';
  readonly attempts: number;
  readonly vendor: string;
  readonly launch: string;
  readonly decisionId: string;
  /** HTTP status, or 0 where none came back. */
  readonly status: number;
  readonly durationMs: number;
  readonly keyId: string;
  readonly approval: string;
  readonly reason?: string;
  /** ISO 8601, wall clock. */
  readonly at: string;
}
export type LoadAttempt = (messageId: string) => Promise<Attempt | undefined>;
export type SaveAttempt = (attempt: Attempt) => Promise<void>;
/**
 * Puts the attempt only if the stored one is still `was` (compared by `at` and `attempts`; undefined: there is none), so
 * that of two copies of a message one sends.
 */
export type ClaimAttempt = (attempt: Attempt, was: Attempt | undefined) => Promise<'claimed' | 'taken'>;

/** Adds to counters of a launch exactly once per event id: mark and counters in one transaction. */
export type CountOnce = (
  eventId: string,
  launch: string,
  counters: Readonly<Record<string, number>>,
) => Promise<'counted' | 'duplicate'>;

// ---------------------------------------------------------------- control

export type LaunchState = 'live' | 'paused' | 'ended';
/** Definitions and state of all launches that have not ended; may be up to two seconds old. */
export type LiveLaunches = () => Promise<readonly LiveLaunch[]>;
/** The definitions in force of all launches, ended ones included: people go on to meet their goals. */
export type LaunchDefinitions = () => Promise<readonly LaunchDefinition[]>;
/** A definition by its hash, immutable. */
export type LoadDefinition = (launch: string, hash: string) => Promise<LaunchDefinition | undefined>;

/**
 * What stops a message now; strongly consistent, never cached by the adapter. A launch without a row is `paused`. A vendor
 * without a row is `active`: whether it may be used at all is the registry's to say, which the caller has asked before.
 */
export interface Switches {
  readonly pausedAll: boolean;
  readonly launch: LaunchState;
  readonly vendor: 'active' | 'suspended';
}
export type ReadSwitches = (launch: string, vendor: string) => Promise<Switches>;
/** Marks a webhook as being taken in, for a lease; `under-way` where somebody else does, `duplicate` where it was taken in before. */
export type MarkWebhook = (
  vendor: string,
  id: string,
  leaseSeconds: number,
) => Promise<'new' | 'under-way' | 'duplicate'>;
/** Marks a webhook as taken in, for `ttlSeconds`. */
export type SettleWebhook = (vendor: string, id: string, ttlSeconds: number) => Promise<void>;
/** Takes the mark back after a failure, so that the vendor's retry is let in. */
export type ReleaseWebhook = (vendor: string, id: string) => Promise<void>;

// ---------------------------------------------------------------- vendors

export interface VendorRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
}
export interface VendorResponse {
  readonly status: number;
  readonly retryAfter?: string;
  readonly durationMs: number;
}
/** One POST; no redirects followed, nothing of the answer's body kept. Rejects on timeout and connection failure. */
export type PostToVendor = (request: VendorRequest) => Promise<VendorResponse>;
/** A secret's text by its name below the stage's prefix; rejects when absent. Cached for at most five minutes. */
export type ReadSecret = (name: string) => Promise<string>;

/** Business time as the control store has it (stage `local` only); undefined where it was never set. */
export type ReadClock = () => Promise<Date | undefined>;
/** The sum of a launch's counters over all shards; eventually consistent. */
export type ReadCounters = (launch: string) => Promise<Readonly<Record<string, number>>>;

/** Puts messages (JSON) in a queue, all of them or rejects; on rejection some may be in it. */
export type SendMessages = (messages: readonly unknown[], delaySeconds?: number) => Promise<void>;
/** Waits; injected, so that tests do not. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** A message request as a delivery queue holds it when it was put off; `hop` counts how often. */
export interface HeldRequest {
  readonly request: MessageRequest;
  readonly hop: number;
  readonly trace: string;
  readonly synthetic?: boolean;
}
/** Puts a request back in its vendor's queue, not to be seen before `delaySeconds` (0 to 900). */
export type SendLater = (held: HeldRequest, delaySeconds: number) => Promise<void>;

export type { BusEvent, EventDetail };
