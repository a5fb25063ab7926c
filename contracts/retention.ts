/** Days for which a queue that a function works off keeps a message. */
export const QUEUE_DAYS = 4;

/** Seconds for which EventBridge and Scheduler go on trying to hand over an event. */
export const HANDOVER_SECONDS = 86_400;

const DRAIN_MS = HANDOVER_SECONDS * 1000 + QUEUE_DAYS * 86_400_000;

/**
 * When no message of a launch that ended then can be waiting any more, epoch milliseconds: the gateway refuses each on its
 * next receipt, whatever its `notAfter`, and one that nobody receives is gone once EventBridge has given up and its queue
 * has forgotten it.
 */
export const drainedAt = (offSince: string): number => Date.parse(offSince) + DRAIN_MS;
