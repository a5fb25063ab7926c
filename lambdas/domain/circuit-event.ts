import type { BusEvent } from '../../contracts/event';
import { PLATFORM_EVENT, SOURCE } from '../../contracts/names';
import type { CircuitNotice } from './circuit-breaker';
import { emitted } from './emit';
import { emittedIdOf } from './ids';

/** `Vendor Circuit Opened` or `Vendor Circuit Closed`; functions that see the same change tell it under the same id. */
export const circuitEvent = ({ vendor, change, why, circuit, answers, key }: CircuitNotice): BusEvent => {
  const event = change === 'opened' ? PLATFORM_EVENT.vendorCircuitOpened : PLATFORM_EVENT.vendorCircuitClosed;
  const { since, probeAt } = circuit;
  const numbers = { requests: answers.ok + answers.failed, failed: answers.failed };
  const properties = { vendor, why, at: since, ...numbers, ...(change === 'opened' && { probeAt }) };
  const id = [vendor, key];
  return emitted({ source: SOURCE.gateway, event, id, at: since, properties }, { trace: emittedIdOf(event, ...id) });
};
