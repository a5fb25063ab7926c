/** The message is not done and must come again: the vendor asked for patience, or another copy is sending it. */
export class DeliveryPendingError extends Error {
  readonly code = 'delivery.pending';
  readonly retryable = true;

  constructor(readonly reason: string) {
    super(`Delivery is pending: ${reason}.`);
    this.name = 'DeliveryPendingError';
  }
}
