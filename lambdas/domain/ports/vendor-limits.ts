/**
 * Hands out `count` of the numbers of a vendor's second, the first ever from `start` on; gives the number after the last
 * one. Nobody is handed a number twice.
 */
export type TakeNumbers = (vendor: string, second: number, count: number, start: number) => Promise<number>;

/** Why nothing is sent to a vendor just now: too much failed, or it answered that it wants no message any more. */
export interface Circuit {
  readonly state: 'closed' | 'open' | 'gone';
  /** Rises with every change. */
  readonly version: number;
  /** When it opened or closed; ISO 8601, wall clock, as all times here. */
  readonly since: string;
  /** When the next request may try whether the vendor is back. */
  readonly probeAt: string;
  /** Requests that have tried in vain. */
  readonly probes: number;
  /** Until when a request is trying; nobody else may. */
  readonly probeUntil?: string;
}

/** Undefined where a vendor's circuit never opened. Strongly consistent. */
export type LoadCircuit = (vendor: string) => Promise<Circuit | undefined>;

/** Saves a circuit over the version it was read at (0: there is none). */
export type SaveCircuit = (vendor: string, circuit: Circuit, was: number) => Promise<'saved' | 'conflict'>;

/** Requests to a vendor by how they ended. */
export interface Answers {
  readonly ok: number;
  readonly failed: number;
}

/** Adds to what all functions counted in one window of a vendor; gives the sums. */
export type CountAnswers = (vendor: string, window: string, answers: Answers) => Promise<Answers>;
