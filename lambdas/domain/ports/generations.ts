import type { PersonId, StrandId, StrandState } from '../../../contracts/profile';
import type { RebuildRun } from '../../../contracts/rebuild';
import type { SavedPerson } from './profiles';

/**
 * The state of a strand that is not the stored one: until the switch the one worked out anew (`next`), after it the one that was
 * stored before (`former`).
 */
export interface OtherState {
  readonly side: 'next' | 'former';
  /** Its links are empty: they name other strands, and stay those of the stored strand. */
  readonly state: StrandState;
  /** Digests of the events that the stored strand had been told by then. */
  readonly told: readonly string[];
}

/** What a run keeps of a person. */
export interface Generation {
  /** Version of the person as of which all of its strands were worked out; undefined: they were not. */
  readonly version?: number;
  readonly others: ReadonlyMap<StrandId, OtherState>;
}
/** Strongly consistent; what has ended is absent. */
export type LoadGeneration = (run: string, person: PersonId, strands: readonly StrandId[]) => Promise<Generation>;

export interface GenerationChange {
  readonly person: PersonId;
  /** At which the person was read. */
  readonly version: number;
  /** Other states to keep; undefined: to be forgotten. */
  readonly others: ReadonlyMap<StrandId, OtherState | undefined>;
  /** The person itself, where it changes sides. */
  readonly saved?: SavedPerson;
}
/**
 * Keeps what a run has for a person until `until`, and the person where it changes sides, in one transaction; `conflict` where the
 * person has changed since it was read. That nothing differs is noted without a condition.
 */
export type SaveGeneration = (
  { run, until }: Pick<RebuildRun, 'run' | 'until'>,
  change: GenerationChange,
) => Promise<'saved' | 'conflict'>;

/** A run at a version. */
export interface StoredRun {
  readonly version: number;
  readonly run: RebuildRun;
}
/** All runs that are remembered, the latest first. Strongly consistent. */
export type LoadRuns = () => Promise<readonly StoredRun[]>;
/** Saves a run over the version it was read at (0: there is none). */
export type SaveRun = (run: RebuildRun, was: number) => Promise<'saved' | 'conflict'>;
