/** Which of the quarantined events are meant; what is left out does not narrow them down. */
export interface QuarantineFilter {
  readonly reason?: string;
  readonly source?: string;
  /** ISO 8601: those set aside at or after it. */
  readonly since?: string;
}

/** Reason of events that came too late to be told from duplicates; only who asks for it by name lets them in. */
export const TOO_LATE = 'too-late';

/**
 * What `redrive-quarantine` is asked, a page at a time. `list` counts; `judge` says what today's catalog makes of each event;
 * `replay` lets those in that pass; `tidy` takes pointers out of the queue whose events are gone.
 */
export type QuarantineTask =
  | {
      readonly task: 'list' | 'judge' | 'replay';
      readonly filter: QuarantineFilter;
      /** Of the page before. @default - from the first one on */
      readonly cursor?: string;
    }
  | { readonly task: 'tidy' };

/**
 * What became of quarantined events. `kept`: only counted. `passes`: it would be let in. `replayed`: it was. `facts`: so was
 * what it tells, but for what is counted, because nothing proves that it was not counted before. `known`: it had been applied
 * before. `stays`: it is still wrong, for `now`. `dropped`: the registry says by now that it is not wanted. `gone`: erased, or its 30 days were over.
 * `unpublished`: the bus did not take it; it stays.
 */
export type QuarantineOutcome =
  | 'kept'
  | 'passes'
  | 'replayed'
  | 'facts'
  | 'known'
  | 'stays'
  | 'dropped'
  | 'gone'
  | 'unpublished';

export interface QuarantineTally {
  readonly source: string;
  readonly reason: string;
  /** Name in the catalog; empty where it has none. */
  readonly event: string;
  readonly outcome: QuarantineOutcome;
  /** Reason code of today; of those that stay. */
  readonly now?: string;
  readonly count: number;
  /** When the first of them was set aside; ISO 8601. */
  readonly oldest: string;
}
export interface QuarantinePage {
  readonly tallies: readonly QuarantineTally[];
  /** Set while there is more. */
  readonly cursor?: string;
}
export interface QuarantineTidied {
  readonly removed: number;
  readonly left: number;
}
