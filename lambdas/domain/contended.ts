const WHAT = {
  'decision.contended': 'The ledger that a decision reserves from',
  'erasure.contended': 'What is to be erased',
  'ledger.contended': 'A ledger',
  'profile.contended': 'The persons of an event',
  'review.contended': 'A person whose audiences were evaluated',
  'trail.contended': 'The end of the audit trail',
} as const;

/** Others changed what was to be written at every try; whatever asked for it is to be brought again. */
export class ContendedError extends Error {
  readonly retryable = true;

  constructor(readonly code: keyof typeof WHAT) {
    super(`${WHAT[code]} kept changing.`);
    this.name = 'ContendedError';
  }
}
