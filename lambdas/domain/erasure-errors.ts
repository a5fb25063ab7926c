/** A step that could not be done now and is to be tried again. */
export class ErasureContendedError extends Error {
  readonly code = 'erasure.contended';
  readonly retryable = true;

  constructor() {
    super('What is to be erased kept changing.');
    this.name = 'ErasureContendedError';
  }
}

/** A message about an erasure that nobody asked for. */
export class ErasureUnknownError extends Error {
  readonly code = 'erasure.unknown';
  readonly retryable = false;

  constructor(readonly receipt: string) {
    super('There is no erasure of this receipt.');
    this.name = 'ErasureUnknownError';
  }
}
