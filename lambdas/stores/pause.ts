import type { Sleep } from '../domain/ports/clocks';

/** What retries need: how to wait, and chance to spread them. */
export interface Retry {
  readonly sleep: Sleep;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** Waits for real. */
export const realRetry: Retry = {
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};

/** Full jitter: anywhere between nothing and a ceiling that doubles with each try, so that losers do not meet again. */
export const backOff = ({ sleep, random }: Retry, attempt: number, baseMs = 50, ceilingMs = 2000): Promise<void> =>
  sleep(random() * Math.min(ceilingMs, baseMs * 2 ** attempt));
