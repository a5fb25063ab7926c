import type { BusEvent } from '../../../contracts/event';
import type { ConsentReceipt, PersonId, PersonState, StrandId } from '../../../contracts/profile';

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

/** A stored event by its key, for re-publishing. */
export type LoadEvent = (key: EventKey) => Promise<{ readonly event: BusEvent; readonly person: PersonId } | undefined>;

/** One page of all persons in a shard (0 to 63), for scheduled launches. */
export type ListPersons = (
  shard: number,
  limit: number,
  cursor?: string,
) => Promise<{ readonly persons: readonly PersonId[]; readonly cursor?: string }>;

/** One page of the index of a segment or list in a shard (0 to 63). Eventually consistent. */
export type ListMembers = (audience: string, shard: number, limit: number, cursor?: string) => ReturnType<ListPersons>;
