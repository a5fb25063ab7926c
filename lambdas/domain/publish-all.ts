import type { BusEvent } from '../../contracts/event';
import type { PublishEvents } from './ports/bus';

/** The bus did not take every event, retries included; whoever holds the cause must bring it again. */
export class BusUnavailableError extends Error {
  readonly code = 'bus.unavailable';
  readonly retryable = true;

  constructor(
    readonly refused: number,
    readonly of: number,
  ) {
    super(`The bus refused ${refused} of ${of} events.`);
    this.name = 'BusUnavailableError';
  }
}

/** Publishes all events or rejects; ids are deterministic, so a second try is told apart from nothing new. */
export const publishAll =
  (publishEvents: PublishEvents) =>
  async (events: readonly BusEvent[]): Promise<void> => {
    if (events.length === 0) return;
    const refused = await publishEvents(events);
    if (refused.length > 0) throw new BusUnavailableError(refused.length, events.length);
  };
