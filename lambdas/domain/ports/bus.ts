import type { BusEvent } from '../../../contracts/event';

/** Publishes events; returns the indexes of those that the bus did not take after retries. */
export type PublishEvents = (events: readonly BusEvent[]) => Promise<readonly number[]>;
