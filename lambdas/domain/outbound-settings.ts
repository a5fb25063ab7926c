import type { Outbound } from '../../contracts/vendor-outbound';

/** When the circuit of a vendor opens, and when it is tried again. */
export interface BreakerSettings {
  /** From 0 to 1. */
  readonly opensAt: number;
  readonly requests: number;
  readonly windowMs: number;
  readonly probeAfterMs: number;
}

/** What a vendor's file says in words, in numbers. */
export interface OutboundSettings {
  /** Requests a second. */
  readonly rate: number;
  readonly timeoutMs: number;
  /** Seconds to wait after the first, second ... failed attempt. */
  readonly waits: readonly number[];
  readonly breaker: BreakerSettings;
}

const SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 };
/** A function lives for a minute; the answer must come well within it. */
const LONGEST_MS = 30_000;

/** Standard Webhooks' example: ten attempts in some 76 hours. */
const STANDARD_WAITS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
const BREAKER: BreakerSettings = { opensAt: 0.5, requests: 20, windowMs: 60_000, probeAfterMs: 30_000 };

const secondsOf = (words: string): number => {
  const [, count, unit = ''] = /^(\d{1,4}) ([a-z]+?)s?$/.exec(words) ?? [];
  return Number(count) * (SECONDS[unit] ?? Number.NaN);
};

/** How long a vendor may take, in milliseconds; the longest there is where its file says nothing. */
export const timeoutMs = (outbound: Outbound | undefined): number => {
  const seconds = secondsOf(outbound?.timeout ?? '');
  return Number.isNaN(seconds) ? LONGEST_MS : Math.min(seconds * 1000, LONGEST_MS);
};

const breakerOf = ({ breaker }: Outbound): BreakerSettings =>
  breaker === undefined
    ? BREAKER
    : {
        opensAt: Number.parseInt(breaker.opensAt, 10) / 100,
        requests: breaker.requests,
        windowMs: secondsOf(breaker.window) * 1000,
        probeAfterMs: secondsOf(breaker.probeAfter) * 1000,
      };

/** The settings of a vendor that messages are sent to, every default applied. */
export const outboundSettings = (outbound: Outbound): OutboundSettings => ({
  rate: Number.parseInt(outbound.rate, 10),
  timeoutMs: timeoutMs(outbound),
  waits: outbound.retry?.map(secondsOf) ?? STANDARD_WAITS,
  breaker: breakerOf(outbound),
});
