/** A message about an erasure that nobody asked for. */
export class ErasureUnknownError extends Error {
  readonly code = 'erasure.unknown';
  readonly retryable = false;

  constructor(readonly receipt: string) {
    super('There is no erasure of this receipt.');
    this.name = 'ErasureUnknownError';
  }
}
