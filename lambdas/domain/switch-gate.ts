import type { MonotonicClock } from './ports/clocks';
import type { ReadSwitches, Switches } from './ports/launches';

/** Age, counted from the start of the read, at which a reading of the switches no longer lets a request start. */
export const SWITCHES_FRESH_MS = 1000;

/** `hold`: may go on later. `ended`: the launch is over. `revoked`: the vendor's approval is. */
export type Stop = 'hold' | 'ended' | 'revoked';
/** Launches of which nothing may start, and why. */
export type Stops = ReadonlyMap<string, Stop>;

/**
 * Calls `start` with the launches that are stopped, while readings of the switches that began less than a second ago let
 * all others go. Whoever stops a launch and waits that second therefore knows that no new request starts.
 */
export type SwitchGate = <T>(
  launches: readonly string[],
  vendor: string,
  start: (stops: Stops) => Promise<T>,
) => Promise<T>;

/** The control store answered too slowly, several times, for its answer to be trusted. */
export class SwitchesStaleError extends Error {
  readonly code = 'switches.stale';
  readonly retryable = true;

  constructor() {
    super(`Switches could not be read within ${SWITCHES_FRESH_MS} ms; nothing was sent.`);
    this.name = 'SwitchesStaleError';
  }
}

interface Reading {
  readonly startedAt: number;
  readonly switches: Promise<Switches>;
}

const READS = 3;

const stopOf = ({ pausedAll, launch, vendor }: Switches): Stop | undefined => {
  if (launch === 'ended') return 'ended';
  if (vendor === 'revoked') return 'revoked';
  return pausedAll || launch === 'paused' || vendor === 'suspended' ? 'hold' : undefined;
};

/** A gate that shares one reading per launch and vendor among the messages of a moment. */
export const createSwitchGate = (readSwitches: ReadSwitches, now: MonotonicClock): SwitchGate => {
  const latest = new Map<string, Reading>();
  const isFresh = (reading: Reading): boolean => now() - reading.startedAt < SWITCHES_FRESH_MS;

  const reading = (launch: string, vendor: string): Reading => {
    const key = `${launch}/${vendor}`;
    const shared = latest.get(key);
    if (shared !== undefined && isFresh(shared)) return shared;
    const own: Reading = { startedAt: now(), switches: readSwitches(launch, vendor) };
    latest.set(key, own);
    own.switches.catch(() => latest.get(key) === own && latest.delete(key));
    return own;
  };

  return async (launches, vendor, start) => {
    for (let read = 0; read < READS; read += 1) {
      const readings = launches.map((launch) => ({ launch, ...reading(launch, vendor) }));
      const stops = new Map<string, Stop>();
      for (const { launch, switches } of readings) {
        const stop = stopOf(await switches);
        if (stop !== undefined) stops.set(launch, stop);
      }
      // Nothing may be awaited between this check and the start of the request.
      if (readings.every((one) => stops.has(one.launch) || isFresh(one))) return start(stops);
    }
    throw new SwitchesStaleError();
  };
};
