/** How long items of tables are kept, in days; stores write it, and the record of processing reads it. */
export const KEPT_DAYS = {
  /** One day longer than the window within which a duplicate may arrive. */
  profileEvents: 32,
  /** To take a rebuild back. */
  rebuiltStrands: 7,
  /** Longer than archive, queues and dead letters can bring a token back; after it no event can name the strand any more. */
  tombstones: 180,
  quarantined: 30,
  /** Longer than an erasure goes on, and than its messages can lie in a dead letter queue. */
  erasureAnswers: 30,
  decisions: 90,
  /** A year of caps and goals, counted from the last time the ledger was written. */
  ledgers: 400,
  /** A year of proof of what left the house. */
  attempts: 400,
  /** Longer than any event can come back: 31 days of dedupe, a dead letter's fourteen days left to their own. */
  countMarks: 40,
  /** As long as its evidence. */
  rebuildRuns: 400,
  /** Longer than a fact can come again, by the stream or by whoever tells it a second time. */
  trailMarks: 40,
  /** What an observation counted is of use for as long as one lasts, and some. */
  webhookCounts: 180,
} as const;

/** The same, in seconds. */
export const KEPT_SECONDS = {
  /** Longer than any test is under way. */
  tests: 3600,
} as const;
