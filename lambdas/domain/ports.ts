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
/** The personal values of one event. */
export interface EventValues {
  /** When the event happened; ISO 8601. */
  readonly at: string;
  /** At least one, the strongest first. Each has one token, whoever names it. */
  readonly identifiers: readonly PersonalValue[];
  /** Values that identify nobody in this event: their tokens are the strongest identifier's own, and erased with it. */
  readonly others: readonly PersonalValue[];
}
/** Tokens of an event's values, each in the order asked. */
export interface EventTokens {
  readonly identifiers: readonly string[];
  readonly others: readonly string[];
}
/**
 * Tokens of events' values, in order; makes those that do not exist yet (index and value row in one transaction).
 * `erased` for an event that names somebody who was erased after it happened: nothing of it is kept.
 */
export type TokensFor = (events: readonly EventValues[]) => Promise<readonly (EventTokens | 'erased')[]>;
/** The token of an identifier's value, or undefined; never makes one. */
export type FindToken = (value: PersonalValue) => Promise<string | undefined>;
/** Values of tokens; a missing token is absent from the map. */
export type ValuesOf = (tokens: readonly string[]) => Promise<ReadonlyMap<string, string>>;

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
  /** Business time of its last change, as of which audiences were evaluated; epoch seconds. */
  readonly at?: number;
  /** Time of the due-date item that stands for the person, in epoch seconds; undefined where none does. */
  readonly due?: number;
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
  /** Set where one of the strands was erased: the receipt of it. */
  readonly erased?: string;
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
  /** Index items that change with the person. @default - none */
  readonly index?: IndexChange;
}

/** Index items of one person: of the audiences it enters and leaves, and the due-date item that goes and the one that comes. */
export interface IndexChange {
  readonly enter: readonly string[];
  readonly leave: readonly string[];
  readonly dueWas?: number;
  readonly dueIs?: number;
}

export interface RemovedPerson {
  readonly person: PersonId;
  readonly version: number;
  /** All index items that stand for the person. @default - none */
  readonly index?: IndexChange;
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
  readonly remove: readonly RemovedPerson[];
  /** Pointers to set: strand -> person, with the pointer as read (undefined: must not exist). */
  readonly pointers: readonly { readonly strand: StrandId; readonly person: PersonId; readonly was?: PersonId }[];
  /** Entry that the event adds to the consent log. */
  readonly receipt?: ConsentReceipt;
  /** The event is history: nothing is published of it. */
  readonly quiet?: true;
}
/** `duplicate`: the event's item exists. `conflict`: something read has changed since; read again. */
export type ApplyChange = (change: ProfileChange) => Promise<'applied' | 'duplicate' | 'conflict'>;

/** Saves a person whose audiences were evaluated anew, with its index items, in one transaction; no event has set it off. */
export type SaveReviewed = (person: SavedPerson) => Promise<'saved' | 'conflict'>;

/** A due-date item: at this time (epoch seconds) a person's audiences may change. */
export interface DueItem {
  readonly time: number;
  readonly person: PersonId;
}
/** The earliest due-date items of a shard (0 to 63) up to a time, inclusive. */
export type ListDue = (shard: number, until: number, limit: number) => Promise<readonly DueItem[]>;
/** Removes a due-date item that stands for nobody any more; nothing if it is gone. */
export type DropDue = (item: DueItem) => Promise<void>;

/** How far everybody of a shard has been evaluated by changed definitions. */
export interface ReviewProgress {
  readonly shard: number;
  /** Persons looked at so far, and those of them whose item changed. */
  readonly persons: number;
  readonly changed: number;
  /** Where the next page begins; undefined at the beginning and at the end. */
  readonly cursor?: string;
  readonly done: boolean;
  /** ISO 8601, wall clock. */
  readonly at: string;
}
/** When a set of definitions was first met, and when everybody had been evaluated by it. */
export interface ReviewRun {
  readonly hash: string;
  readonly startedAt: string;
  readonly doneAt?: string;
}
/** The run of these definitions; begins it where there is none. */
export type BeginReview = (hash: string, at: string) => Promise<ReviewRun>;
export type EndReview = (run: Required<ReviewRun>) => Promise<void>;
export type LoadProgress = (hash: string) => Promise<readonly ReviewProgress[]>;
export type SaveProgress = (hash: string, progress: ReviewProgress) => Promise<void>;

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
  ledger?: StoredLedger,
) => Promise<
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'exists'; readonly decision: Decision }
  | { readonly outcome: 'conflict' }
>;
export type LoadDecision = (decisionId: string) => Promise<Decision | undefined>;
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
  /** Not to be tried again before; ISO 8601, wall clock. */
  readonly nextAt?: string;
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
/**
 * Hands out `count` of the numbers of a vendor's second, the first ever from `start` on; gives the number after the last
 * one. Nobody is handed a number twice.
 */
export type TakeNumbers = (vendor: string, second: number, count: number, start: number) => Promise<number>;

/** Why nothing is sent to a vendor just now: too much failed, or it answered that it wants no message any more. */
export interface Circuit {
  readonly state: 'closed' | 'open' | 'gone';
  /** Rises with every change. */
  readonly version: number;
  /** When it opened or closed; ISO 8601, wall clock, as all times here. */
  readonly since: string;
  /** When the next request may try whether the vendor is back. */
  readonly probeAt: string;
  /** Requests that have tried in vain. */
  readonly probes: number;
  /** Until when a request is trying; nobody else may. */
  readonly probeUntil?: string;
}
/** Undefined where a vendor's circuit never opened. Strongly consistent. */
export type LoadCircuit = (vendor: string) => Promise<Circuit | undefined>;
/** Saves a circuit over the version it was read at (0: there is none). */
export type SaveCircuit = (vendor: string, circuit: Circuit, was: number) => Promise<'saved' | 'conflict'>;
/** Requests to a vendor by how they ended. */
export interface Answers {
  readonly ok: number;
  readonly failed: number;
}
/** Adds to what all functions counted in one window of a vendor; gives the sums. */
export type CountAnswers = (vendor: string, window: string, answers: Answers) => Promise<Answers>;

/** Marks a webhook as being taken in, for a lease; `under-way` where somebody else does, `duplicate` where it was taken in before. */
export type MarkWebhook = (
  vendor: string,
  id: string,
  leaseSeconds: number,
) => Promise<'new' | 'under-way' | 'duplicate'>;
/** Those of the ids that were taken in before. */
export type KnownWebhooks = (vendor: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;
/** Marks webhooks as taken in, for `ttlSeconds`, each with how it was verified. */
export type SettleWebhooks = (envelope: WebhookEnvelope, ids: readonly string[], ttlSeconds: number) => Promise<void>;
/** Takes the mark back after a failure, so that the vendor's retry is let in. */
export type ReleaseWebhook = (vendor: string, id: string) => Promise<void>;
/** Whether IT lets a vendor in and out now; strongly consistent. A vendor without a row is `active`. */
export type ReadVendorState = (vendor: string) => Promise<VendorState>;
/** Counts what a vendor's observation found, for `tandem vendor report`. */
export type CountObserved = (vendor: string, verdict: string, at: Date) => Promise<void>;
/** Notes when a key of a vendor was last used, for `tandem vendor rotate` and `tandem doctor`. */
export type NoteKeyUsed = (vendor: string, keyId: string, at: Date) => Promise<void>;
/** Counts a request of a vendor in this minute; false where the minute has had its `most`. */
export type TakeSlot = (vendor: string, most: number, at: Date) => Promise<boolean>;

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
/** The same past the cache, at most every five seconds; undefined where it was read again just now. */
export type RereadSecret = (name: string) => Promise<string | undefined>;

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
  /** Not to be looked at before; ISO 8601, wall clock. A queue hides a message for fifteen minutes at most. */
  readonly dueAt?: string;
  /** Attempts that were made before the request was redriven: the retry schedule starts again after them. */
  readonly since?: number;
}
/** Puts a request back in its vendor's queue, not to be seen before `delaySeconds` (0 to 900). */
export type SendLater = (held: HeldRequest, delaySeconds: number) => Promise<void>;

/** Why a request was put aside, for whoever redrives it. */
export interface DeadReason {
  readonly reason: string;
  readonly status: number;
  readonly attempts: number;
  /** ISO 8601, wall clock. */
  readonly at: string;
}
/** Puts a request in its vendor's dead letter queue. */
export type PutAside = (held: HeldRequest, dead: DeadReason) => Promise<void>;

export type { BusEvent, EventDetail };
