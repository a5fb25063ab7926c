import type { CircuitBreakerDeps } from '../../domain/circuit-breaker';
import { circuitEvent } from '../../domain/circuit-event';
import type { PublishEvents } from '../../domain/ports/bus';
import { publishAll } from '../../domain/publish-all';
import type { Log } from '../../runtime/logger';
import type { Count } from '../../runtime/metrics';

export interface AnnounceCircuitDeps {
  readonly publishEvents: PublishEvents;
  readonly log: Log;
  readonly count: Count;
}

/** Metric whose alarm tells people that nothing is sent to a vendor any more. */
export const CIRCUITS_OPENED = 'CircuitsOpened';

/** Tells the bus, the log and the alarm of a circuit that opened or closed. */
export const createAnnounceCircuit = ({
  publishEvents,
  log,
  count,
}: AnnounceCircuitDeps): CircuitBreakerDeps['announce'] => {
  const publish = publishAll(publishEvents);
  return async (notice) => {
    const { vendor, change, why } = notice;
    await publish([circuitEvent(notice)]);
    count(change === 'opened' ? CIRCUITS_OPENED : 'CircuitsClosed', 1, { vendor });
    log.warn(`circuit.${change}`, { vendor, reason: why });
  };
};
