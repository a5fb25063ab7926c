/** Days for which a queue keeps a message that nobody takes; parked ones and dead letters are kept longer. */
export const QUEUE_DAYS = 4;

/** Seconds for which EventBridge tries to hand an event to a queue, before it goes to the dead letter. */
export const HANDOVER_SECONDS = 86_400;
