import type { BusEvent } from '../../contracts/event';
import type { ConsentReceipt, PersonId, StrandId } from '../../contracts/profile';
import type { Attempt, PersonalValue, StoredLedger, StoredPerson } from './ports';

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
/** Deletes the values kept under an identifier's old token, with their rows; gives how many there were. */
export type ForgetOwned = (hash: string, owner: string) => Promise<number>;
/** Deletes the quarantined payloads that name the identifier; gives how many there were. */
export type ForgetPayloads = (hash: string) => Promise<number>;
/** Deletes values by token; gives how many there were. */
export type ForgetValues = (tokens: readonly string[]) => Promise<number>;
/** A quarantined payload; undefined where it has ended. */
export type ReadPayload = (id: string) => Promise<unknown>;

// ---------------------------------------------------------------- profiles

export type Pointer = { readonly kind: 'person'; readonly person: PersonId } | ({ readonly kind: 'erased' } & Erasure);
/** Where strands point, tombstones included; strands that point nowhere are absent. Strongly consistent. */
export type ReadPointers = (strands: readonly StrandId[]) => Promise<ReadonlyMap<StrandId, Pointer>>;

/** The end of a person: the one transaction after which no event finds it. */
export interface Ending {
  readonly stored: StoredPerson;
  /** Strands that get a tombstone. */
  readonly erase: readonly StrandId[];
  /** Strands that another customer has, too: they point nowhere, and may begin anew. */
  readonly release: readonly StrandId[];
}
/** `conflict`: the person has changed since it was read. Nothing was written then. */
export type EndPerson = (ending: Ending, erasure: Erasure) => Promise<'ended' | 'conflict'>;
/** Puts a tombstone on a strand that is nobody's; `conflict` where it is somebody's, done where it has one. */
export type EndStrand = (strand: StrandId, erasure: Erasure) => Promise<'ended' | 'conflict'>;
/** Saves a person at the version it was read at, without a change of who it is. */
export type SavePerson = (stored: StoredPerson) => Promise<'saved' | 'conflict'>;

export interface StoredEvent {
  readonly event: BusEvent;
  /** ISO 8601; the end of its time to live. */
  readonly until: string;
}
/** What is stored of one strand, in pages; tombstones and pointers are not among it. */
export interface StrandPage {
  readonly events: readonly StoredEvent[];
  readonly consentLog: readonly ConsentReceipt[];
  readonly cursor?: string;
}
export type ReadStrand = (strand: StrandId, cursor?: string) => Promise<StrandPage>;
/** Deletes everything stored of a strand but its tombstone; gives how many events and how many other items there were. */
export type ForgetStrand = (
  strand: StrandId,
) => Promise<{ readonly events: number; readonly log: number; readonly other: number }>;
/** Deletes what is left of a person: views and index items; gives how many items there were. */
export type ForgetPerson = (person: PersonId, audiences: readonly string[]) => Promise<number>;

// ---------------------------------------------------------------- engagement

/** Decisions, ledger and messages found under a strand. */
export interface Engaged {
  readonly ledger?: StoredLedger;
  readonly decisions: readonly string[];
}
export type ReadEngaged = (strand: StrandId) => Promise<Engaged>;
export type ReadAttempts = (messages: readonly string[]) => Promise<readonly Attempt[]>;
/** Deletes the ledger of a strand and its index of decisions; gives how many items there were. */
export type ForgetLedger = (strand: StrandId) => Promise<number>;
/** Delete decisions and attempts by id; give how many there were. */
export type ForgetDecisions = (decisions: readonly string[]) => Promise<number>;
export type ForgetAttempts = (messages: readonly string[]) => Promise<number>;
