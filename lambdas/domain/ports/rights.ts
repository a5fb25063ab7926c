import type { Decision } from '../../../contracts/decision';
import type { BusEvent } from '../../../contracts/event';
import type { ConsentReceipt, PersonId, StrandId } from '../../../contracts/profile';
import type { VendorReport } from '../erasure-report';
import type { ErasureState } from '../erasure-state';
import type { RecordedInputs } from '../recorded-inputs';
import type { Attempt } from './attempts';
import type { StoredLedger } from './decisions';
import type { StoredPerson } from './profiles';
import type { PersonalValue } from './vault';

/** An erasure as rows and tombstones name it. */
export interface Erasure {
  /** Id of the receipt. */
  readonly receipt: string;
  /** Events that happened up to then stay out; ISO 8601, business time. */
  readonly erasedAt: string;
}

// ---------------------------------------------------------------- vault

/** Hash under which the vault indexes a value; without the vault's key it says nothing. */
export type HashValue = (value: PersonalValue) => Promise<string>;

/** Everything that the vault has indexed under a value's hash. */
export interface Indexed extends Partial<Erasure> {
  /** The identifier's token in force. */
  readonly token?: string;
  /** Values kept under this identifier, by the token it had then. */
  readonly owned: readonly { readonly owner: string; readonly token: string }[];
  /** Ids of quarantined payloads that name the identifier. */
  readonly payloads: readonly string[];
}
/** Strongly consistent. */
export type ReadIndexed = (hash: string) => Promise<Indexed>;
/**
 * Takes an identifier's token out of the index and keeps when: one write. `was`: the token it had; undefined where it had none.
 * Done before under the same receipt it changes nothing; `changed` where another token is in force.
 */
export type Suppress = (hash: string, was: string | undefined, erasure: Erasure) => Promise<'suppressed' | 'changed'>;
/** Deletes the values kept under an identifier's old token, with their rows. */
export type ForgetOwned = (hash: string, owner: string) => Promise<void>;
/** Deletes the quarantined payloads that name the identifier. */
export type ForgetPayloads = (hash: string) => Promise<void>;
/** Deletes values by token. */
export type ForgetValues = (tokens: readonly string[]) => Promise<void>;
/** A quarantined payload; undefined where it has ended. */
export type ReadPayload = (id: string) => Promise<unknown>;

// ---------------------------------------------------------------- profiles

export type Pointer = { readonly kind: 'person'; readonly person: PersonId } | ({ readonly kind: 'erased' } & Erasure);
/** Where strands point, tombstones included; strands that point nowhere are absent. Strongly consistent. */
export type ReadPointers = (strands: readonly StrandId[]) => Promise<ReadonlyMap<StrandId, Pointer>>;

/** The end of a person: the one transaction after which no event finds it. */
export interface Ending extends EndedPerson {
  /** At which it was read. */
  readonly version: number;
  /** Strands that get a tombstone. */
  readonly erase: readonly StrandId[];
  /** Strands that another customer has, too: they point nowhere, and may begin anew. */
  readonly release: readonly StrandId[];
}
/** `conflict`: the person has changed since it was read. Nothing was written then. */
export type EndPerson = (ending: Ending, erasure: Erasure) => Promise<'ended' | 'conflict'>;
/** Saves a person over the version it was read at, and no index item: what changes must not change where the person is listed. */
export type SaveView = (person: StoredPerson) => Promise<'saved' | 'conflict'>;
/** Puts a tombstone on a strand that is nobody's; `conflict` where it is somebody's, done where it has one. */
export type EndStrand = (strand: StrandId, erasure: Erasure) => Promise<'ended' | 'conflict'>;

export interface StoredEvent {
  readonly event: BusEvent;
  /** ISO 8601; the end of its time to live. */
  readonly until: string;
}
/** What is stored of one strand, in pages; tombstones and pointers are not among it. */
export interface StrandPage {
  readonly events: readonly StoredEvent[];
  readonly consentLog: readonly ConsentReceipt[];
  /** How many items a rebuild keeps of it for the time being. */
  readonly copies: number;
  readonly cursor?: string;
}
export type ReadStrand = (strand: StrandId, cursor?: string) => Promise<StrandPage>;
/** Deletes everything stored of a strand but its tombstone; with `until` (ISO 8601) only what happened up to then, and every copy. */
export type ForgetStrand = (strand: StrandId, until?: string) => Promise<void>;
/** A person that has ended, and the index items that stood for it. */
export interface EndedPerson {
  readonly person: PersonId;
  readonly audiences: readonly string[];
  readonly due?: number;
}
/** Deletes what is left of a person: views and index items. */
export type ForgetPerson = (ended: EndedPerson) => Promise<void>;

// ---------------------------------------------------------------- engagement

/** Decisions, ledger and messages found under a strand. */
export interface Engaged {
  readonly ledger?: StoredLedger;
  readonly decisions: readonly string[];
}
export type ReadEngaged = (strand: StrandId) => Promise<Engaged>;
export type ReadAttempts = (messages: readonly string[]) => Promise<readonly Attempt[]>;
/** A decision with what it was made from. */
export interface RecordedDecision {
  readonly decision: Decision;
  readonly inputs: RecordedInputs;
}
/** Decisions by id, as far as they are still kept. */
export type ReadDecisions = (decisions: readonly string[]) => Promise<readonly RecordedDecision[]>;
/** Deletes the ledger of a strand and its index of decisions. */
export type ForgetLedger = (strand: StrandId) => Promise<void>;
/** Delete by id. */
export type ForgetDecisions = (decisions: readonly string[]) => Promise<void>;
export type ForgetAttempts = (messages: readonly string[]) => Promise<void>;

// ---------------------------------------------------------------- receipts

/** An erasure as it is kept, at a version. */
export interface StoredErasure {
  readonly version: number;
  readonly state: ErasureState;
}
export type LoadErasure = (receipt: string) => Promise<StoredErasure | undefined>;
/** Saves an erasure over the version it was read at (0: there is none). */
export type SaveErasure = (state: ErasureState, was: number) => Promise<'saved' | 'conflict'>;

/** Keeps what a vendor answered beside its erasure, for as long as that may go on; of two answers the first one stays. */
export type NoteReport = (report: VendorReport) => Promise<void>;
/** What vendors have answered so far, one report each. Strongly consistent. */
export type ReadReports = (receipt: string) => Promise<readonly VendorReport[]>;
