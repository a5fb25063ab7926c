import type { PersonId } from '../../../contracts/profile';
import type { SavedPerson } from './profiles';

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
