/** A store could not do what it was asked. `code` is stable; the message names the operation, never a value. */
export class StoreError extends Error {
  constructor(
    readonly code:
      | 'store.throttled'
      | 'store.corrupt'
      | 'function.failed'
      | 'queue.refused'
      | 'stack.refused'
      | 'secret.missing'
      | 'vendor.address-refused'
      | 'vendor.no-answer',
    operation: string,
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(`${operation}: ${code}`, options);
    this.name = 'StoreError';
  }
}

const nameOf = (error: unknown): string | undefined => (error instanceof Error ? error.name : undefined);

/** A single conditional write whose condition did not hold. */
export const isConditionFailed = (error: unknown): boolean => nameOf(error) === 'ConditionalCheckFailedException';

/** What each action of a cancelled transaction met (`None` for those without fault); undefined for any other error. */
export const cancellationCodes = (error: unknown): readonly string[] | undefined => {
  if (nameOf(error) !== 'TransactionCanceledException') return undefined;
  const reasons = (error as { CancellationReasons?: readonly { Code?: string }[] }).CancellationReasons ?? [];
  return reasons.map((reason) => reason.Code ?? 'None');
};

/** Whether a cancelled transaction lost to another one, rather than to throttling or a mistake of ours. */
export const isContention = (codes: readonly string[]): boolean =>
  codes.every((code) => code === 'None' || code === 'ConditionalCheckFailed' || code === 'TransactionConflict');
